"""Messages to people of the workbench."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock


class NoticeQuerySet(models.QuerySet["Notice"]):
    def to(self, user: Any) -> "NoticeQuerySet":
        """A person's messages, newest first."""
        return self.filter(recipient=user).order_by("-id")

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def open(self) -> "NoticeQuerySet":
        """Unread, and about something that is still to be done."""
        return self.filter(read_at=None, settled_at=None)


class Notice(models.Model):
    """One message to one person about one record.

    The unique key makes posting repeatable: the same kind about the same record in the same
    period reaches a person once. `params` holds numbers, dates and codes for the text, never
    content. `kind` names a class of the registry in `core.notices`.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name=_("to")
    )
    kind = models.CharField(_("kind"), max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    number = models.CharField(_("number"), max_length=40, blank=True)
    period = models.CharField(max_length=40, blank=True)
    params = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("at"), default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(
                name="notice_once",
                fields=["recipient", "kind", "subject_kind", "subject_id", "period"],
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_of_person"),
            models.Index(
                fields=["recipient"],
                name="notice_unread",
                condition=Q(read_at=None, settled_at=None),
            ),
            models.Index(
                fields=["recipient"],
                name="notice_unmailed",
                condition=Q(mailed_at=None, read_at=None, settled_at=None),
            ),
            models.Index(
                fields=["subject_kind", "subject_id"],
                name="notice_of_subject",
                condition=Q(settled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class MailChoice(models.Model):
    """Which mails a person wants; without a row all of them. The messages themselves always come.

    `muted`: kinds of messages that no morning mail counts.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    digest = models.BooleanField(_("mail in the morning"), default=True)
    urgent = models.BooleanField(_("mail at once when something is urgent"), default=True)
    muted = ArrayField(
        models.CharField(max_length=60), verbose_name=_("not counted"), default=list, blank=True
    )

    class Meta:
        verbose_name = _("choice of mails")
        verbose_name_plural = _("choices of mails")

    def __str__(self) -> str:
        return f"{self.user_id}"
