"""Runs moto's own tests, in its server mode, against the server under test.

moto resets its server between tests at an address of its own; here a new world takes its place.
Load with `-p moto_plugin`; TEST_SERVER_MODE and TEST_SERVER_MODE_ENDPOINT must be set.
"""

from moto.core.models import ServerModeMockAWS

import server

ServerModeMockAWS.reset = lambda self: server.reset()
