"""When a deadline rings: the reminder ladder as data (domain.md §4.22). Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from core.workdays import Calendar

MIDNIGHT = (dt.time(0, 0),)


@dataclass(frozen=True, order=True)
class Rung:
    """A moment to remind: `at` (aware), and `step`, its working days from the due date."""

    at: dt.datetime
    step: int


@dataclass(frozen=True)
class Ladder:
    """`steps` in working days from the due date (negative: before), then each `every` after it.

    `times`: the hours of a step that rings at certain hours; other steps ring as the day begins.
    A due date on a rest day counts as the next working day. No rung lies on a rest day.
    """

    steps: tuple[int, ...]
    every: int = 0
    times: Mapping[int, tuple[dt.time, ...]] = field(default_factory=dict)

    def newest(self, calendar: Calendar, due: dt.date, at: dt.datetime) -> Rung | None:
        """The last rung at or before `at`: after an outage only this one still matters."""
        past = (rung for step in self._down(calendar, due, at) for rung in reversed(step))
        return next((rung for rung in past if rung.at <= at), None)

    def next(self, calendar: Calendar, due: dt.date, after: dt.datetime) -> Rung | None:
        """The first rung later than `after`, or None when the ladder has ended."""
        future = (rung for step in self._up(calendar, due, after) for rung in step)
        return next((rung for rung in future if rung.at > after), None)

    def _offset(self, calendar: Calendar, due: dt.date, at: dt.datetime) -> int:
        return calendar.distance(calendar.next_workday(due), timezone.localdate(at))

    def _steps(self, last: int) -> list[int]:
        """All steps in order, the repeating ones up to just beyond `last`."""
        repeats = range(self.every, last + 2 * self.every, self.every) if self.every else ()
        return sorted({*self.steps, *repeats})

    def _up(self, calendar: Calendar, due: dt.date, at: dt.datetime) -> Iterator[list[Rung]]:
        offset = self._offset(calendar, due, at)
        for step in self._steps(max(offset, *self.steps, 0)):
            if step >= offset:
                yield self._rungs(calendar, due, step)

    def _down(self, calendar: Calendar, due: dt.date, at: dt.datetime) -> Iterator[list[Rung]]:
        offset = self._offset(calendar, due, at)
        for step in reversed(self._steps(max(offset, 0))):
            if step <= offset:
                yield self._rungs(calendar, due, step)

    def _rungs(self, calendar: Calendar, due: dt.date, step: int) -> list[Rung]:
        day = calendar.add(calendar.next_workday(due), step)
        zone = timezone.get_default_timezone()
        return [
            Rung(dt.datetime.combine(day, time, zone), step)
            for time in sorted(self.times.get(step, MIDNIGHT))
        ]
