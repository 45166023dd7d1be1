"""A person's messages by day: what happened, and the reminders of the day as one digest."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from core import notices
from core.models import Notice
from core.text import Text

DAYS = 7
MOST = 40
"""Of each sort a day shows so many; the page of the day has all."""


@dataclass(frozen=True)
class Line:
    """A message as the list shows it."""

    notice: Notice
    label: Text
    text: Text

    @property
    def is_new(self) -> bool:
        return self.notice.read_at is None and self.notice.settled_at is None


@dataclass
class Day:
    """The messages of a day. `digest`: the reminders; `count`: all, those not listed too."""

    day: dt.date
    count: int = 0
    news: list[Line] = field(default_factory=list)
    digest: list[Line] = field(default_factory=list)

    @property
    def rest(self) -> int:
        return self.count - len(self.news) - len(self.digest)

    @property
    def new_in_digest(self) -> int:
        return sum(line.is_new for line in self.digest)


def line(notice: Notice) -> Line:
    """A message with its words; one of a dropped kind says its number."""
    kind = notices.kind_of(notice)
    label = kind.label if kind else _("Message")
    return Line(notice, label, kind.text(notice) if kind else notice.number)


def dates(rows: QuerySet[Notice]) -> Any:
    """The days that have messages, as `day` and `count`, for a list that pages by days."""
    days = rows.annotate(day=TruncDate("created_at")).order_by()
    return days.values("day").annotate(count=Count("pk"))


def days_of(rows: QuerySet[Notice], counted: Iterable[dict[str, Any]]) -> list[Day]:
    """The messages of some days, in the order of the days: one query."""
    days = {row["day"]: Day(row["day"], row["count"]) for row in counted}
    if not days:
        return []
    first, last = min(days), max(days)
    found = rows.filter(created_at__gte=_start(first), created_at__lt=_start(last, 1))
    return _sorted_in(found.order_by("-id")[: MOST * 2 * len(days)], days)


def of_day(rows: QuerySet[Notice], day: dt.date) -> QuerySet[Notice]:
    """Every message of one day."""
    return rows.filter(created_at__gte=_start(day), created_at__lt=_start(day, 1))


def newest(rows: QuerySet[Notice], limit: int) -> list[Day]:
    """The newest messages by day, from the last `limit` of them: one query."""
    days: dict[dt.date, Day] = {}
    found = list(rows.order_by("-id")[:limit])
    for notice in found:
        day = timezone.localdate(notice.created_at)
        days.setdefault(day, Day(day)).count += 1
    return _sorted_in(found, days)


def _sorted_in(found: Sequence[Notice] | QuerySet[Notice], days: dict[dt.date, Day]) -> list[Day]:
    reminders = set(notices.reminders())
    for notice in found:
        day = days[timezone.localdate(notice.created_at)]
        lines = day.digest if notice.kind in reminders else day.news
        if len(lines) < MOST:
            lines.append(line(notice))
    return list(days.values())


def _start(day: dt.date, plus: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=plus), dt.time.min))
