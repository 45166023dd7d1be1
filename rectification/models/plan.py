"""The rectification plan of a unit (整改方案; R-065, domain.md §4.7): the frame of its items."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from campaign.models import Campaign
from core.models import Stamped
from core.stamps import at, by, pairs
from rectification.enums import PLAN_INSIDE, OwnerKind, PlanState, State
from rectification.models.item import ItemQuerySet, RectificationItem


def planned_items(unit: Unit, campaign: Campaign | None) -> ItemQuerySet:
    """What a unit has promised in a campaign, in the order of the numbers; nothing of persons."""
    rows = RectificationItem.objects.filter(campaign=campaign, unit=unit)
    rows = rows.exclude(owner_kind=OwnerKind.PERSON).exclude(state=State.DRAFT)
    return rows.counted().order_by("number")


class PlanQuerySet(models.QuerySet["RectificationPlan"]):
    def visible_to(self, user: User) -> "PlanQuerySet":
        """The unit sees its own; the zone's readers what has left the unit."""
        seen = Q(unit__in=[unit.pk for unit in user.units_with(P.UNIT_READ)])
        if user.reads_zone:
            seen |= ~Q(state__in=PLAN_INSIDE)
        return self.filter(seen)


class RectificationPlan(Stamped):
    """One for each unit and campaign. It holds no list of items of its own: all that the unit has
    sent belong to it, those confirmed after its approval as additions (增补).

    Items of persons are never part of it.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="rectification_plans", verbose_name=_("unit")
    )
    number = models.CharField(_("number"), max_length=30, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=PlanState, default=PlanState.DRAFT)
    aims = models.TextField(_("aims and requirements"), max_length=1000)
    sent_at, sent_by = at(_("sent at")), by()
    signed_at, signed_by = at(_("signed by the head at")), by()
    approved_at, approved_by = at(_("approved at")), by()
    finished_at, finished_by = at(_("completed at")), by()

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("rectification plan")
        verbose_name_plural = _("rectification plans")
        constraints = [
            *pairs("plan", "sent", "signed", "approved", "finished"),
            models.UniqueConstraint(name="one_plan_a_unit", fields=["campaign", "unit"]),
            models.CheckConstraint(
                name="plan_approved",
                condition=Q(state__in=(PlanState.DRAFT, PlanState.UNIT_REVIEW, PlanState.SUBMITTED))
                | Q(signed_at__isnull=False, approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("rectification:plan", args=[self.unit_code])

    @property
    def unit_code(self) -> str:
        return self.unit.code

    def items(self) -> ItemQuerySet:
        """What the unit has promised, in the order of the numbers."""
        return planned_items(self.unit, self.campaign)

    def is_addition(self, item: RectificationItem) -> bool:
        """Whether an item was confirmed after the plan had been approved."""
        if self.approved_at is None or item.accepted_at is None:
            return False
        return item.accepted_at > self.approved_at
