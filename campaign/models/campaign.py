"""The campaign of a year, its phases and its targets (R-001 to R-011)."""

import datetime as dt
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from campaign.enums import CampaignState, Elapsed, PhaseKind
from core import clock
from core.errors import DomainError
from core.models import Attachment, Stamped

RUNNING = (CampaignState.ACTIVE, CampaignState.CLOSING)
# What has ended is a record; only the targets' actual figures, the plan and words come later.
PLANNABLE = (CampaignState.DRAFT, *RUNNING)


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def running(self) -> "CampaignQuerySet":
        """Campaigns under way or being summed up, latest year first."""
        return self.filter(state__in=RUNNING).order_by("-year")

    def current_or_none(self) -> "Campaign | None":
        """The campaign that is running, for pages that can do without one."""
        return self.running().prefetch_related("phases").first()

    def current(self) -> "Campaign":
        """The campaign that is running, its phases fetched (two queries).

        Raises `DomainError` (code `no-campaign`) when none is.
        """
        found = self.current_or_none()
        if found is None:
            raise DomainError(
                _("No campaign is running. Ask the leadership-group office to start one."),
                "no-campaign",
            )
        return found


class Campaign(Stamped):
    """A year's campaign: what the issuing document says, and where complaints go."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    theme = models.CharField(_("theme"), max_length=100)
    policy = models.TextField(_("policy"), blank=True)
    guiding_thought = models.TextField(_("guiding thought"), blank=True)
    issuer = models.CharField(_("issued by"), max_length=100)
    doc_no = models.CharField(_("document number"), max_length=50, blank=True)
    # the host organ of the office changes with reforms, so it is text.
    office_host = models.CharField(_("seat of the office"), max_length=100)
    hotline = models.CharField(_("hotline"), max_length=40)
    address = models.CharField(_("address"), max_length=200)
    hours = models.CharField(_("opening hours"), max_length=100)
    email = models.EmailField(_("e-mail"), blank=True)
    # the plan as it was issued, for everybody to fetch.
    plan_document = models.ForeignKey(
        Attachment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the plan as issued"),
    )
    # What the office promises the units (减负承诺): it stands on the public page.
    reminder_budget = models.PositiveSmallIntegerField(
        _("reminders a unit may get in a month"),
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
    )
    previous = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="next",
        verbose_name=_("last year's campaign"),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=CampaignState, default=CampaignState.DRAFT
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        return str(self.year)

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def unit_code(self) -> str:
        """A campaign belongs to the zone, not to a unit."""
        return ""

    @cached_property
    def phase_list(self) -> list["Phase"]:
        """The phases in order of time."""
        return sorted(self.phases.all(), key=lambda phase: phase.start)

    @property
    def start(self) -> dt.date:
        """First day of the first phase."""
        return self.phase_list[0].start

    @property
    def end(self) -> dt.date:
        """Last day of the last phase."""
        return self.phase_list[-1].end

    def phase(self, kind: PhaseKind) -> "Phase":
        """The phase of a kind."""
        return next(phase for phase in self.phase_list if phase.kind == kind)

    def phase_on(self, day: dt.date | None = None) -> "Phase | None":
        """The phase under way on a day (today), if any."""
        day = day or clock.today()
        return next((phase for phase in self.phase_list if phase.start <= day <= phase.end), None)


class ReferenceDocument(models.Model):
    """A document that the campaign is based on (R-032)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="references")
    title = models.CharField(_("title"), max_length=200)
    doc_no = models.CharField(_("document number"), max_length=50, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("reference document")
        verbose_name_plural = _("reference documents")

    def __str__(self) -> str:
        return f"《{self.title}》（{self.doc_no}）" if self.doc_no else f"《{self.title}》"


class CampaignTarget(models.Model):
    """An economic target that the campaign serves (R-010)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets")
    name = models.CharField(_("target"), max_length=100)
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    measure = models.CharField(_("unit of measure"), max_length=20)
    growth_pct = models.DecimalField(
        _("growth in %"), max_digits=6, decimal_places=1, null=True, blank=True
    )
    actual = models.DecimalField(
        _("actual"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")

    def __str__(self) -> str:
        return f"{self.name} {self.value.normalize():f}{self.measure}"

    @property
    def reached(self) -> Decimal | None:
        """The actual figure in percent of the target, once it is known."""
        if self.actual is None or not self.value:
            return None
        return self.actual / self.value * 100


class Phase(models.Model):
    """One of the three phases, with fixed first and last day (both included)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases")
    kind = models.CharField(_("kind"), max_length=20, choices=PhaseKind)
    name = models.CharField(_("name"), max_length=60)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))

    class Meta:
        ordering = ["start"]
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.UniqueConstraint(name="one_phase_of_a_kind", fields=["campaign", "kind"]),
            models.CheckConstraint(name="phase_ends_after_start", condition=Q(end__gte=F("start"))),
        ]

    def __str__(self) -> str:
        return self.name

    def contains(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    def stands(self, day: dt.date) -> Elapsed:
        """Whether the phase lies before, around or behind a day."""
        if day < self.start:
            return Elapsed.BEFORE
        return Elapsed.DURING if day <= self.end else Elapsed.AFTER

    def elapsed(self, day: dt.date) -> float:
        """Share of the phase's days gone by at the end of a day, from 0 to 1."""
        days = (self.end - self.start).days + 1
        return min(max((day - self.start).days + 1, 0), days) / days
