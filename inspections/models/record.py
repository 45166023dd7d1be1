"""What the team fills in on site: one record for each place, one row for each question."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from campaign.models import Category
from core.models import Stamped
from core.stamps import at, by, pairs
from inspections.enums import Kind, Result
from inspections.models.inspection import Inspection


class ChecklistTemplate(models.Model):
    """Questions for a kind of visit; used for new inspections, never changes old ones."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, blank=True)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TemplateLine(models.Model):
    """One question and the category of a problem found there."""

    template = models.ForeignKey(ChecklistTemplate, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=100)
    category = models.ForeignKey(Category, models.PROTECT)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="one_line_a_place", fields=["template", "order"])
        ]

    def __str__(self) -> str:
        return self.text


class SiteRecord(Stamped):
    """The record of one place of an inspection; findings come from it when it is sent in."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="records")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.CharField(_("place"), max_length=100)
    begun = models.DateTimeField(pgettext_lazy("time", "start"))
    submitted_at, submitted_by = at(_("sent in")), by()

    class Meta:
        verbose_name = _("site record")
        verbose_name_plural = _("site records")
        constraints = [
            models.UniqueConstraint(
                name="one_record_a_place", fields=["inspection", "unit", "place"]
            ),
            *pairs("record", "submitted"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection.number} {self.place}"

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None

    @property
    def upload_key(self) -> str:
        """Names the photos that wait for this record to be sent in."""
        return f"inspection-record:{self.pk}"


class CheckRow(models.Model):
    """One question, its answer and what was seen."""

    record = models.ForeignKey(SiteRecord, models.CASCADE, related_name="rows")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=100)
    category = models.ForeignKey(Category, models.PROTECT)
    result = models.CharField(_("answer"), max_length=3, choices=Result, blank=True)
    note = models.TextField(_("what was seen"), max_length=500, blank=True)
    wants_item = models.BooleanField(_("turn into a rectification item"), default=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="one_row_a_place", fields=["record", "order"])]

    def __str__(self) -> str:
        return self.text

    @property
    def upload_key(self) -> str:
        """Names the photos of this row while the record is open."""
        return f"inspection-row:{self.pk}"
