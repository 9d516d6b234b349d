"""The server under test, as the suites reach it: its address, its clock, a new world."""

import json
import os
import urllib.request

ENDPOINT = os.environ["LAB_ENDPOINT"]
ACCOUNT = os.environ.get("LAB_ACCOUNT", "123456789012")


def control(path, body=None):
    """Calls the server's control interface; returns the JSON it answers, if any."""
    data = None if body is None else json.dumps(body).encode()
    method = "GET" if body is None else "POST"
    request = urllib.request.Request(ENDPOINT + path, data=data, method=method)
    with urllib.request.urlopen(request, timeout=30) as response:
        text = response.read()
    return json.loads(text) if text else None


def reset():
    """A new world with the options the server was started with."""
    control("/_lab/reset", {})


def advance(duration):
    """Moves the world's clock by an ISO 8601 duration: `P30D`, `PT1H`."""
    control("/_lab/clock", {"advance": duration})
