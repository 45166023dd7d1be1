"""The portal's own lines in the workbench menu."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from core.ui.menu import MenuEntry

# Whoever may do any of these can have something to do; the three administrators cannot.
WORK = (
    P.UNIT_READ,
    P.ZONE_READ,
    P.COMPLAINT_HANDLE,
    P.COMPLAINT_INTAKE,
    P.COMPLAINT_DISCIPLINE,
    P.INSPECTION_RECORD,
    P.ARTICLE_EDIT,
)


TODO_KEYS = ("todo", "todo-zone")


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
]
