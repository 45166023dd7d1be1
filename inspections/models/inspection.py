"""The inspection: who goes where, why, and what came of it (domain.md §4.13)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from campaign.models import Campaign
from core.models import Stamped
from core.stamps import at, by, pairs
from inspections.enums import ACTIVE_STATES, RELEASED_STATES, Kind, State
from inspections.models.group import SupervisionGroup
from inspections.scope import visible_inspections


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, user: User) -> "InspectionQuerySet":
        """The inspections that exist for a person; others are a 404, counts and search too."""
        return self.filter(visible_inspections(user)).distinct()

    def released(self) -> "InspectionQuerySet":
        return self.filter(state__in=RELEASED_STATES)

    def active(self) -> "InspectionQuerySet":
        """Approved and not closed: the team works on them."""
        return self.filter(state__in=ACTIVE_STATES)


class Inspection(Stamped):
    """A visit to units by a team. A covert one does not exist for units until released."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="inspections")
    number = models.CharField(_("number"), max_length=20, unique=True)
    title = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    confidential = models.BooleanField(_("covert"), default=False, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    plan = models.TextField(_("inspection plan"), max_length=4000)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="led_inspections",
        verbose_name=_("team leader"),
    )
    team = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="inspections", verbose_name=_("team")
    )
    group = models.ForeignKey(
        SupervisionGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
        verbose_name=_("supervision group"),
    )
    units = models.ManyToManyField(
        Unit, related_name="inspections", verbose_name=_("units to be inspected")
    )
    start = models.DateTimeField(_("from"))
    end = models.DateTimeField(_("until"))
    # A random draw is proved by its seed: anybody can draw again and get the same units.
    draw_seed = models.CharField(_("seed of the draw"), max_length=64, blank=True)
    draw_pool = models.JSONField(default=list, blank=True)
    summary = models.TextField(_("overall picture"), max_length=4000, blank=True)
    conclusion = models.TextField(_("conclusion"), max_length=4000, blank=True)

    submitted_at, submitted_by = at(_("plan sent")), by()
    approved_at, approved_by = at(_("plan approved at")), by()
    began_at, began_by = at(_("begun")), by()
    concluded_at, concluded_by = at(_("concluded")), by()
    released_at, released_by = at(_("fed back")), by()
    closed_at, closed_by = at(_("closed at")), by()
    cancelled_at, cancelled_by = at(_("cancelled at")), by()

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        constraints = [
            *pairs(
                "inspection",
                "submitted",
                "approved",
                "began",
                "concluded",
                "released",
                "closed",
                "cancelled",
            ),
            models.CheckConstraint(
                name="inspection_ends_after_start", condition=Q(end__gte=F("start"))
            ),
            models.CheckConstraint(
                name="covert_is_confidential",
                condition=Q(confidential=True, kind=Kind.COVERT)
                | (Q(confidential=False) & ~Q(kind=Kind.COVERT)),
            ),
            models.CheckConstraint(
                name="released_has_conclusion",
                condition=~Q(state__in=RELEASED_STATES)
                | (~Q(conclusion="") & Q(released_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["state", "-start"], name="inspection_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def unit_code(self) -> str:
        """An inspection belongs to the zone; its findings belong to units."""
        return ""

    @property
    def is_released(self) -> bool:
        return self.state in RELEASED_STATES

    @property
    def day(self) -> Any:
        """The first day, in Shanghai."""
        return timezone.localdate(self.start)
