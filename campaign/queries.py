"""Reads over several models: how far units and phases are."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from accounts.enums import Role
from accounts.models import Post, Unit
from campaign.enums import PhaseKind, TaskState
from campaign.models import Campaign, Phase, StudySession, UnitPlan, UnitTask
from campaign.models.plan import EDITABLE
from campaign.models.task import FINISHED, overdue


@dataclass(frozen=True)
class PhaseProgress:
    """How far one unit is in one phase. Weights are sums over its tasks, excused ones left out."""

    phase: Phase
    weight: int = 0
    done_weight: int = 0
    tasks: int = 0
    finished: int = 0
    late: int = 0
    overdue: int = 0
    elapsed: float = 0.0

    @property
    def share(self) -> float:
        """Weighted share done, from 0 to 1; a unit without tasks is done."""
        return self.done_weight / self.weight if self.weight else 1.0

    @property
    def percent(self) -> int:
        return int(self.share * 100)

    @property
    def elapsed_percent(self) -> int:
        return int(self.elapsed * 100)

    @property
    def gap(self) -> int:
        """Percentage points behind time (negative: ahead)."""
        return self.elapsed_percent - self.percent


@dataclass
class UnitProgress:
    """A unit's phases by kind."""

    unit: Unit
    phases: dict[str, PhaseProgress] = field(default_factory=dict)

    def of(self, kind: PhaseKind) -> PhaseProgress:
        return self.phases[kind]


def progress(
    campaign: Campaign, today: dt.date, units: Iterable[Unit] | None = None
) -> list[UnitProgress]:
    """Weighted progress of units (all active ones) against the time gone by.

    Two queries however many units there are (one when `units` are given), besides the
    campaign's phases if not yet fetched.
    """
    chosen = list(Unit.objects.active().in_order()) if units is None else list(units)
    rows = {(row["unit_id"], row["task__phase_id"]): row for row in _sums(campaign, today, chosen)}
    result = []
    for unit in chosen:
        entry = UnitProgress(unit)
        for phase in campaign.phase_list:
            row = rows.get((unit.pk, phase.pk), {})
            entry.phases[phase.kind] = PhaseProgress(
                phase=phase,
                weight=row.get("weight") or 0,
                done_weight=row.get("done_weight") or 0,
                tasks=row.get("tasks", 0),
                finished=row.get("finished", 0),
                late=row.get("late", 0),
                overdue=row.get("overdue", 0),
                elapsed=phase.elapsed(today),
            )
        result.append(entry)
    return result


def _sums(campaign: Campaign, today: dt.date, units: list[Unit]) -> Iterable[Mapping[str, Any]]:
    required, finished = ~Q(state=TaskState.EXCUSED), Q(state__in=FINISHED)
    return (
        UnitTask.objects.of(campaign)
        .filter(unit__in=units)
        .values("unit_id", "task__phase_id")
        .annotate(
            weight=Sum("task__weight", filter=required),
            done_weight=Sum("task__weight", filter=finished),
            tasks=Count("pk", filter=required),
            finished=Count("pk", filter=finished),
            late=Count("pk", filter=Q(state=TaskState.LATE)),
            overdue=Count("pk", filter=overdue(today)),
        )
        .order_by()
    )


def units_without_tasks(campaign: Campaign) -> QuerySet[Unit]:
    """Active units that no task of the campaign has been given to: they came later."""
    given = UnitTask.objects.of(campaign).values("unit")
    return Unit.objects.active().exclude(pk__in=given).in_order()


def plans_of(post: Post) -> int:
    """Plans that wait for whoever holds a post: the liaison writes, the head signs."""
    plans = UnitPlan.objects.filter(unit=post.unit_id)
    if post.role == Role.LIAISON:
        return plans.filter(state__in=EDITABLE).count()
    return plans.waiting_for_head().count() if post.role == Role.UNIT_HEAD else 0


def sessions_of(post: Post) -> int:
    """Study sessions ahead of a liaison's unit."""
    if post.role != Role.LIAISON:
        return 0
    return StudySession.objects.filter(unit=post.unit_id).ahead().count()
