"""Which items a person may see. `visible_to` on the QuerySet applies it."""

from collections.abc import Callable, Iterable

from django.db.models import Q

from accounts.enums import Permission as P
from accounts.models import Unit, User
from rectification.enums import DONE_STATES, OwnerKind, State

# Given by the inspections package: the units an inspector is assigned to at present.
UnitsOf = Callable[[User], Iterable[Unit]]
_assignments: list[UnitsOf] = []


def register_assignments(units_of: UnitsOf) -> None:
    """Let a package above tell which units a person inspects."""
    _assignments.append(units_of)


def visible(user: User) -> Q:
    """The items a person may see, as a condition; `visible_to` applies it.

    People of a unit: all of that unit. Readers of the zone: all but individuals' items
    that others' leading persons keep to themselves (domain.md §1.9 A6). Inspectors: what
    waits for a visit or a look-back, and everything of the units assigned to them but what a
    unit has noted down for itself and not sent yet.
    """
    seen = Q(pk__in=[])
    units = {unit.pk for unit in user.units_with(P.UNIT_READ)}
    if units:
        seen |= Q(unit__in=units)
    if user.reads_zone:
        seen |= ~Q(owner_kind=OwnerKind.PERSON)
    if user.may(P.ITEM_INSPECT):
        seen |= ~Q(owner_kind=OwnerKind.PERSON) & _to_inspect(user)
    return seen


def _to_inspect(user: User) -> Q:
    assigned = {unit.pk for units_of in _assignments for unit in units_of(user)}
    on_site = Q(is_key=True) | Q(sampled=True)
    own_notes = Q(state=State.DRAFT, origin_kind="")
    return (
        Q(unit__in=assigned) & ~own_notes
        | (on_site & Q(state=State.PENDING))
        | (on_site & Q(state__in=DONE_STATES))
    )
