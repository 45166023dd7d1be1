"""Deadlines as rows."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import clock


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def open(self) -> "DeadlineQuerySet":
        return self.filter(closed_at=None)

    def of(self, subject_kind: str, subject_id: int) -> "DeadlineQuerySet":
        """All deadlines of a record, oldest first."""
        return self.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("id")


class Deadline(models.Model):
    """A day by which something must be done for a record of a domain package.

    A changed date closes the row and opens another, which keeps `original_due`. `next_at` is the
    next moment at which somebody is reminded; empty when the ladder of `kind` has no rung left.
    `last_step` is the newest rung that rang, in working days from the due date.
    """

    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    number = models.CharField(_("number"), max_length=40, blank=True)
    unit_code = models.CharField(max_length=12, blank=True)
    due_on = models.DateField(_("due on"))
    original_due = models.DateField(_("originally due on"))
    start_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    next_at = models.DateTimeField(null=True, blank=True)
    last_step = models.SmallIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=40, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                name="one_open_deadline",
                fields=["kind", "subject_kind", "subject_id"],
                condition=Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="deadline_closed_with_reason",
                condition=Q(closed_at=None, close_reason="")
                | (Q(closed_at__isnull=False) & ~Q(close_reason="")),
            ),
            models.CheckConstraint(
                name="deadline_after_start",
                condition=Q(start_on=None) | Q(due_on__gte=F("start_on")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "next_at"],
                name="deadline_next",
                condition=Q(closed_at=None, next_at__isnull=False),
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="deadline_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} {self.due_on:%Y-%m-%d}"
