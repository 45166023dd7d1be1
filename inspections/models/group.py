"""Groups of external supervisors and the opinions they give (domain.md §4.21, R-129)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from core.models import Stamped
from core.stamps import at, by, pairs
from inspections.enums import GroupKind, OpinionState
from inspections.scope import serving, visible_opinions


class SupervisionGroup(models.Model):
    """Deputies, members of the CPPCC, democratic personages; they see only their own tasks."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=GroupKind)
    tasks = models.TextField(_("tasks"), max_length=1000, blank=True)
    targets = models.ManyToManyField(Unit, blank=True, verbose_name=_("units looked after"))
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("supervision group")
        verbose_name_plural = _("supervision groups")

    def __str__(self) -> str:
        return self.name


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    def serving(self) -> "GroupMemberQuerySet":
        """Members whose term runs today."""
        return self.filter(serving())


class GroupMember(models.Model):
    """A member, with the body that sent them and the term of office."""

    group = models.ForeignKey(SupervisionGroup, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="supervision_memberships"
    )
    organisation = models.CharField(_("organisation"), max_length=100, blank=True)
    term_start = models.DateField(_("from"))
    term_end = models.DateField(_("until"), null=True, blank=True)
    is_leader = models.BooleanField(_("group leader"), default=False)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="member_once", fields=["group", "user"])]

    def __str__(self) -> str:
        return f"{self.group}: {self.user}"


class OpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, user: User) -> "OpinionQuerySet":
        return self.filter(visible_opinions(user)).distinct()

    def waiting(self) -> "OpinionQuerySet":
        return self.filter(state=OpinionState.GIVEN)


class Opinion(Stamped):
    """What a group told the office; each one is answered, and its giver sees how."""

    group = models.ForeignKey(SupervisionGroup, models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    number = models.CharField(_("number"), max_length=25, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=OpinionState, default=OpinionState.GIVEN
    )
    text = models.TextField(_("opinion"), max_length=2000)
    reply_due = models.DateField(_("answer until"))
    reply = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at, answered_by = at(_("answered at")), by()

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = [*pairs("opinion", "answered")]

    def __str__(self) -> str:
        return self.number

    @property
    def unit_code(self) -> str:
        return self.unit.code
