"""asyncio for code that has only timers and the network to wait for, and nothing that runs beside it."""

import asyncio
import asyncio.events as events

import network


class EventLoop(asyncio.BaseEventLoop):
    """Its selector is the clock: between two timers it sleeps."""

    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout):
        if timeout == 0:
            return []
        # Nothing that is due means that nothing will ever come: as on AWS, the function times out.
        network.sleep(3600 if timeout is None else timeout)
        return []

    def _check_running(self):
        # Where Pyodide suspends Python it says that the current loop is running.
        if self.is_running():
            raise RuntimeError("This event loop is already running")

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class _Policy(events._BaseDefaultEventLoopPolicy):
    """There is always a current loop: Pyodide asks for it whenever Python is suspended."""

    _loop_factory = EventLoop

    def __init__(self):
        super().__init__()
        self._current = EventLoop()

    def get_event_loop(self):
        return self._current

    def set_event_loop(self, loop):
        self._current = loop or EventLoop()


def install():
    """Puts this in the place of the page's event loop, which Pyodide uses."""
    # Below Pyodide's own is the real one.
    run = getattr(asyncio.run, "__wrapped__", asyncio.run)

    def run_alone(main, *, debug=None, loop_factory=None):
        outer = events._get_running_loop()
        if isinstance(outer, EventLoop) and outer.is_running():
            return run(main, debug=debug, loop_factory=loop_factory)
        events._set_running_loop(None)
        try:
            return run(main, debug=debug, loop_factory=loop_factory)
        finally:
            events._set_running_loop(outer)

    asyncio.run = run_alone
    events._set_event_loop_policy(_Policy())
