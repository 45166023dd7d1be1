"""Wrong guesses of what only one person has: so many, then fifteen minutes of waiting.

Only keyed hashes are counted (`core.sources.key_of`), in the cache, for those minutes. With the
cache away each process counts by itself: guessing stays slow, and nothing else of the portal
notices.
"""

import logging
import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache

from core import clock

WAIT_SECONDS = 15 * 60
_log = logging.getLogger(__name__)
own: dict[str, tuple[int, float]] = {}
"""What this process has counted while the cache was away; tests empty it."""
_MOST_SOURCES = 10_000


@dataclass(frozen=True)
class Wait:
    """Whether a source has to wait, and for how many minutes."""

    minutes: int

    def __bool__(self) -> bool:
        return self.minutes > 0


@dataclass(frozen=True)
class Counter:
    """A cache key, and how many misses it takes."""

    key: str
    most: int


def wait(counters: Iterable[Counter]) -> Wait:
    """How long whoever counts under these keys still has to wait."""
    return Wait(max(_minutes(counter) for counter in counters))


def _minutes(counter: Counter) -> int:
    count, until = _read(counter.key)
    if count < counter.most:
        return 0
    return max(0, math.ceil((until - clock.now().timestamp()) / 60))


def miss(counters: Iterable[Counter]) -> None:
    """Count a wrong guess."""
    for counter in counters:
        count, _until = _read(counter.key)
        _write(counter.key, count + 1, clock.now().timestamp() + WAIT_SECONDS)


def forget(counter: Counter) -> None:
    """The misses counted so far do not count any more."""
    own.pop(counter.key, None)
    try:
        cache.delete(counter.key)
    except Exception:  # redis raises a family of its own
        _log.warning("tries_without_cache")


def _read(source: str) -> tuple[int, float]:
    try:
        found = cache.get(source)
    except Exception:  # redis raises a family of its own
        found = None
    count, until = found or (0, 0.0)
    own_count, own_until = own.get(source, (0, 0.0))
    if own_until < clock.now().timestamp():
        return count, until
    return max(count, own_count), max(until, own_until)


def _write(source: str, count: int, until: float) -> None:
    try:
        cache.set(source, (count, until), WAIT_SECONDS)
    except Exception:  # redis raises a family of its own
        _log.warning("tries_without_cache")
        if len(own) >= _MOST_SOURCES:
            own.clear()
        own[source] = (count, until)
