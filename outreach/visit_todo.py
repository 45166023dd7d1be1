"""Opinions that wait for a unit, for the workbench (R-059)."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from core.duties import Duties
from core.todo import Todo
from outreach.enums import OpinionState
from outreach.models import Opinion

_KIND = pgettext_lazy("to-do", "Opinion")


def todos(user: User) -> list[Duties]:
    """What was heard and is not disposed of, and what other units have handed on."""
    units = user.units_with(P.VISIT_EDIT)
    if not units:
        return []
    wanted = Q(state=OpinionState.OPEN, visit__unit__in=units) | Q(
        state=OpinionState.HANDED, handed_to__in=units
    )
    rows = Opinion.objects.filter(wanted).select_related("visit__unit")
    return [Duties(_KIND, rows, _todo, due="due_on")]


def _todo(row: Opinion) -> Todo:
    handed = row.state == OpinionState.HANDED
    page = "opinion-answer" if handed else "opinion-dispose"
    return Todo(
        kind=_KIND,
        title=row.text,
        number=row.number,
        meta=f"{row.visit.unit.short_name}，{row.get_nature_display()}",
        due_on=row.due_on,
        verb=_("Answer the opinion") if handed else _("Dispose of it"),
        url=reverse(f"outreach:{page}", args=[row.number]),
    )
