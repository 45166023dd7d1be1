"""Leadership groups of the zone and of units: who answers for what (R-110 to R-115)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign.enums import REQUIRED_MEMBERS, GroupLevel, MemberRole
from campaign.models.campaign import Campaign
from core.models import Stamped


class LeadershipGroupQuerySet(models.QuerySet["LeadershipGroup"]):
    def visible_to(self, user: User) -> "LeadershipGroupQuerySet":
        """The zone's group for everybody with business rights; a unit's for its people."""
        if user.reads_zone:
            return self
        units = user.units_with(Permission.UNIT_READ)
        return self.filter(Q(unit__in=units) | Q(level=GroupLevel.ZONE)) if units else self.none()

    def of_zone(self) -> "LeadershipGroupQuerySet":
        return self.filter(level=GroupLevel.ZONE)


class LeadershipGroup(Stamped):
    """The group that runs the campaign in the zone (no unit) or in one unit."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="groups")
    level = models.CharField(_("level"), max_length=6, choices=GroupLevel)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name=_("unit")
    )
    title = models.CharField(_("title"), max_length=100)
    established_on = models.DateField(_("set up on"), null=True, blank=True)
    doc_no = models.CharField(_("document number"), max_length=50, blank=True)

    objects = LeadershipGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("leadership group")
        verbose_name_plural = _("leadership groups")
        constraints = [
            models.UniqueConstraint(
                name="one_group_per_unit", fields=["campaign", "unit"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="unit_group_has_unit",
                condition=Q(level=GroupLevel.ZONE, unit=None)
                | Q(level=GroupLevel.UNIT, unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        return f"JG-{self.campaign.year}-{self.unit.code}" if self.unit else self.title

    @property
    def unit_code(self) -> str:
        return self.unit.code if self.unit else ""

    def missing_roles(self) -> list[MemberRole]:
        """Links of the responsibility chain that nobody holds yet (R-114)."""
        held = {member.role for member in self.members.all()}
        return [role for role in REQUIRED_MEMBERS if role not in held]


class GroupMember(models.Model):
    """A person of the group, named by post; `account` if they use the portal."""

    group = models.ForeignKey(LeadershipGroup, models.CASCADE, related_name="members")
    name = models.CharField(_("name"), max_length=60)
    post = models.CharField(pgettext_lazy("group member", "post"), max_length=60)
    role = models.CharField(_("part in the group"), max_length=12, choices=MemberRole)
    in_charge_of = models.CharField(_("in charge of"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("group member")
        verbose_name_plural = _("group members")

    def __str__(self) -> str:
        return f"{self.name}（{self.post}）"
