"""Whether a text observed here is the one recorded from AWS."""

import re

PLACEHOLDER = re.compile(r"<[^<>]+>|\d{12}|ap-southeast-1")
ENUM = re.compile(r"enum value set: \[([^\]]*)\]")


def says(recorded, observed):
    """
    A recorded text's placeholders, such as `<key-arn>`, stand for anything. AWS prints an enum in an
    order of its own, and has had more values since it was recorded.
    """
    one, other = ENUM.search(recorded), ENUM.search(observed)
    if one and other:
        if not set(one[1].split(", ")) <= set(other[1].split(", ")):
            return False
        recorded, observed = ENUM.sub("", recorded), ENUM.sub("", observed)
    pattern = ".+?".join(re.escape(part) for part in PLACEHOLDER.split(recorded))
    return re.fullmatch(pattern, observed, re.DOTALL) is not None
