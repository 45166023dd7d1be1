"""The report of the zone, made by the office from those of the units (domain.md §4.16)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from reports.enums import ZONE_FROZEN, ZoneState
from reports.models.parts import SixParts


class ZoneReport(SixParts):
    """One for each campaign; the figures are those of all units together.

    `snapshot` also holds `units`: a line for each unit, as `reports.zone.unit_lines` gives it.
    """

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="zone_report")
    number = models.CharField(_("number"), max_length=40, unique=True)
    doc_no = models.CharField(
        _("document number"),
        max_length=50,
        blank=True,
        help_text=_("With hexagonal brackets: 青开党发〔2011〕6号."),
    )
    state = models.CharField(
        pgettext_lazy("zone report", "state"),
        max_length=10,
        choices=ZoneState,
        default=ZoneState.DRAFT,
    )
    issued_on = models.DateField(_("issued on"), null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    archived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("report of the zone")
        verbose_name_plural = _("reports of the zone")
        constraints = [
            models.CheckConstraint(
                name="issued_zone_report_is_frozen",
                condition=~Q(state__in=ZONE_FROZEN)
                | Q(snapshot__isnull=False, issued_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """«Summary report of the zone on the 2011 campaign»."""
        return gettext("Report of the zone on the %(campaign)s") % {"campaign": self.campaign.title}

    @property
    def unit_code(self) -> str:
        """It belongs to the zone, not to a unit."""
        return ""

    @property
    def is_editable(self) -> bool:
        return self.state == ZoneState.DRAFT

    @property
    def is_frozen(self) -> bool:
        return self.state in ZONE_FROZEN
