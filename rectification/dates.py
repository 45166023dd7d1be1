"""Which deadlines can be promised, and what is said about them."""

import datetime as dt

from django.utils.translation import gettext

from campaign.enums import PhaseKind
from campaign.models import Campaign
from core import clock
from core.ui.due import day_words
from core.workdays import calendar
from rectification.enums import Klass

AT_ONCE_DAYS = 15
REVIEW_DAYS = 90


def due_problem(due: dt.date, campaign: Campaign) -> str:
    """Why a deadline cannot be, in a sentence that says what to do; nothing if it can."""
    if due < clock.today():
        return gettext("%(day)s is past. Choose today or a later day.") % {"day": day_words(due)}
    if due < campaign.start:
        return gettext("The campaign begins on %(day)s. Choose a day from then on.") % {
            "day": day_words(campaign.start)
        }
    if due > campaign.end:
        return gettext(
            "The campaign ends on %(day)s. Choose a day up to then, or the long-term class."
        ) % {"day": day_words(campaign.end)}
    return ""


def class_problem(klass: str, due: dt.date | None, campaign: Campaign) -> str:
    """Why a class cannot have this deadline (R-050, R-069, R-070); nothing if it can.

    Fix at once: within 15 calendar days, moved off rest days. Fix by a date: inside the phase in
    which problems are found and rectified.
    """
    if due is None:
        return ""
    if klass == Klass.AT_ONCE:
        latest = suggested_due(klass)
        if latest is not None and due > latest:
            return gettext(
                "What is fixed at once is done within 15 days, by %(latest)s. Choose a day up to "
                "then, or the class “fix by a date”."
            ) % {"latest": day_words(latest)}
        return ""
    return _phase_problem(due, campaign) if klass == Klass.BY_DATE else ""


def _phase_problem(due: dt.date, campaign: Campaign) -> str:
    phase = campaign.phase(PhaseKind.RECTIFY)
    words = {"start": day_words(phase.start), "end": day_words(phase.end), "phase": phase.name}
    if clock.today() > phase.end:
        return (
            gettext(
                "The phase “%(phase)s” ended on %(end)s: no deadline in it is left. Choose “fix "
                "at once” or “keep at it”."
            )
            % words
        )
    if due < phase.start:
        return (
            gettext("The phase “%(phase)s” begins on %(start)s. Choose a day from then on.") % words
        )
    if due > phase.end:
        return (
            gettext(
                "The phase “%(phase)s” ends on %(end)s. Choose a day up to then, or “keep at it”."
            )
            % words
        )
    return ""


def due_hint(due: dt.date | None) -> str:
    """A rest day is allowed but explained (nothing shifts silently)."""
    days = calendar()
    if due is None or days.is_workday(due):
        return ""
    before = days.last_workday_on_or_before(due)
    name = days.name(due)
    return gettext(
        "%(day)s is a rest day%(name)s; the last working day before it is %(before)s."
    ) % {
        "day": day_words(due),
        "name": f"（{name}）" if name else "",
        "before": day_words(before),
    }


def suggested_due(klass: str) -> dt.date | None:
    """The deadline that a class starts from: 15 calendar days, moved off rest days."""
    if klass == Klass.AT_ONCE:
        return calendar().next_workday(clock.today() + dt.timedelta(days=AT_ONCE_DAYS))
    return None


def next_review() -> dt.date:
    """When a long-term item is looked at next: in a quarter, on a working day."""
    return calendar().next_workday(clock.today() + dt.timedelta(days=REVIEW_DAYS))
