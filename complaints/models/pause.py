"""The clock of the reply waits while the complainant is asked something."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.models.complaint import Complaint
from complaints.models.fields import person
from core import clock


class PauseQuerySet(models.QuerySet["Pause"]):
    def running(self, today: dt.date) -> "PauseQuerySet":
        """Those that hold a clock on this day."""
        return self.filter(ended_on=None, until__gte=today)


class Pause(models.Model):
    """A question to the complainant, and the days that the answer may take.

    The day of the reply moves by `days` at once, so no list has to know of pauses; what an
    earlier answer leaves over is taken back then (`ended_on`).
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="pauses")
    days = models.PositiveSmallIntegerField(_("working days to wait at most"))
    started_on = models.DateField(default=clock.today)
    by = person(null=False)
    until = models.DateField(pgettext_lazy("pause", "until"))
    ended_on = models.DateField(null=True, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_running_pause", fields=["complaint"], condition=Q(ended_on=None)
            ),
            models.CheckConstraint(
                name="pause_ends_after_start", condition=Q(until__gt=F("started_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.until}"
