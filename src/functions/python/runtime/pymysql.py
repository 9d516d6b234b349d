"""The PyMySQL of functions here: connect, cursors, statements. MySQL's part of database.py."""

import re
import sys
import types

from database import *  # noqa: F403
from database import Connection, Cursor, DictCursor, OperationalError
from database import Error as MySQLError

__version__ = "1.1 (of Envelope Lab: connect, cursor, execute, fetch, commit, close)"

_ESCAPES = {"\\": "\\\\", "'": "\\'", '"': '\\"', "\0": "\\0", "\n": "\\n", "\r": "\\r", "\x1a": "\\Z"}


def _literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, (bool, int, float)):
        return str(value).lower()
    text = value.decode() if isinstance(value, bytes) else str(value)
    return "'" + "".join(_ESCAPES.get(letter, letter) for letter in text) + "'"


def _error(words):
    """PyMySQL gives number and text apart: ERROR 1045 (28000): Access denied ..."""
    match = re.match(r"(?:ERROR )?(\d+)(?: \(\w+\))?:? (.*)", words, re.DOTALL)
    return OperationalError(int(match[1]), match[2]) if match else OperationalError(words)


_dialect = types.SimpleNamespace(
    literal=_literal,
    login_error=_error,
    statement_error=_error,
    executed=lambda cursor: cursor.rowcount,
    many=tuple,
)


def connect(host=None, user=None, password="", database=None, port=0, cursorclass=None, **named):
    """Only `host`, `user`, `password` and `cursorclass` make a difference here."""
    user, password = named.get("user", user), named.get("passwd", password)
    connection = Connection(_dialect, host, user, password)
    if cursorclass is not None:
        make = connection.cursor
        connection.cursor = lambda cursor=None: make(cursor or cursorclass)
    return connection


Connect = connect
cursors = types.ModuleType("pymysql.cursors")
cursors.Cursor, cursors.DictCursor = Cursor, DictCursor
err = types.ModuleType("pymysql.err")
for _name, _value in list(globals().items()):
    if isinstance(_value, type) and issubclass(_value, Exception):
        setattr(err, _name, _value)
__path__ = []
for _module in (cursors, err):
    sys.modules[_module.__name__] = _module
