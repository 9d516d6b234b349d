"""What the clients of databases share: a connection and its cursor, after PEP 249.

Statements go to the host one by one, each with the login of its connection; the values of `%s` are
written into the statement here, as the real clients do it. There is no transaction to roll back.
"""

import network

apilevel = "2.0"
threadsafety = 1
paramstyle = "pyformat"


class Warning(Exception):
    pass


class Error(Exception):
    pass


class InterfaceError(Error):
    pass


class DatabaseError(Error):
    pass


class OperationalError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


class InternalError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass


class Connection:
    """One login; `_dialect` has a client's literals and the errors it raises."""

    def __init__(self, dialect, host, user, password):
        self._dialect = dialect
        self._login = (host or "localhost", user or "", password or "")
        self.closed = 0
        self.autocommit = False
        try:
            network.query(*self._login, "SELECT 1", [])
        except network.DatabaseError as error:
            raise dialect.login_error(str(error)) from None

    def cursor(self, cursor_factory=None, *rest, **named):
        if rest or named:
            raise NotSupportedError("cursor() takes a class of cursor here, and nothing else")
        return (cursor_factory or Cursor)(self)

    def commit(self):
        self._check()

    def rollback(self):
        self._check()

    def close(self):
        self.closed = 1

    def _check(self):
        if self.closed:
            raise InterfaceError("connection already closed")

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return None


class Cursor:
    arraysize = 1
    as_dict = False

    def __init__(self, connection):
        self.connection = connection
        self.description = None
        self.rowcount = -1
        self.query = None
        self.closed = False
        self._rows = []

    def execute(self, query, vars=None):
        if self.closed:
            raise InterfaceError("cursor already closed")
        self.connection._check()
        dialect = self.connection._dialect
        statement = query.decode() if isinstance(query, bytes) else str(query)
        if vars is not None:
            statement = _filled(statement, vars, dialect.literal)
        self.query = statement.encode()
        try:
            rows = network.query(*self.connection._login, statement, [])
        except network.DatabaseError as error:
            raise dialect.statement_error(str(error)) from None
        self._rows = list(rows)
        self.rowcount = len(self._rows)
        names = list(self._rows[0]) if self._rows else []
        self.description = [(name, None, None, None, None, None, None) for name in names] or None
        return dialect.executed(self)

    def executemany(self, query, vars_list):
        for vars in vars_list:
            self.execute(query, vars)

    def fetchone(self):
        return self._shown(self._rows.pop(0)) if self._rows else None

    def fetchmany(self, size=None):
        rows, size = self._rows, size or self.arraysize
        self._rows = rows[size:]
        return self.connection._dialect.many(self._shown(row) for row in rows[:size])

    def fetchall(self):
        rows, self._rows = self._rows, []
        return self.connection._dialect.many(self._shown(row) for row in rows)

    def close(self):
        self.closed = True

    def _shown(self, row):
        return dict(row) if self.as_dict else tuple(row.values())

    def __iter__(self):
        return iter(self.fetchall())

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close()


class DictCursor(Cursor):
    as_dict = True


def _filled(statement, vars, literal):
    """The statement with its values in it; a value of the wrong number is a TypeError, as there."""
    if isinstance(vars, dict):
        return statement % {name: literal(value) for name, value in vars.items()}
    values = vars if isinstance(vars, (tuple, list)) else (vars,)
    return statement % tuple(literal(value) for value in values)
