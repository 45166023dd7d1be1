"""An import under way: the table as it was read, and what has been decided about it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from core.models import Attachment, Stamped


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: User) -> "ImportBatchQuerySet":
        """Only whoever has uploaded a sheet sees it."""
        return self.filter(created_by=user)


class ImportBatch(Stamped):
    """One uploaded workbook or pasted block (domain.md §4.23).

    `table`: `core.sheets.cells.pack`; `other_sheets`: names of those that are not looked at;
    `columns`: key to column; `marks`: digests by number; `choices`: what unknown words mean;
    `result`: numbers by kind once it is done.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    name = models.CharField(_("file"), max_length=200, blank=True)
    workbook = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    table = models.JSONField()
    columns = models.JSONField(default=dict)
    other_sheets = models.JSONField(default=list)
    marks = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    mine = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a ledger")
        verbose_name_plural = _("imports of ledgers")

    def __str__(self) -> str:
        return self.name or f"{self.unit} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("rectification:import-preview", args=[self.pk])
