"""A year of the working calendar as month sheets. Pure."""

import calendar as months
import datetime as dt
from dataclasses import dataclass

from core.workdays import Calendar


@dataclass(frozen=True)
class Cell:
    """A day on a sheet. `kind`: work, makeup, rest, holiday; `date` is None outside the month."""

    date: dt.date | None
    kind: str = ""
    name: str = ""


@dataclass(frozen=True)
class Sheet:
    """A month, and how many working days it has."""

    first: dt.date
    weeks: list[list[Cell]]
    workdays: int


def year_of(days: Calendar, year: int) -> list[Sheet]:
    """Twelve sheets with weeks from Monday."""
    return [_sheet(days, year, month) for month in range(1, 13)]


def kind_of(days: Calendar, day: dt.date) -> str:
    """What the day is, for its colour and its word."""
    in_week = day.isoweekday() <= 5
    if days.is_workday(day):
        return "work" if in_week else "makeup"
    return "holiday" if in_week or days.name(day) else "rest"


def _sheet(days: Calendar, year: int, month: int) -> Sheet:
    weeks = [
        [_cell(days, day, month) for day in week]
        for week in months.Calendar().monthdatescalendar(year, month)
    ]
    inside = [cell.date for week in weeks for cell in week if cell.date]
    return Sheet(dt.date(year, month, 1), weeks, sum(days.is_workday(day) for day in inside))


def _cell(days: Calendar, day: dt.date, month: int) -> Cell:
    return Cell(day, kind_of(days, day), days.name(day)) if day.month == month else Cell(None)
