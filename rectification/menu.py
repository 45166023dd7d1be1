"""The ledger's lines in the menu of the workbench."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from core.ui.menu import MenuEntry
from rectification.enums import Rank
from rectification.models import RectificationItem
from rectification.queries import to_verify

ENTRIES = [
    MenuEntry(
        "ledger",
        _("Rectification ledger"),
        "list",
        "rectification:ledger",
        permissions=(P.UNIT_READ, P.ZONE_READ, P.ITEM_INSPECT),
        group="ledger",
        order=10,
    ),
    MenuEntry(
        "verify",
        _("Verify and strike off"),
        "check",
        "rectification:queue",
        permissions=(P.ITEM_VERIFY, P.ITEM_INSPECT),
        group="ledger",
        order=40,
    ),
    MenuEntry(
        "self-checks",
        _("Self-check"),
        "eye",
        "rectification:self-checks",
        permissions=(P.UNIT_READ, P.ZONE_READ),
        group="material",
        order=22,
    ),
    MenuEntry(
        "rules",
        pgettext_lazy("rule", "Rules"),
        "book",
        "rectification:rules",
        permissions=(P.UNIT_READ, P.ZONE_READ),
        group="material",
        order=40,
    ),
]

ADDS = [
    MenuEntry(
        "item-new",
        _("Register an item"),
        "list",
        "rectification:new",
        permissions=(P.ITEM_EDIT, P.ITEM_REVIEW),
        order=10,
    ),
    MenuEntry(
        "rule-new",
        _("Plan a rule"),
        "book",
        "rectification:rule-new",
        permissions=(P.RULE_EDIT,),
        order=60,
    ),
]


def counts(user: User) -> Mapping[str, QuerySet[RectificationItem]]:
    """Open items, and those that wait for this person's verification."""
    if not any(user.may(right) for right in (P.UNIT_READ, P.ZONE_READ, P.ITEM_INSPECT)):
        return {}
    open_items = RectificationItem.objects.visible_to(user).filter(rank=Rank.OPEN)
    return {"ledger": open_items, "verify": to_verify(user)}
