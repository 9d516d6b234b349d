"""The psycopg2 of functions here: connect, cursors, statements. PostgreSQL's part of database.py."""

import sys
import types

import database
from database import *  # noqa: F403
from database import Connection, Cursor, DatabaseError, DictCursor, InterfaceError, OperationalError

__version__ = "2.9 (of Envelope Lab: connect, cursor, execute, fetch, commit, close)"


def _literal(value):
    """PostgreSQL's literal for a value; backslashes ask for its E'' form, as in libpq."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    text = value.decode() if isinstance(value, bytes) else str(value)
    quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'"
    return " E" + quoted if "\\" in text else quoted


_dialect = types.SimpleNamespace(
    literal=_literal,
    login_error=OperationalError,
    statement_error=DatabaseError,
    executed=lambda cursor: None,
    many=list,
)


def connect(dsn=None, connection_factory=None, cursor_factory=None, **named):
    """`host`, `user` and `password`, by name or in a string of `name=value`."""
    if connection_factory is not None or cursor_factory is not None:
        raise database.NotSupportedError("connect() makes no connections of another class here")
    given = dict(word.split("=", 1) for word in (dsn or "").split()) | named
    return Connection(_dialect, given.get("host"), given.get("user"), given.get("password"))


def _quote_ident(name, scope):
    return '"' + name.replace('"', '""') + '"'


extensions = types.ModuleType("psycopg2.extensions")
extensions.quote_ident = _quote_ident
extensions.connection, extensions.cursor = Connection, Cursor
extras = types.ModuleType("psycopg2.extras")
extras.RealDictCursor = DictCursor
errors = types.ModuleType("psycopg2.errors")
__path__ = []
for _module in (extensions, extras, errors):
    sys.modules[_module.__name__] = _module
