"""The campaign's lines in the workbench menu."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import User
from campaign.enums import PlanState
from campaign.models import UnitPlan
from core.ui.menu import MenuEntry

_READERS = (Permission.UNIT_READ, Permission.ZONE_READ)

ENTRIES = [
    MenuEntry(
        "tasks", _("Phase tasks"), "check", "campaign:tasks", permissions=_READERS,
        group="material", order=5,
    ),
    MenuEntry(
        "plans", _("Unit plans"), "doc", "campaign:plans", permissions=_READERS,
        group="material", order=10,
    ),
    MenuEntry(
        "study", _("Study record"), "book", "campaign:sessions", permissions=_READERS,
        group="material", order=20,
    ),
    MenuEntry(
        "meetings", _("Meetings"), "people", "campaign:meetings", permissions=_READERS,
        group="material", order=25,
    ),
    MenuEntry(
        "life-meetings", _("Life meetings"), "lock", "campaign:life-meetings",
        permissions=_READERS, group="material", order=27,
    ),
    MenuEntry(
        "groups", _("Leadership groups"), "user", "campaign:groups", permissions=_READERS,
        group="material", order=30,
    ),
    MenuEntry(
        "burden", _("Burden meter"), "chart", "campaign:burden", permissions=_READERS,
        group="material", order=35,
    ),
    MenuEntry(
        "campaigns", _("Campaigns"), "flag", "campaign:campaigns",
        permissions=(Permission.ZONE_READ,), group="material", order=40,
    ),
    MenuEntry(
        "categories", _("Categories"), "list", "campaign:categories",
        permissions=(Permission.CAMPAIGN_MANAGE,), group="system", order=42,
    ),
    MenuEntry(
        "laws", _("Legal bases"), "book", "campaign:laws",
        permissions=(Permission.CAMPAIGN_MANAGE,), group="system", order=44,
    ),
]  # fmt: skip
ADDS = [
    MenuEntry(
        "study-new", _("Log a session"), "book", "campaign:session-new",
        permissions=(Permission.STUDY_EDIT,), order=20,
    ),
    MenuEntry(
        "meeting-new", _("Log a meeting"), "people", "campaign:meeting-new",
        permissions=(Permission.MEETING_EDIT, Permission.PLAN_REVIEW), order=30,
    ),
]  # fmt: skip


def counts(user: User) -> Mapping[str, QuerySet[UnitPlan]]:
    """Plans that wait for this person."""
    states = []
    if user.may(Permission.PLAN_REVIEW):
        states.append(PlanState.SUBMITTED)
    if user.may(Permission.PLAN_SIGN):
        states.append(PlanState.UNIT_REVIEW)
    if user.may(Permission.PLAN_EDIT):
        states += [PlanState.RETURNED, PlanState.AMENDING]
    if not states:
        return {}
    return {"plans": UnitPlan.objects.visible_to(user).filter(state__in=states)}
