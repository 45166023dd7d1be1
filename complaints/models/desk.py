"""What the desk decides beside the state: nature, refusal, return, extension."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from campaign.models import Category
from complaints.enums import Decision, Nature, ReturnReason
from complaints.enums import Refusal as RefusalReason
from complaints.models.complaint import Complaint
from complaints.models.fields import person
from core import clock


class Classification(models.Model):
    """Nature and category as they were given, one row each time: the history stays (R18)."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="classifications")
    nature = models.CharField(pgettext_lazy("complaint", "nature"), max_length=12, choices=Nature)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = person(null=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("classification")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.nature} {self.category_id}"


class Refusal(models.Model):
    """A proposed refusal. Somebody else must confirm it; `text` is what the person reads."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="refusals")
    reason = models.CharField(_("reason"), max_length=12, choices=RefusalReason)
    channel = models.CharField(_("where to go instead"), max_length=100)
    text = models.TextField(_("explanation for the person"))
    proposed_at = models.DateTimeField(default=clock.now)
    proposed_by = person(null=False)
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person()
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("refusal")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="refusal_second_person",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
            ),
            models.UniqueConstraint(
                name="one_open_refusal", fields=["complaint"], condition=Q(decision="open")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.reason}"


class Return(models.Model):
    """A unit hands a case back: a reason of the closed list and the right unit."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="returns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=8, choices=ReturnReason)
    suggested_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("the right unit")
    )
    note = models.TextField(_("explanation"))
    from_state = models.CharField(max_length=20)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = person(null=False)
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person()
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("return")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_return", fields=["complaint"], condition=Q(decision="open")
            ),
            models.CheckConstraint(
                name="return_names_another_unit", condition=~Q(suggested_unit=F("unit"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.reason}"


class Extension(models.Model):
    """More time for the reply, asked for before the day due, once (domain.md §2.3)."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField(_("working days more"))
    reason = models.TextField(_("reason"))
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = person(null=False)
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person()
    due_before = models.DateField()
    due_after = models.DateField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("extension")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_complaint_extension",
                fields=["complaint"],
                condition=Q(decision="open"),
            ),
            models.UniqueConstraint(
                name="one_granted_complaint_extension",
                fields=["complaint"],
                condition=Q(decision="granted"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: +{self.days}"
