"""Deadlines in words: always the weekday date and the distance in working days (R20)."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock, workdays

SOON = 5  # working days; the amber light's threshold (ux.md §3.3)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline for people: `distance` is bold, `date` below it, `level` colours both."""

    date: str
    distance: str
    level: str  # "late", "soon" or ""


def weekday(day: dt.date) -> str:
    """«Thu», in Chinese «周四»."""
    return {
        0: _("Mon"),
        1: _("Tue"),
        2: _("Wed"),
        3: _("Thu"),
        4: _("Fri"),
        5: _("Sat"),
        6: _("Sun"),
    }[day.weekday()]


def day_words(day: dt.date, *, today: dt.date | None = None) -> str:
    """«16 July, Thu»; the year is named only when it is not the present one."""
    now = today or clock.today()
    if day.year == now.year:
        return _("%(month)d/%(day)d %(weekday)s") % {
            "month": day.month,
            "day": day.day,
            "weekday": weekday(day),
        }
    return _("%(year)d/%(month)d/%(day)d %(weekday)s") % {
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "weekday": weekday(day),
    }


def month_day(day: dt.date) -> str:
    """«7/16», in Chinese «7 月 16 日»; with the year when it is not the present one."""
    parts = {"year": day.year, "month": day.month, "day": day.day}
    if day.year == clock.today().year:
        return _("%(month)d/%(day)d") % parts
    return _("%(year)d/%(month)d/%(day)d") % parts


def moment_words(at: dt.datetime) -> str:
    """«today 14:26» or «7/13 14:26»."""
    local = timezone.localtime(at)
    if local.date() == clock.today():
        return _("today %(time)s") % {"time": f"{local:%H:%M}"}
    return f"{month_day(local.date())} {local:%H:%M}"


def working_days(number: int) -> str:
    """«3 working days»."""
    return ngettext("%(n)d working day", "%(n)d working days", number) % {"n": number}


def due(when: dt.date | dt.datetime, *, stopped: bool = False) -> Due:
    """Say when something is due, seen from today; `stopped` clocks never warn (awaiting check)."""
    today = clock.today()
    moment = timezone.localtime(when) if isinstance(when, dt.datetime) else None
    day = moment.date() if moment else when
    assert isinstance(day, dt.date)  # noqa: S101 -- narrows the union for the type checker
    date = day_words(day, today=today)
    if stopped:
        return Due(date, _("Clock stopped"), "")
    left = workdays.calendar().distance(today, day)
    if day == today:
        return _due_today(date, moment)
    if day < today:
        # A deadline missed over a weekend is late although no working day has passed.
        late = abs(left)
        words = _("Late by %(days)s") % {"days": working_days(late)} if late else _("Past its date")
        return Due(date, words, "late")
    level = "soon" if left <= SOON else ""
    if left == 0:
        return Due(date, _("Due before the next working day"), "soon")
    return Due(date, _("%(days)s left") % {"days": working_days(left)}, level)


def _due_today(date: str, moment: dt.datetime | None) -> Due:
    if moment is None:
        return Due(date, _("Due today"), "soon")
    now = timezone.localtime(clock.now())
    if moment < now:
        return Due(date, _("Late since %(time)s") % {"time": f"{moment:%H:%M}"}, "late")
    return Due(date, _("Due today by %(time)s") % {"time": f"{moment:%H:%M}"}, "soon")


def guess_words(day: dt.date | None) -> str:
    """«counted by weeks for now», for a date in a year whose holidays are not announced yet."""
    if day is None or workdays.calendar().is_announced(day.year):
        return ""
    return _("counted by weeks for now")
