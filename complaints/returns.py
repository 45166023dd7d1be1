"""Cases that units handed back (退单): how many each, what came of it, and where they belong."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import Unit, User
from complaints.enums import Decision
from complaints.models import Complaint, Return


@dataclass(frozen=True)
class OfUnit:
    """What one unit handed back in a year, and how often others named it as the right one."""

    unit: Unit
    asked: int = 0
    granted: int = 0
    denied: int = 0
    waiting: int = 0
    named: int = 0


def by_unit(user: User, year: int) -> Sequence[OfUnit]:
    """The units with returns, the most first, of cases that the person may know of; 3 queries."""
    known = Complaint.objects.visible_to(user).values("pk")
    rows = Return.objects.filter(complaint__in=known, asked_at__year=year).order_by()
    decided = {
        name: Count("pk", filter=Q(decision=decision))
        for name, decision in (
            ("granted", Decision.GRANTED),
            ("denied", Decision.DENIED),
            ("waiting", Decision.OPEN),
        )
    }
    counted = rows.values_list("unit_id").annotate(asked=Count("pk"), **decided)
    found: dict[int, dict[str, int]] = {
        unit_id: dict(zip(("asked", *decided), numbers, strict=True))
        for unit_id, *numbers in counted
    }
    for unit_id, n in rows.values_list("suggested_unit_id").annotate(n=Count("pk")):
        found.setdefault(unit_id, {})["named"] = n
    units = Unit.objects.in_order().filter(pk__in=found)
    return sorted((OfUnit(unit, **found[unit.pk]) for unit in units), key=lambda one: -one.asked)


def last_granted(complaint: Complaint) -> Return | None:
    """The return after which the case came back to the desk."""
    if complaint.lead_unit_id is not None:
        return None
    rows = complaint.returns.filter(decision=Decision.GRANTED)
    return rows.select_related("unit", "suggested_unit").order_by("-id").first()
