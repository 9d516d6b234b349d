"""Finds and calls a function's handler, as AWS's own runtime interface client does it.

Texts and shapes are those of awslambdaric's bootstrap.py (aws-lambda-python-runtime-interface-client
on GitHub). Every entry returns the message for the host as JSON.
"""

import importlib
import json
import logging
import os
import sys
import time
import traceback

from lambda_context import LambdaContext
from lambda_json import marshal

NO_BREAK_SPACE = "\u00a0"

_handler = None
_request_id = None
_write_log = None


class Fault(Exception):
    """What is wrong with the function before or after its own code ran."""

    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.trace = list(trace)


def start(handler, environment, write_log):
    """Imports the handler's module. `write_log` takes one log event."""
    global _handler, _write_log
    _write_log = write_log
    os.environ.update(json.loads(environment))
    _set_up_logging()
    sys.stdout.reconfigure(line_buffering=True, write_through=True)
    sys.stderr.reconfigure(line_buffering=True, write_through=True)

    def find():
        global _handler
        _handler = _find_handler(handler)
        return {"type": "ready"}

    return _outcome(find)


def invoke(event, context, deadline, environment):
    """Calls the handler; `deadline` is world time in ms."""
    global _request_id
    os.environ.update(json.loads(environment))
    context = LambdaContext(json.loads(context), deadline)
    _request_id = context.aws_request_id

    def call():
        try:
            value = json.loads(event)
        except Exception as error:
            raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None
        result = _handler(value, context)
        try:
            payload = marshal(result)
        except Exception as error:
            message = f"Unable to marshal response: {error}"
            raise Fault("Runtime.MarshalError", message) from None
        return {"type": "returned", "payload": payload}

    return _outcome(call)


def _find_handler(handler):
    try:
        module_name, name = handler.rsplit(".", 1)
    except ValueError as error:
        message = f"Bad handler '{handler}': {error}"
        raise Fault("Runtime.MalformedHandlerName", message) from None
    if module_name.split(".")[0] in sys.builtin_module_names:
        message = f"Cannot use built-in module {module_name} as a handler module"
        raise Fault("Runtime.BuiltInModuleConflict", message)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        message = f"Unable to import module '{module_name}': {error}"
        raise Fault("Runtime.ImportModuleError", message) from None
    except SyntaxError as error:
        trace = [f'  File "{error.filename}" Line {error.lineno}\n    {error.text}']
        message = f"Syntax error in module '{module_name}': {error}"
        raise Fault("Runtime.UserCodeSyntaxError", message, trace) from None
    try:
        return getattr(module, name)
    except AttributeError:
        message = f"Handler '{name}' missing on module '{module_name}'"
        raise Fault("Runtime.HandlerNotFound", message) from None


def _outcome(work):
    """Does it, and tells what became of it; the reasons are those of the platform's own messages."""
    try:
        return json.dumps(work())
    except Fault as fault:
        return _error(fault.error_type, str(fault), fault.trace)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return json.dumps({"type": "exited", "reason": f"exit status {status & 255}"})
    except BaseException as error:
        return _error(type(error).__name__, str(error), _own_frames(error))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def _own_frames(error):
    frames = traceback.extract_tb(error.__traceback__)
    own = next((i for i, frame in enumerate(frames) if not frame.filename.endswith("/bootstrap.py")), 0)
    entries = [(frame.filename, frame.lineno, frame.name, frame.line) for frame in frames[own:]]
    return traceback.format_list(entries)


def _error(error_type, message, trace):
    lines = [f"[ERROR] {error_type}: {message}" if message else f"[ERROR] {error_type}"]
    lines.append("Traceback (most recent call last):")
    for entry in trace:
        for line in entry.splitlines():
            text = line.lstrip(" ")
            lines.append(NO_BREAK_SPACE * (len(line) - len(text)) + text)
    _write_log("\n".join(lines))
    return json.dumps(
        {"type": "error", "errorType": error_type, "errorMessage": message, "trace": trace}
    )


class _LambdaHandler(logging.Handler):
    """One record is one log event, however many lines it has."""

    def emit(self, record):
        record.aws_request_id = _request_id or ""
        _write_log(self.format(record).rstrip("\n"))

    def log(self, message):
        _write_log(message)


def _set_up_logging():
    logging.Formatter.converter = time.gmtime
    handler = _LambdaHandler()
    handler.setFormatter(
        logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n",
            "%Y-%m-%dT%H:%M:%S",
        )
    )
    logging.getLogger().addHandler(handler)
