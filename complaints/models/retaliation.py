"""Reports of retaliation (C14): their own record, with words that the desk does not read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.models.fields import person
from core import clock


class RetaliationQuerySet(models.QuerySet["RetaliationReport"]):
    def open(self) -> "RetaliationQuerySet":
        """Not closed yet."""
        return self.filter(closed_at=None)


class RetaliationReport(models.Model):
    """«I suffer retaliation for my complaint.» The words are messages with this report.

    `for_discipline`: every leader is accused or recused, so the discipline liaison has it.
    `answered_at`: the first answer since the person last wrote; empty while one is owed.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="retaliations")
    opened_at = models.DateTimeField(_("reported at"), default=clock.now)
    for_discipline = models.BooleanField(default=False)
    due_on = models.DateField(_("answer by"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = person()

    objects = RetaliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of retaliation")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_retaliation", fields=["complaint"], condition=Q(closed_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.opened_at:%Y-%m-%d}"
