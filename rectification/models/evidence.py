"""Files that prove what was done (domain.md §4.7 «佐证材料»)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core import clock
from core.models import Attachment
from rectification.models.item import RectificationItem
from rectification.models.progress import ProgressReport


class Evidence(models.Model):
    """A file of an item, with the report it came with (none: with the asking for closing)."""

    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="evidence")
    report = models.ForeignKey(
        ProgressReport, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"), default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.attachment.original_name
