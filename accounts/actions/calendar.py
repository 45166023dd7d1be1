"""The calendar of working days: the yearly notice, and single days that the zone moved itself."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from core import audit, deadlines, workday_data, workdays
from core.access import require
from core.errors import DomainError
from core.models.workday import WorkCalendarDay

KIND = "core.calendar"
WORK, REST, WEEK = "work", "rest", "week"


def import_notice(*, by: User, text: str) -> int:
    """Take over a year's notice (holiday-cn's JSON) and plan the reminders anew; how many days.

    `DomainError` at the field `file` if it is no such notice.
    """
    require(access.can_manage_calendar(by))
    try:
        days = workday_data.parse_notice(text)
    except DomainError as fault:
        raise DomainError(fault.message, fault.code, "file") from fault
    try:
        with transaction.atomic():
            count = workday_data.load(days)
            workdays.forget()
            moved = deadlines.replan()
            years = sorted({day.date.year for day in days})
            _record(by, "import", {"days": count, "years": years, "reminders": moved})
    finally:
        workdays.forget()
    return count


def change_day(*, by: User, day: dt.date, kind: str, name: str, source: str) -> None:
    """Make a day a working day or a day of rest; `week`: it follows the week again."""
    require(access.can_manage_calendar(by))
    if not source.strip():
        raise DomainError(_("Say which paper or decision moved this day."), "source", "source")
    try:
        with transaction.atomic():
            if kind == WEEK:
                WorkCalendarDay.objects.filter(date=day).delete()
            else:
                WorkCalendarDay.objects.update_or_create(
                    date=day,
                    defaults={
                        "is_workday": kind == WORK,
                        "name": name.strip(),
                        "source": source.strip(),
                    },
                )
            workdays.forget()
            moved = deadlines.replan()
            detail = {"day": day.isoformat(), "kind": kind, "source": source.strip()[:100]}
            _record(by, "day", {**detail, "reminders": moved})
    finally:
        workdays.forget()


def _record(by: User, step: str, detail: dict[str, object]) -> None:
    audit.record(f"{KIND}.{step}", by=by, kind=KIND, detail=detail)
