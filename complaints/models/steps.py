"""What happened in a case, who may read of it, and the mailbox."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from complaints.enums import Side, Step
from complaints.models.complaint import Complaint
from complaints.models.fields import person
from complaints.models.retaliation import RetaliationReport
from core import clock
from core.crypto import EncryptedTextField


class ComplaintStepQuerySet(models.QuerySet["ComplaintStep"]):
    def for_public(self) -> "ComplaintStepQuerySet":
        """What the complainant reads."""
        return self.filter(for_public=True)

    def for_unit(self) -> "ComplaintStepQuerySet":
        """What the handling unit reads."""
        return self.filter(for_unit=True)


class ComplaintStep(models.Model):
    """One step (domain.md §4.11). Append-only.

    The desk reads all; `for_public` and `for_unit` open it to the complainant and to the
    handling unit, so `note` must be fit for whoever may read it.
    """

    # Led by the index below.
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="steps", db_index=False)
    kind = models.CharField(_("step"), max_length=16, choices=Step)
    at = models.DateTimeField(_("at"), default=clock.now)
    actor = models.CharField(max_length=150)
    actor_name = models.CharField(pgettext_lazy("person", "by"), max_length=100)
    actor_post = models.CharField(_("post"), max_length=100, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    note = models.TextField(_("note"), blank=True)
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    for_public = models.BooleanField(default=False)
    for_unit = models.BooleanField(default=False)

    objects = ComplaintStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a complaint")
        ordering = ["-id"]
        indexes = [models.Index(fields=["complaint", "-id"], name="steps_of_complaint")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.kind}"


class MessageQuerySet(models.QuerySet["Message"]):
    def mailbox(self) -> "MessageQuerySet":
        """Of the mailbox itself; what belongs to a report of retaliation is others' (C14)."""
        return self.filter(report=None)

    def unread(self) -> "MessageQuerySet":
        """Words of the person that nobody has answered or noted yet."""
        return self.filter(side=Side.CITIZEN, read_at=None)


class Message(models.Model):
    """A message of the two-way mailbox of the tracking page (C15).

    The other side is the desk, or discipline once the case is there. With `report` it belongs to
    a report of retaliation, which the leader reads and the desk does not (C14).
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="messages")
    report = models.ForeignKey(
        RetaliationReport, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    side = models.CharField(max_length=10, choices=Side)
    body = EncryptedTextField(pgettext_lazy("complaint", "message"))
    at = models.DateTimeField(_("at"), default=clock.now)
    by = person()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("complaint", "message")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="official_messages_have_author",
                condition=models.Q(side="citizen", by=None)
                | (~models.Q(side="citizen") & models.Q(by__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.side}"


class CallBack(models.Model):
    """The desk asked the complainant about the answer; never the handling unit."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="call_backs")
    at = models.DateTimeField(default=clock.now)
    by = person(null=False)
    reached = models.BooleanField(pgettext_lazy("call-back", "reached"))
    outcome = models.CharField(pgettext_lazy("call-back", "outcome"), max_length=200)

    class Meta:
        verbose_name = _("call-back")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.at:%Y-%m-%d}"
