"""The calendar of the days on which the State Council moved work and rest."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkCalendarDay(models.Model):
    """A day that needs saying: a festival day off, or a weekend day worked to make up for one.

    All other days follow the week: Monday to Friday are working days (domain.md §3.11).
    """

    date = models.DateField(_("date"), primary_key=True)
    is_workday = models.BooleanField(_("working day"))
    name = models.CharField(_("festival"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"

    @classmethod
    def years(cls) -> set[int]:
        """The years of which the table knows something."""
        return {day.year for day in cls._default_manager.dates("date", "year")}


def weekday_working(day: dt.date) -> bool:
    """Whether the day is a working day as far as the week alone says."""
    return day.isoweekday() <= 5
