"""Where the calendar's rows come from: the library for the past, the yearly notice for the rest."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chinese_calendar import constants
from django.db import transaction
from django.utils.translation import gettext as _

from core import workdays
from core.errors import DomainError
from core.models.workday import WorkCalendarDay

SOURCE = "chinesecalendar"
_NAMES = {holiday.value: holiday.chinese for holiday in constants.Holiday}


def library_days() -> list[WorkCalendarDay]:
    """The festivals and make-up days of 2004 to 2026, with their Chinese names."""
    days = {date: (False, name) for date, name in constants.holidays.items()}
    days |= {date: (True, name) for date, name in constants.workdays.items()}
    return [
        WorkCalendarDay(date=date, is_workday=working, name=_NAMES[name], source=SOURCE)
        for date, (working, name) in sorted(days.items())
    ]


def seed(**_kwargs: object) -> int:
    """Fill in the years the table knows nothing of; called after each `migrate` and flush."""
    known = WorkCalendarDay.years()
    missing = [day for day in library_days() if day.date.year not in known]
    WorkCalendarDay.objects.bulk_create(missing, ignore_conflicts=True)
    workdays.forget()
    return len(missing)


def parse_notice(text: str) -> list[WorkCalendarDay]:
    """The days of a notice in holiday-cn's JSON; `DomainError` if it is something else."""
    try:
        notice: dict[str, Any] = json.loads(text)
        papers = [str(paper) for paper in notice.get("papers", [])]
        days = [_day(entry, papers) for entry in notice["days"]]
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise DomainError(
            _(
                "This is not a holiday notice: give a JSON file with a list «days» whose entries"
                " have «name», «date» and «isOffDay»."
            ),
            "notice",
        ) from fault
    if not days:
        raise DomainError(_("The notice names no days, so nothing was loaded."), "notice")
    return days


def _day(entry: dict[str, Any], papers: list[str]) -> WorkCalendarDay:
    if not isinstance(entry["isOffDay"], bool):
        raise TypeError("isOffDay")
    return WorkCalendarDay(
        date=dt.date.fromisoformat(entry["date"]),
        is_workday=not entry["isOffDay"],
        name=str(entry["name"])[:60],
        source=(papers[0] if papers else "holiday-cn")[:100],
    )


@transaction.atomic
def load(days: Iterable[WorkCalendarDay]) -> int:
    """Write the days of a notice over what the table has; days that it does not name stay.

    Days around New Year come from the next year's notice, so a notice never clears a year.
    """
    rows = list(days)
    WorkCalendarDay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["is_workday", "name", "source"],
    )
    transaction.on_commit(workdays.forget)
    return len(rows)


def load_file(path: Path) -> int:
    """Load a notice from a file; how many days it had."""
    return load(parse_notice(path.read_text(encoding="utf-8-sig")))
