"""How like two plans are: a hint for the reviewer, never a judgement. Pure, besides one read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from campaign.models import PlanVersion, UnitPlan
from campaign.snapshot import Content

WIDTH = 8
"""Characters of a run that is looked for in the other plan."""
STRIKING = 0.6
"""Share of the runs that must stand in the other plan, too."""
SHORTEST = 60
"""Runs that a plan must have before anything is said about it."""
MOST = 3

_WRITTEN = ("goals", "features", "keypoints", "difficulties", "highlights", "measures")


@dataclass(frozen=True)
class Likeness:
    """Another unit's plan, and how much of this one stands in it (0 to 1)."""

    plan: UnitPlan
    share: float

    @property
    def percent(self) -> int:
        return int(self.share * 100)


def runs(content: Content, unit_name: str = "") -> frozenset[str]:
    """All runs of characters of what a plan says in its own words; names and marks left out."""
    text = "".join(_words(content))
    text = text.replace(unit_name, "") if unit_name else text
    letters = re.sub(r"\W|\d", "", text)
    return frozenset(letters[i : i + WIDTH] for i in range(len(letters) - WIDTH + 1))


def _words(content: Content) -> Iterator[str]:
    yield from (str(content.get(name) or "") for name in _WRITTEN)
    yield from (str(row["content"]) for row in content.get("phase_items") or [])


def share(mine: frozenset[str], other: frozenset[str]) -> float:
    """How much of `mine` stands in `other`."""
    return len(mine & other) / len(mine) if mine else 0.0


def strikingly_like(plan: UnitPlan, content: Content) -> list[Likeness]:
    """The plans of other units that this one repeats, most alike first; one query.

    `content`: the version under review; the others are taken as they were sent last.
    """
    mine = runs(content, plan.unit.short_name)
    if len(mine) < SHORTEST:
        return []
    others = (
        PlanVersion.objects.filter(plan__campaign_id=plan.campaign_id)
        .exclude(plan=plan)
        .order_by("plan_id", "-edition")
        .distinct("plan_id")
        .select_related("plan__unit")
    )
    found = [
        Likeness(row.plan, share(mine, runs(row.content, row.plan.unit.short_name)))
        for row in others
    ]
    striking = [row for row in found if row.share >= STRIKING]
    return sorted(striking, key=lambda row: -row.share)[:MOST]
