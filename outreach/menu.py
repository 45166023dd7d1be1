"""The lines of outreach in the menu of the workbench."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import User
from core.ui.menu import MenuEntry
from outreach.models import EnterpriseCase

ENTRIES = [
    MenuEntry(
        "enterprise-cases",
        _("Enterprise cases"),
        "medal",
        "outreach:cases",
        permissions=(P.UNIT_READ, P.ZONE_READ),
        group="work",
        order=50,
    ),
    MenuEntry(
        "enterprises",
        _("Enterprises"),
        "people",
        "outreach:enterprises",
        permissions=(P.UNIT_READ, P.ZONE_READ),
        group="work",
        order=52,
    ),
    MenuEntry(
        "visits",
        _("Field visits"),
        "flag",
        "outreach:visits",
        permissions=(P.UNIT_READ, P.ZONE_READ),
        group="work",
        order=54,
    ),
    MenuEntry(
        "research",
        _("Research reports"),
        "book",
        "outreach:reports",
        permissions=(P.UNIT_READ, P.ZONE_READ),
        group="work",
        order=56,
    ),
]

ADDS = [
    MenuEntry(
        "case-new",
        _("Register an enterprise case"),
        "medal",
        "outreach:case-new",
        permissions=(P.CASE_EDIT, P.CASE_REVIEW),
        order=40,
    ),
    MenuEntry(
        "visit-new",
        _("Log a field visit"),
        "flag",
        "outreach:visit-new",
        permissions=(P.VISIT_EDIT,),
        order=42,
    ),
]


def counts(user: User) -> Mapping[str, QuerySet[Any]]:
    """Open cases."""
    if not any(user.may(right) for right in (P.UNIT_READ, P.ZONE_READ)):
        return {}
    return {"enterprise-cases": EnterpriseCase.objects.visible_to(user).open()}
