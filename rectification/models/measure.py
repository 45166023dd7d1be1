"""What belongs to an item row by row: measures and milestones (domain.md §4.7, §4.8)."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Post
from rectification.models.item import RectificationItem


class Measure(models.Model):
    """One numbered measure of an item; the second of the four elements."""

    item = models.ForeignKey(RectificationItem, models.CASCADE, related_name="measures")
    order = models.PositiveSmallIntegerField(pgettext_lazy("measure", "order"))
    text = models.CharField(_("measure"), max_length=300)
    owner = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    due = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                name="measure_order",
                fields=["item", "order"],
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.text}"


class Milestone(models.Model):
    """A dated step on the way; items to be fixed by a date have at least one (R-070)."""

    item = models.ForeignKey(RectificationItem, models.CASCADE, related_name="milestones")
    order = models.PositiveSmallIntegerField(pgettext_lazy("measure", "order"))
    name = models.CharField(_("milestone"), max_length=100)
    due = models.DateField(_("by"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    note = models.CharField(pgettext_lazy("measure", "note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                name="milestone_order",
                fields=["item", "order"],
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.due})"

    def is_late(self, today: dt.date) -> bool:
        """Past its date and not done."""
        return self.done_on is None and self.due < today
