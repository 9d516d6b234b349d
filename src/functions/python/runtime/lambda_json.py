"""A handler's result as JSON, as the runtime's simplejson writes it.

That is the standard library's way, but for bytes, which are text in UTF-8, and for decimals, which
are numbers.
"""

import decimal
import json


def marshal(value):
    if isinstance(value, bytes):
        return value.decode()
    return json.dumps(value, ensure_ascii=False, default=_other)


def _other(value):
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
