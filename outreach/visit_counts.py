"""How often each unit went where: in the order of units, never ranked (domain.md §2.10)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from accounts.models import Unit, User
from outreach.enums import VisitKind
from outreach.models import FieldVisit


@dataclass(frozen=True)
class UnitVisits:
    """One unit: the visits of each kind in the order of `VisitKind`."""

    code: str
    name: str
    counts: list[int]

    @property
    def has_gap(self) -> bool:
        """Whether it has not been to one of the three at all."""
        return 0 in self.counts


def by_kind(user: User) -> dict[str, int]:
    """Visits of each kind that the person sees: one query."""
    rows = FieldVisit.objects.visible_to(user).values("kind").annotate(n=Count("id"))
    found = {row["kind"]: row["n"] for row in rows.order_by()}
    return {kind: found.get(kind, 0) for kind in VisitKind.values}


def by_unit(user: User) -> list[UnitVisits]:
    """Every active unit with its visits of each kind: two queries."""
    rows = FieldVisit.objects.visible_to(user).values("unit_id", "kind").annotate(n=Count("id"))
    found: Mapping[tuple[int, str], int] = {
        (row["unit_id"], row["kind"]): row["n"] for row in rows.order_by()
    }
    return [
        UnitVisits(
            unit.code,
            unit.short_name,
            [found.get((unit.pk, kind), 0) for kind in VisitKind.values],
        )
        for unit in Unit.objects.active().in_order()
    ]
