"""The portal's clock. Everything of the domain asks it, so that the demo campaign can be
lived through day by day and tests can stand on any date."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_set_to: ContextVar[dt.datetime | None] = ContextVar("clock", default=None)


def now() -> dt.datetime:
    """The present instant, aware."""
    return _set_to.get() or timezone.now()


def today() -> dt.date:
    """The present date in Asia/Shanghai."""
    return timezone.localdate(now())


@contextmanager
def at(instant: dt.datetime) -> Iterator[None]:
    """Let the clock stand at an aware instant inside the block (this thread only)."""
    token = _set_to.set(instant)
    try:
        yield
    finally:
        _set_to.reset(token)


def standing() -> dt.datetime | None:
    """The instant the clock was set to, or None: then SQL asks the database's own `now()`."""
    return _set_to.get()
