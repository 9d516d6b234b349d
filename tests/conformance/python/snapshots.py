"""Compares answers with snapshots that LocalStack's project recorded against AWS.

A snapshot has placeholders where AWS's answer differs from run to run: `<key-id:1>`, `datetime`,
`<region>`. A placeholder stands for any text; everything else, which members there are included,
must be the same.
"""

import json
import re
from datetime import datetime

from jsonpath_ng.ext import parse

from recorded_text import says

TIMES = ("date", "datetime", "timestamp")
PLACEHOLDER = re.compile(r"<[^<>]+>")
# Headers of the connection and of whoever serves, not of the answer.
TRANSPORT = {"connection", "keep-alive", "server", "date", "transfer-encoding"}
# Members AWS added in 2025, after many of the recordings were made.
LATER_MEMBERS = {
    "KeyMaterialId",
    "CurrentKeyMaterialId",
    "SourceKeyMaterialId",
    "DestinationKeyMaterialId",
    "BlockedEncryptionTypes",
}


class Snapshot:
    """Stands where LocalStack's `snapshot` fixture does: takes `match`, checks all at the end."""

    def __init__(self, recorded, skipped_paths):
        self.recorded = recorded
        self.skipped_paths = list(skipped_paths)
        self.observed = {}
        # Replacing is not needed: placeholders match anything. The calls must only be possible.
        self.transform = _Transforms()
        self.orders = {}

    def add_transformer(self, transformer, **_):
        if isinstance(transformer, list):
            self.add_transformers_list(transformer)
        elif hasattr(transformer, "sorting_fn"):
            self.orders[transformer.key] = transformer.sorting_fn

    def add_transformers_list(self, transformers, **_):
        for transformer in transformers:
            self.add_transformer(transformer)

    def match(self, name, value):
        assert name not in self.observed, f"{name} matched twice"
        # A body is read at the end, as LocalStack does: the test may read it first.
        self.observed[name] = _plain(value, read=False)

    def differences(self):
        if self.recorded is None:
            return [] if not self.observed else ["nothing was recorded"]
        expected = _plain(self.recorded)
        observed = _plain(self.observed)
        for path in self.skipped_paths:
            expected = _without(expected, path)
            observed = _without(observed, path)
        expected, observed = self._sorted(expected), self._sorted(observed)
        return list(_differences(expected, observed, "$", self.transform.replaced))

    def _sorted(self, value, key=None):
        if isinstance(value, dict):
            return {name: self._sorted(item, name) for name, item in value.items()}
        if not isinstance(value, list):
            return value
        items = [self._sorted(item) for item in value]
        return sorted(items, key=self.orders[key]) if key in self.orders else items


class _Transforms:
    """LocalStack's transformers; those that put one text in the place of all values are kept."""

    def __init__(self):
        self.replaced = {}

    def key_value(self, key, value_replacement=None, reference_replacement=True):
        if not reference_replacement:
            self.replaced.setdefault(key, set()).add(value_replacement or _kebab(key))
        return []

    def jsonpath(self, jsonpath, value_replacement, reference_replacement=True):
        if not reference_replacement:
            return self.key_value(jsonpath.rpartition(".")[2], value_replacement, False)
        return []

    def secretsmanager_api(self):
        return [_Order("VersionStages")]

    def __getattr__(self, _):
        return lambda *args, **kwargs: []


class _Order:
    """Lists under a key are recorded in the order of their items."""

    def __init__(self, key):
        self.key, self.sorting_fn = key, None


def _plain(value, read=True):
    """A value as LocalStack's recorder writes it down; bodies stay unread where that is to wait."""
    if isinstance(value, dict):
        plain = {}
        for key, item in value.items():
            if key == "ResponseMetadata":
                item = {"HTTPHeaders": {}, "HTTPStatusCode": item["HTTPStatusCode"]}
            if key.lower().endswith("headers") and isinstance(item, dict):
                item = {name: text for name, text in item.items() if name not in TRANSPORT}
            if hasattr(item, "read") and read:
                item = _plain(item)
            if isinstance(item, str) and item.startswith(("{", "[")):
                try:
                    item = json.loads(item)
                except ValueError:
                    pass
            plain[key] = _plain(item, read)
        return plain
    if isinstance(value, (list, tuple)):
        return [_plain(item, read) for item in value]
    if isinstance(value, Exception):
        return str(value)
    if isinstance(value, datetime):
        return "datetime"
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return str(value)
    if hasattr(value, "read") and read:
        return _plain(value.read())
    return value


def _without(value, path):
    value = json.loads(json.dumps(value, default=str))
    parse(path.replace("..*.", "..")).filter(lambda _: True, value)
    return value


def _matches(expected, observed):
    if expected == observed or expected in TIMES and isinstance(observed, (str, int, float)):
        return True
    if not isinstance(expected, str) or not isinstance(observed, str):
        return False
    # Bytes that are no text in UTF-8 were written down as Python shows them, and lately all are.
    if expected == str(observed.encode()):
        return True
    return says(expected, observed)


def _kebab(key):
    return re.sub(r"(?<!^)(?=[A-Z])", "-", key).lower()


def _stands_for_any(key, expected, replaced):
    """A value that differs from run to run is recorded as its member's name: `ciphertext-blob`."""
    if not isinstance(expected, str):
        return False
    name = _kebab(key)
    return expected in (name, f"<{name}>", key.removeprefix("x-amz-"), *replaced.get(key, ()))


def _under_recorded_names(expected, observed, replaced):
    """A map whose keys differ from run to run, under the placeholders that were recorded for them."""
    named = dict(observed)
    for name in expected:
        if name in named or not PLACEHOLDER.fullmatch(name):
            continue
        free = [key for key in named if key not in expected]
        same = [key for key in free if not list(_differences(expected[name], named[key], "", replaced))]
        for key in (same or free)[:1]:
            named[name] = named.pop(key)
    return named


def _differences(expected, observed, at, replaced):
    if isinstance(expected, dict) and isinstance(observed, dict):
        observed = _under_recorded_names(expected, observed, replaced)
        for key in sorted({*expected, *observed}):
            if key not in observed:
                yield f"{at}.{key}: missing, AWS has {expected[key]!r}"
            elif key not in expected and key not in LATER_MEMBERS:
                yield f"{at}.{key}: AWS has none, here {observed[key]!r}"
            elif key in expected and not _stands_for_any(key, expected[key], replaced):
                yield from _differences(expected[key], observed[key], f"{at}.{key}", replaced)
    elif isinstance(expected, list) and isinstance(observed, list):
        if len(expected) != len(observed):
            yield f"{at}: AWS has {len(expected)} elements, here {len(observed)}"
        for index, (one, other) in enumerate(zip(expected, observed)):
            yield from _differences(one, other, f"{at}[{index}]", replaced)
    elif not _matches(expected, observed) and not (
        isinstance(expected, str) and PLACEHOLDER.fullmatch(expected)
    ):
        yield f"{at}: AWS has {expected!r}, here {observed!r}"
