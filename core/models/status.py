"""The business timeline of every record that has states."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import clock


class StatusLogQuerySet(models.QuerySet["StatusLog"]):
    def of(self, kind: str, object_id: int) -> "StatusLogQuerySet":
        """The timeline of one record, oldest first."""
        return self.filter(kind=kind, object_id=object_id).order_by("id")


class StatusLog(models.Model):
    """One transition: who moved which record from where to where, when and why.

    Names are text, so the timeline outlives accounts and posts.
    """

    kind = models.CharField(_("kind"), max_length=40)
    object_id = models.BigIntegerField()
    number = models.CharField(_("number"), max_length=40, blank=True)
    transition = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30)
    to_state = models.CharField(max_length=30)
    actor = models.CharField(max_length=150)
    actor_name = models.CharField(pgettext_lazy("person", "by"), max_length=100)
    actor_post = models.CharField(_("post"), max_length=100, blank=True)
    at = models.DateTimeField(_("at"), default=clock.now)
    reason = models.TextField(_("reason"), blank=True)
    extra = models.JSONField(default=dict, blank=True)

    objects = StatusLogQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id", "id"], name="statuslog_of_object")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.number or self.object_id}: {self.from_state} → {self.to_state}"
