"""What is kept no longer: holds that forbid clearing, and batches that two people clear."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.enums import Decision
from complaints.models.complaint import Complaint
from complaints.models.fields import person
from core import clock


class LegalHold(models.Model):
    """A case that must be kept: nothing of it is cleared until somebody lifts the hold."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="holds")
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(default=clock.now)
    by = person(null=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = person()
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("legal hold")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_hold_at_a_time", fields=["complaint"], condition=Q(ended_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"hold of {self.complaint_id}"


class ClearingBatch(models.Model):
    """Cases whose words and files are to be cleared: one person proposes, another decides."""

    proposed_at = models.DateTimeField(_("proposed at"), default=clock.now)
    proposed_by = person(null=False)
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person()
    note = models.CharField(_("note"), max_length=300, blank=True)
    cleared = models.PositiveIntegerField(_("cleared"), default=0)
    cases = models.ManyToManyField(Complaint, related_name="+", verbose_name=_("cases"))

    class Meta:
        verbose_name = _("clearing")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="clearing_second_person",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
            ),
            models.UniqueConstraint(
                name="one_open_clearing", fields=["decision"], condition=Q(decision="open")
            ),
        ]

    def __str__(self) -> str:
        return f"clearing {self.pk}"
