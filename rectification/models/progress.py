"""Progress reports on an item (domain.md §4.8)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Stamped
from rectification.enums import ReportState
from rectification.models.item import RectificationItem


class ProgressReport(Stamped):
    """What has been done since the last report. Only when something changes, never daily."""

    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="reports")
    period = models.DateField(_("on"))
    content = models.TextField(
        pgettext_lazy("rectification", "what was done"),
        max_length=300,
        validators=[MinLengthValidator(20)],
    )
    progress = models.PositiveSmallIntegerField(_("progress"), validators=[MaxValueValidator(100)])
    # Why the figure fell, or why it is not the share of milestones reached.
    figure_reason = models.CharField(_("reason for the figure"), max_length=200, blank=True)
    difficulties = models.TextField(_("difficulties"), max_length=300, blank=True)
    help_needed = models.TextField(_("help needed"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.SUBMITTED
    )
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        constraints = [
            models.CheckConstraint(name="report_progress", condition=Q(progress__lte=100)),
            models.CheckConstraint(
                name="report_read_pair",
                condition=Q(state=ReportState.READ, read_at__isnull=False, read_by__isnull=False)
                | Q(state=ReportState.SUBMITTED, read_at=None, read_by=None),
            ),
        ]
        indexes = [models.Index(fields=["item", "-id"], name="report_of_item")]

    def __str__(self) -> str:
        return f"{self.item.number} {self.period}: {self.progress}%"
