"""The summary report of a unit (domain.md §4.16)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign.models import Campaign
from reports.enums import EDITABLE, FROZEN, WITH_OFFICE, ReportState
from reports.models.parts import SixParts


class SummaryReportQuerySet(models.QuerySet["SummaryReport"]):
    def visible_to(self, user: User) -> "SummaryReportQuerySet":
        """A unit reads its own; readers of the zone what has been sent to the office."""
        seen = Q(unit__in=user.units_with(Permission.UNIT_READ))
        if user.reads_zone:
            seen |= Q(state__in=WITH_OFFICE)
        return self.filter(seen)

    def of(self, campaign: Campaign) -> "SummaryReportQuerySet":
        return self.filter(campaign=campaign)

    def waiting_for_head(self) -> "SummaryReportQuerySet":
        return self.filter(state=ReportState.SIGNING)

    def waiting_for_office(self) -> "SummaryReportQuerySet":
        return self.filter(state=ReportState.SUBMITTED)


def _by() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )


class SummaryReport(SixParts):
    """A unit's report on its campaign: six written parts and figures nobody types.

    `snapshot` (see `reports.figures.take`) freezes every figure with the records it counts when
    the head signs; before that the figures are live.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="summary_reports")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="summary_reports", verbose_name=_("unit")
    )
    number = models.CharField(_("number"), max_length=40, unique=True)
    doc_no = models.CharField(
        _("document number of the unit"),
        max_length=40,
        blank=True,
        help_text=_("As the unit's register has it, with hexagonal brackets: 青经发〔2011〕12号."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT
    )
    return_note = models.TextField(_("why it was returned"), blank=True, editable=False)
    # The office's remark on each part, by the part's name; empty as soon as the head signs again.
    part_notes = models.JSONField(default=dict, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    submitted_by = _by()
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    adopted_by = _by()
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    archived_by = _by()

    objects = SummaryReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("summary report")
        verbose_name_plural = _("summary reports")
        constraints = [
            models.UniqueConstraint(name="one_report_per_unit", fields=["campaign", "unit"]),
            models.CheckConstraint(
                name="sent_report_is_frozen",
                condition=~Q(state__in=FROZEN)
                | Q(snapshot__isnull=False, submitted_at__isnull=False, submitted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="adopted_report_has_date",
                condition=~Q(state__in=[ReportState.ADOPTED, ReportState.ARCHIVED])
                | Q(adopted_at__isnull=False, adopted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """«Economic Development Bureau: summary report on the 2011 campaign»."""
        return gettext("%(unit)s: summary report on the %(campaign)s") % {
            "unit": self.unit.name,
            "campaign": self.campaign.title,
        }

    @property
    def unit_code(self) -> str:
        return self.unit.code

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_frozen(self) -> bool:
        return self.state in FROZEN
