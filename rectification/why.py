"""Why a deadline is what it is: the rules that made it, and the months with their working days."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import StatusLog
from core.ui.due import day_words, month_day
from core.workdays import Calendar
from rectification.dates import AT_ONCE_DAYS
from rectification.enums import ExtensionState, Klass
from rectification.gantt import month_after
from rectification.models import RectificationItem
from rectification.workflow import KIND

# More months than this are no help: the nearest to the deadline are shown.
MOST_MONTHS = 4


def reasons(item: RectificationItem, days: Calendar) -> list[str]:
    """The rules that led to the present deadline, in the order in which they came (two queries)."""
    first = item.original_due or item.deadline
    found = [_first_rule(item, first, days)] if first else []
    for request in item.extensions.filter(state=ExtensionState.APPROVED).order_by("ordinal"):
        found.append(
            _("Extended from %(old)s to %(new)s: %(why)s.")
            % {
                "old": day_words(request.old_due),
                "new": day_words(request.new_due),
                "why": request.get_reason_kind_display(),
            }
        )
    later = StatusLog.objects.of(KIND, item.pk).filter(extra__has_key="due").order_by("id")
    for log in later:
        day = day_words(dt.date.fromisoformat(log.extra["due"]))
        words = (
            _("Reopened after a relapse with the new deadline %(day)s.")
            if log.transition == "reopen"
            else _("Returned at verification with the new deadline %(day)s.")
        )
        found.append(words % {"day": day})
    return found


def _first_rule(item: RectificationItem, due: dt.date, days: Calendar) -> str:
    if item.klass == Klass.LONG_TERM:
        return _("A long-term item has no deadline; the clock runs to its next review.")
    begun = timezone.localdate(item.created_at)
    plain = begun + dt.timedelta(days=AT_ONCE_DAYS)
    if item.klass == Klass.AT_ONCE and due == days.next_workday(plain):
        words = {"start": month_day(begun), "n": AT_ONCE_DAYS, "plain": day_words(plain)}
        said = _("Fix at once: %(n)d calendar days from %(start)s end on %(plain)s.") % words
        if due != plain:
            name = days.name(plain)
            said += _("That is a rest day%(name)s, so it moves to %(due)s.") % {
                "name": f"（{name}）" if name else "",
                "due": day_words(due),
            }
        return said
    if item.accepted_at is None:
        return _("The unit has proposed %(day)s; the office has not confirmed it yet.") % {
            "day": day_words(due)
        }
    return _("The unit promised %(day)s, and the office confirmed it on %(when)s.") % {
        "day": day_words(due),
        "when": month_day(timezone.localdate(item.accepted_at)),
    }


@dataclass(frozen=True)
class Cell:
    """A day of a month: `kind` is work, rest, holiday, make-up, or outside the month."""

    date: dt.date
    kind: str
    name: str
    count: int
    is_today: bool
    is_due: bool


@dataclass(frozen=True)
class Month:
    """A month as a calendar sheet: weeks from Monday to Sunday."""

    first: dt.date
    weeks: list[list[Cell]]


def months(days: Calendar, today: dt.date, due: dt.date) -> list[Month]:
    """The sheets from today to the deadline (or back to it), working days numbered in between."""
    start, end = min(today, due), max(today, due)
    first = end.replace(day=1)
    found: list[Month] = []
    while first >= start.replace(day=1) and len(found) < MOST_MONTHS:
        found.append(Month(first, _weeks(days, first, today, due)))
        first = month_after(first, -1)
    return found[::-1]


def _weeks(days: Calendar, first: dt.date, today: dt.date, due: dt.date) -> list[list[Cell]]:
    day = first - dt.timedelta(days=first.weekday())
    weeks = []
    while day < month_after(first, 1):
        week = [day + dt.timedelta(days=n) for n in range(7)]
        weeks.append([_cell(days, one, first, today, due) for one in week])
        day += dt.timedelta(days=7)
    return weeks


def _cell(days: Calendar, day: dt.date, first: dt.date, today: dt.date, due: dt.date) -> Cell:
    counted = today < day <= due and days.is_workday(day)
    return Cell(
        date=day,
        kind=_kind(days, day) if day.month == first.month else "outside",
        name=days.name(day),
        count=days.distance(today, day) if counted else 0,
        is_today=day == today,
        is_due=day == due,
    )


def _kind(days: Calendar, day: dt.date) -> str:
    works, week = days.is_workday(day), day.weekday() < 5
    if works:
        return "work" if week else "makeup"
    return "holiday" if week or days.name(day) else "rest"
