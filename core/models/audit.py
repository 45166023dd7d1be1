"""The security trail: append-only, hash-chained."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

APPEND_ONLY = pgtrigger.Update | pgtrigger.Delete


class AuditEvent(models.Model):
    """Who did what to which record, when, and whether it worked (GB/T 22239 8.1.4.3).

    Actor and names are text, never a foreign key: the trail outlives accounts.
    `detail` never holds content or personal data, only codes, numbers and counts.
    `digest` is the SHA-256 of the row's content; `AuditSeal` chains the digests.
    """

    class Result(models.TextChoices):
        OK = "ok", pgettext_lazy("audit log", "done")
        DENIED = "denied", _("refused")
        FAILED = "failed", _("failed")

    at = models.DateTimeField(_("at"), db_index=True)
    action = models.CharField(_("action"), max_length=60, db_index=True)
    actor = models.CharField(_("account"), max_length=150, db_index=True)
    actor_name = models.CharField(pgettext_lazy("person", "name"), max_length=100, blank=True)
    actor_post = models.CharField(_("post"), max_length=100, blank=True)
    object_kind = models.CharField(_("record"), max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True)
    number = models.CharField(_("number"), max_length=40, blank=True)
    unit_code = models.CharField(_("unit"), max_length=12, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=Result, default=Result.OK)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        indexes = [models.Index(fields=["object_kind", "object_id"], name="audit_of_object")]
        triggers = [pgtrigger.Protect(name="append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor} {self.action} {self.number}"

    @property
    def details(self) -> list[tuple[str, object]]:
        """Names and values of `detail`; templates would take a name «items» for the method."""
        return list(self.detail.items())


class AuditSeal(models.Model):
    """A link of the chain: SHA-256 over the previous link and the event's digest.

    Seals are made seconds after the event by one sealer, in id order, and only for
    transactions that have ended, so that no commit ever waits for another one's.
    """

    event = models.OneToOneField(AuditEvent, models.PROTECT, primary_key=True)
    position = models.BigIntegerField(unique=True)
    link = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=APPEND_ONLY)]

    def __str__(self) -> str:
        return f"{self.position}: {self.link[:12]}"
