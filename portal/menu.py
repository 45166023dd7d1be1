"""The portal's own lines in the workbench menu."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from core.ui.menu import MenuEntry

# Whoever may do any of these can have something to do in the campaign.
WORK = (
    P.UNIT_READ,
    P.ZONE_READ,
    P.COMPLAINT_HANDLE,
    P.COMPLAINT_INTAKE,
    P.COMPLAINT_DISCIPLINE,
    P.INSPECTION_RECORD,
    P.ARTICLE_EDIT,
)
# The three administrators have accounts, units and the trail to look after, and nothing else.
ADMINISTRATION = (P.USERS_MANAGE, P.ROLES_GRANT, P.SETTINGS_MANAGE, P.AUDIT_READ)


TODO_KEYS = ("todo", "todo-zone", "todo-system")


def _in_a_unit(user: Any) -> bool:
    return bool(user.is_staff_of_a_unit)


def _in_the_zone(user: Any) -> bool:
    return not _in_a_unit(user)


ENTRIES = [
    MenuEntry(
        TODO_KEYS[0],
        _("My to-dos"),
        "inbox",
        "portal:todo",
        WORK,
        order=20,
        shown_to=_in_a_unit,
    ),
    MenuEntry(
        TODO_KEYS[1],
        _("Waiting for me"),
        "inbox",
        "portal:todo",
        WORK,
        order=20,
        shown_to=_in_the_zone,
    ),
    MenuEntry(
        TODO_KEYS[2],
        _("Waiting for me"),
        "inbox",
        "portal:todo",
        ADMINISTRATION,
        group="system",
        order=5,
    ),
]
