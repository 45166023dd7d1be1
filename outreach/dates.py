"""Days that cases of enterprises keep (domain.md §2.9, §4.18)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import DomainError
from core.workdays import calendar

ASSIGN_WORKDAYS = 2
PROMISE_DAYS = 7
AGAIN_WORKDAYS = 3
PARTLY_DAYS = 14
FOLLOW_DAYS = 31  # progress at least every month until it is cleared
LONG_DAYS = 92  # long-term cases at least every quarter


def in_days(count: int) -> dt.date:
    """So many calendar days from today."""
    return clock.today() + dt.timedelta(days=count)


def in_workdays(count: int) -> dt.date:
    """So many working days from today."""
    return calendar().add(clock.today(), count)


def check_next(day: dt.date, *, most: int = FOLLOW_DAYS) -> dt.date:
    """The day of the next follow-up: after today, and not so late that the firm is forgotten."""
    if day <= clock.today():
        raise DomainError(_("The next follow-up must be after today."), "past", "next_on")
    if day > in_days(most):
        raise DomainError(
            _("The next follow-up must be within %(days)d days; choose an earlier day.")
            % {"days": most},
            "far",
            "next_on",
        )
    return day


def check_due(day: dt.date) -> dt.date:
    """The day by which the unit promises a result."""
    if day < clock.today():
        raise DomainError(_("The promised date has passed. Choose a later day."), "past", "due_on")
    return day


def check_done(day: dt.date, since: dt.date | None) -> dt.date:
    """The day on which a follow-up took place."""
    if day > clock.today():
        raise DomainError(_("This day is still to come. Give the day it took place."), "on", "on")
    if since is not None and day < since:
        raise DomainError(
            _("The case was handed to your unit on %(day)s; give that day or a later one.")
            % {"day": since.isoformat()},
            "on",
            "on",
        )
    return day
