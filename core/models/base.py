"""What every record of the portal has."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core import clock


class Stamped(models.Model):
    """When and by whom a record was made, and its version for lost-update checks.

    `version` grows by one with every saved change; edit forms carry it
    (`core.forms.VersionedFormMixin`) and actions compare it under the row lock.
    """

    created_at = models.DateTimeField(_("created at"), default=clock.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
