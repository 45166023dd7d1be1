"""Arithmetic of working days, and the calendar it stands on (domain.md §3.11, R20).

`Calendar` is pure: exceptional days in, answers out. `calendar()` gives the one of the table.
«From the day of receipt» counts from the next day; a limit that ends on a rest day moves on to
the next working day.
"""

import datetime as dt
import time
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from core.models.workday import WorkCalendarDay, weekday_working

_DAY = dt.timedelta(days=1)
_FRESH_SECONDS = 30.0


@dataclass(frozen=True)
class SpecialDay:
    """A day that does not follow the week, or has a name: a festival, a make-up day."""

    date: dt.date
    is_workday: bool
    name: str = ""


@dataclass(frozen=True)
class Step:
    """One day of a count, for people who ask why a limit ends when it ends.

    `count` is the number of the working day, 0 on a rest day; `name` is the festival, if any;
    `moved` tells that the day does not follow the week; `guessed` that its year has not been
    announced yet, so that only the week speaks.
    """

    date: dt.date
    is_workday: bool
    count: int
    name: str
    moved: bool
    guessed: bool


@dataclass(frozen=True)
class Calendar:
    """Which days are working days. Days without an exception follow the week."""

    exceptions: tuple[SpecialDay, ...] = ()
    _by_date: dict[dt.date, SpecialDay] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_date", {e.date: e for e in self.exceptions})

    def is_workday(self, day: dt.date) -> bool:
        """Whether people work on that day."""
        known = self._by_date.get(day)
        return known.is_workday if known else weekday_working(day)

    def name(self, day: dt.date) -> str:
        """The festival that the day belongs to, or nothing."""
        known = self._by_date.get(day)
        return known.name if known else ""

    @cached_property
    def announced_years(self) -> frozenset[int]:
        """Years whose notice is in the table: those with make-up days."""
        return frozenset(e.date.year for e in self.exceptions if e.is_workday)

    def is_announced(self, year: int) -> bool:
        """Whether the State Council's notice for the year is known; if not, we guess by weeks."""
        return year in self.announced_years

    def guessed(self, start: dt.date, end: dt.date) -> bool:
        """Whether a count between two days touches a year that is not announced."""
        first, last = sorted((start.year, end.year))
        return any(not self.is_announced(year) for year in range(first, last + 1))

    def next_workday(self, day: dt.date) -> dt.date:
        """The day itself if people work on it, else the next working day."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def last_workday_on_or_before(self, day: dt.date) -> dt.date:
        """The day itself if people work on it, else the working day before it."""
        while not self.is_workday(day):
            day -= _DAY
        return day

    def add(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after `day` (before it, if negative); 0: `next_workday`."""
        if count == 0:
            return self.next_workday(day)
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def distance(self, start: dt.date, end: dt.date) -> int:
        """Working days from `start` (not counted) to `end` (counted); negative if `end` is past.

        Cheap enough to ask for each row of a list: it does not walk over the days.
        """
        return self._rank(end) - self._rank(start)

    def explain(self, start: dt.date, count: int) -> list[Step]:
        """Every day of `add(start, count)` with its reason, for positive counts."""
        steps: list[Step] = []
        day, number = start, 0
        while number < count:
            day += _DAY
            working = self.is_workday(day)
            number += working
            steps.append(
                Step(
                    date=day,
                    is_workday=working,
                    count=number if working else 0,
                    name=self.name(day),
                    moved=working != weekday_working(day),
                    guessed=not self.is_announced(day.year),
                )
            )
        return steps

    @cached_property
    def _shifts(self) -> tuple[list[int], list[int]]:
        """Ordinals of the days that leave the week, and how many days were won up to each."""
        moved = sorted(
            (e.date.toordinal(), 1 if e.is_workday else -1)
            for e in self.exceptions
            if e.is_workday != weekday_working(e.date)
        )
        return [o for o, _ in moved], [0, *accumulate(gain for _, gain in moved)]

    def _rank(self, day: dt.date) -> int:
        """How many working days there are up to and with `day`, from the beginning of time."""
        ordinal = day.toordinal()
        weeks, rest = divmod(ordinal, 7)  # ordinal 1 is a Monday
        ordinals, gains = self._shifts
        return weeks * 5 + min(rest, 5) + gains[bisect_right(ordinals, ordinal)]


def of_rows(rows: Iterable[WorkCalendarDay]) -> Calendar:
    """The calendar that rows of the table make."""
    return Calendar(tuple(SpecialDay(row.date, row.is_workday, row.name) for row in rows))


_kept: tuple[float, Calendar] | None = None


def calendar() -> Calendar:
    """The calendar of the table; read again after half a minute, so that all processes of a
    running portal soon see an imported notice."""
    global _kept  # noqa: PLW0603 (a cache of one)
    if _kept is None or time.monotonic() - _kept[0] > _FRESH_SECONDS:
        _kept = (time.monotonic(), of_rows(WorkCalendarDay.objects.order_by("date")))
    return _kept[1]


def forget() -> None:
    """Read the table again next time: call it after writing to it."""
    global _kept  # noqa: PLW0603
    _kept = None
