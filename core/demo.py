"""What every package's `demo.build(ctx)` gets: the dates, the people, one source of chance."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.utils import timezone

from core import clock

# The day that the demo was written for: the rectify phase is running (contract, «The demo»).
STORY_DAY = dt.date(2011, 8, 19)
SEED = 20110819


@dataclass
class DemoContext:
    """The demo campaign under construction.

    All dates in the packages' `demo.py` are those of 2011; `day` and `at` shift them so that
    the 19th of August 2011 becomes `as_of`. `users` and `units` are filled by `accounts.demo`,
    by account name and by unit code. `random` is seeded: the same arguments give the same data.
    `scale` multiplies what packages make in bulk (items, complaints); 1 is the story's own size.
    """

    as_of: dt.date = STORY_DAY
    scale: int = 1
    users: dict[str, Any] = field(default_factory=dict)
    units: dict[str, Any] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    random: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311

    def day(self, date: dt.date | str) -> dt.date:
        """A date of 2011 (`date(2011, 5, 12)`, or «05-12»), shifted."""
        if isinstance(date, str):
            date = dt.date.fromisoformat(date if len(date) == 10 else f"2011-{date}")
        return date + (self.as_of - STORY_DAY)

    def story_day(self, date: dt.date) -> dt.date:
        """The other way round: the day of 2011 that a shifted date stands for."""
        return date - (self.as_of - STORY_DAY)

    def moment(self, date: dt.date | str, time: str = "09:30") -> dt.datetime:
        """An hour (Asia/Shanghai) on a day of 2011, shifted."""
        return timezone.make_aware(dt.datetime.combine(self.day(date), dt.time.fromisoformat(time)))

    @contextmanager
    def at(self, date: dt.date | str, time: str = "09:30") -> Iterator[None]:
        """Let the portal's clock stand at an hour on a day of 2011, shifted."""
        with clock.at(self.moment(date, time)):
            yield

    @property
    def year(self) -> int:
        """The year of the campaign: that in which its first day falls after shifting."""
        return self.day("04-15").year
