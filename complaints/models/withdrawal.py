"""A withdrawal, and whether it was the person's own wish (domain.md §2.3, §4.10)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaint import Complaint
from complaints.models.fields import person
from core import clock


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def unchecked(self) -> "WithdrawalQuerySet":
        """Nobody has asked the person yet."""
        return self.filter(checked_at=None)

    def forced(self) -> "WithdrawalQuerySet":
        """The person was pressed: somebody has to decide whether to go on."""
        return self.filter(voluntary=False)


class Withdrawal(models.Model):
    """One withdrawal, from which state. Units press people to withdraw, so the desk asks.

    `voluntary`: None while nobody asked, or when the person could not be reached. `note` is
    for the desk alone.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="withdrawals")
    at = models.DateTimeField(default=clock.now)
    from_state = models.CharField(max_length=20)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = person()
    voluntary = models.BooleanField(_("voluntary"), null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_unchecked_withdrawal", fields=["complaint"], condition=Q(checked_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.at:%Y-%m-%d}"
