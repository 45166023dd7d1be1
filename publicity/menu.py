"""The lines of publications in the menu of the workbench."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import User
from core.ui.menu import MenuEntry
from publicity import readers
from publicity.enums import OpinionState
from publicity.models import Opinion

ENTRIES = [
    MenuEntry(
        "publications",
        _("Publications"),
        "book",
        "publicity:publications",
        permissions=readers.PERMISSIONS,
        group="ledger",
        order=50,
    ),
    MenuEntry(
        "opinions",
        _("Opinions on publications"),
        "inbox",
        "publicity:opinions",
        permissions=(P.COMPLAINT_INTAKE,),
        group="work",
        order=60,
    ),
]


def counts(user: User) -> Mapping[str, QuerySet[Any]]:
    """Opinions that the desk has not read."""
    if not user.may(P.COMPLAINT_INTAKE):
        return {}
    return {"opinions": Opinion.objects.filter(state=OpinionState.NEW)}
