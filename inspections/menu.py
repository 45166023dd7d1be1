"""Menu entries, with open work and never totals."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from core.ui.menu import MenuEntry


def _is_team(user: Any) -> bool:
    return bool(user.may(P.INSPECTION_RECORD)) and not user.reads_zone


def _is_supervisor(user: Any) -> bool:
    return bool(user.supervision_memberships.serving().exists())


ENTRIES = [
    MenuEntry(
        "my-inspections",
        _("My inspections"),
        "eye",
        "inspections:inspections",
        permissions=(P.INSPECTION_RECORD,),
        group="top",
        order=15,
        shown_to=_is_team,
    ),
    MenuEntry(
        "inspections",
        _("Inspections"),
        "eye",
        "inspections:inspections",
        permissions=(P.ZONE_READ,),
        group="supervision",
        order=10,
    ),
    MenuEntry(
        "inspection-feedback",
        _("Results of inspections"),
        "eye",
        "inspections:inspections",
        permissions=(P.UNIT_READ,),
        group="supervision",
        order=10,
    ),
    MenuEntry(
        "slips",
        _("Supervision slips"),
        "flag",
        "inspections:slips",
        permissions=(P.ZONE_READ, P.UNIT_READ),
        group="supervision",
        order=20,
    ),
    MenuEntry(
        "opinions",
        _("Opinions of supervisors"),
        "people",
        "inspections:opinions",
        permissions=(P.ZONE_READ,),
        group="supervision",
        order=30,
    ),
    MenuEntry(
        "my-opinions",
        _("Opinions of our group"),
        "people",
        "inspections:opinions",
        permissions=(P.INSPECTION_RECORD,),
        group="supervision",
        order=30,
        shown_to=_is_supervisor,
    ),
]
ADDS = [
    MenuEntry(
        "inspection-new",
        _("Plan an inspection"),
        "eye",
        "inspections:new",
        permissions=(P.INSPECTION_PLAN,),
        order=50,
    ),
    MenuEntry(
        "slip-new",
        _("Write a slip"),
        "flag",
        "inspections:slip-new",
        permissions=(P.SLIP_ISSUE,),
        order=60,
    ),
]
