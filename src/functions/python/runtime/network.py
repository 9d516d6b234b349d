"""The only way out of a function: AWS's endpoints and the databases of the model, asked through the host.

botocore is used as it is; only the last step, its HTTP session's `send`, is answered here. `sleep`
waits for real, and whatever else would open a connection finds no network.
"""

import importlib.abc
import importlib.machinery
import json
import socket
import sys
import time
import types
from asyncio import BaseEventLoop, events

_host = None
_run_sync = None
# Without Pyodide's own around it: it keeps the processor busy.
_busy_sleep = getattr(time.sleep, "__wrapped__", time.sleep)


class DatabaseError(Exception):
    """A statement that the database refused, in its own words."""


def connect(host, run_sync):
    """`run_sync` waits for a promise; it is None where the host's functions wait themselves."""
    global _host, _run_sync
    _host, _run_sync = host, run_sync
    sys.meta_path.insert(0, _AfterImport())
    # urllib3 would import a browser's fetch for itself.
    module = types.ModuleType("urllib3.contrib.emscripten")
    module.inject_into_urllib3 = lambda: None
    sys.modules[module.__name__] = module
    time.sleep = sleep
    socket.getaddrinfo = _no_name
    for name in ("connect", "connect_ex", "bind", "listen", "sendto"):
        setattr(socket.socket, name, _no_network)


def hide_pyodide():
    """Leaves nothing of the interpreter's own world to import: on AWS there is no JavaScript."""
    hidden = ("js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core", "micropip")
    for name in list(sys.modules):
        if name.partition(".")[0] in hidden:
            del sys.modules[name]
    sys.meta_path[:] = [
        finder for finder in sys.meta_path if "pyodide" not in type(finder).__module__
    ]
    sys.meta_path.insert(0, _Hidden(hidden))


def request(method, url, headers, body):
    """One HTTP request; returns status, headers and body. Raises OSError where nothing answers."""
    scheme, _, rest = url.partition("://")
    name, slash, path = rest.partition("/")
    headers = {"host": name, "content-length": str(len(body))} | headers
    answer = _wait(_host.request(method, slash + path or "/", json.dumps(headers), body))
    if answer.error is not None:
        raise OSError(answer.error)
    return answer.status, json.loads(answer.headers), answer.body.to_bytes()


def query(host, username, password, statement, parameters):
    """One statement to a database: its rows, each a dict by column."""
    answer = _wait(_host.query(host, username, password, statement, json.dumps(parameters)))
    if answer.error is not None:
        raise DatabaseError(answer.error)
    return json.loads(answer.rows)


def sleep(seconds):
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if _run_sync is not None and _in_event_loop():
        _busy_sleep(seconds)
    else:
        _wait(_host.sleep(float(seconds) * 1000))


def _wait(answer):
    if _run_sync is None:
        return answer.value
    if _in_event_loop():
        raise RuntimeError(
            "Within asyncio a function in this browser cannot wait for an answer; call AWS and "
            "databases outside of it, or run the function with Node (npm run serve)"
        )
    return _run_sync(answer.value)


def _in_event_loop():
    """Whether asyncio runs: Pyodide does not come back when it is suspended in there."""
    loop = events._get_running_loop()
    return isinstance(loop, BaseEventLoop) and loop.is_running()


def _no_name(host, port, *rest, **named):
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def _no_network(self, *address):
    raise OSError(101, "Network is unreachable")


def _send(self, prepared):
    """In place of URLLib3Session.send."""
    from io import BytesIO

    from botocore.awsrequest import AWSResponse
    from botocore.exceptions import EndpointConnectionError
    from urllib3.response import HTTPResponse

    body = prepared.body
    if body is None:
        body = b""
    elif isinstance(body, str):
        body = body.encode()
    elif hasattr(body, "read"):
        body = body.read()
    headers = {
        name.lower(): value.decode("latin-1") if isinstance(value, bytes) else str(value)
        for name, value in prepared.headers.items()
        if name.lower() not in ("expect", "transfer-encoding")
    }
    try:
        status, answered, content = request(prepared.method, prepared.url, headers, bytes(body))
    except OSError as error:
        raise EndpointConnectionError(endpoint_url=prepared.url, error=error)
    raw = HTTPResponse(
        BytesIO(content),
        answered,
        status,
        preload_content=False,
        decode_content=False,
        request_method=prepared.method,
    )
    response = AWSResponse(prepared.url, status, raw.headers, raw)
    if not prepared.stream_output:
        response.content
    return response


def _run_now(self, function, /, *args, **named):
    """In place of ThreadPoolExecutor.submit: there are no threads, so the work is done at once."""
    from concurrent.futures import Future

    future = Future()
    future.set_running_or_notify_cancel()
    try:
        future.set_result(function(*args, **named))
    except BaseException as error:
        future.set_exception(error)
    return future


def _change_session(module):
    module.URLLib3Session.send = _send


def _change_executor(module):
    module.ThreadPoolExecutor.submit = _run_now


_CHANGES = {
    "botocore.httpsession": _change_session,
    "concurrent.futures.thread": _change_executor,
}


class _Hidden(importlib.abc.MetaPathFinder):
    def __init__(self, names):
        self._names = names

    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in self._names:
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)
        return None


class _AfterImport(importlib.abc.MetaPathFinder):
    """Changes the modules named above once they are imported, and not before."""

    def find_spec(self, name, path, target=None):
        change = _CHANGES.get(name)
        if change is None:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        execute = spec.loader.exec_module

        def exec_module(module):
            execute(module)
            change(module)

        spec.loader.exec_module = exec_module
        return spec
