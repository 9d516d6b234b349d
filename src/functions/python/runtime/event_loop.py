"""asyncio for code that has only timers and the network to wait for, and nothing that runs beside it."""

import asyncio

import network


class EventLoop(asyncio.BaseEventLoop):
    """Its selector is the clock: between two timers it sleeps."""

    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout):
        # Nothing that is due means that nothing will ever come: as on AWS, the function times out.
        network.sleep(3600 if timeout is None else timeout)
        return []

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class _Policy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = EventLoop


def install():
    # Pyodide has put its own in the place of the real one.
    asyncio.run = getattr(asyncio.run, "__wrapped__", asyncio.run)
    asyncio.events._set_event_loop_policy(_Policy())
    asyncio.events._set_running_loop(None)
