"""The office's overview: every unit with its plan, and every task with its units."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from accounts.models import Unit
from campaign.enums import Evidence, EvidenceState, PlanState, TaskState
from campaign.models import Campaign, PhaseTask, TaskEvidence, UnitTask
from campaign.models.plan import ON_FILE
from campaign.models.task import FINISHED, overdue

NOT_SENT = (PlanState.DRAFT, PlanState.UNIT_REVIEW)


def plan_rows(campaign: Campaign) -> QuerySet[UnitTask]:
    """One row for each unit that owes a plan, with the plan beside it (or nothing).

    Adds `plan_number`, `plan_state`, `first_sent`, `sent_at`, `returns` (how often returned).
    """
    plan = FilteredRelation("unit__plans", condition=Q(unit__plans__campaign=campaign))
    return (
        UnitTask.objects.of(campaign)
        .filter(task__evidence=Evidence.PLAN)
        .select_related("task", "unit")
        .annotate(plan=plan)
        .annotate(
            plan_number=F("plan__number"),
            plan_state=F("plan__state"),
            first_sent=F("plan__first_submitted_on"),
            sent_at=F("plan__submitted_at"),
            returns=Count("plan__notes__version", distinct=True),
        )
    )


def plan_views(today: dt.date) -> dict[str, Q]:
    """The saved views of the plan list: key to condition on `plan_rows`."""
    missing = Q(first_sent=None) & ~Q(state=TaskState.EXCUSED)
    return {
        "all": Q(),
        "missing": missing,
        "late": Q(first_sent__gt=F("task__due")) | (missing & Q(task__due__lt=today)),
        "excused": Q(state=TaskState.EXCUSED),
        "returned": Q(plan_state=PlanState.RETURNED),
        "review": Q(plan_state=PlanState.SUBMITTED),
        "filed": Q(plan_state__in=ON_FILE),
    }


def standing_rows(campaign: Campaign) -> QuerySet[UnitTask]:
    """All tasks of all active units; adds `is_returned`: the record it asks for was sent back."""
    returned = TaskEvidence.objects.filter(unit_task=OuterRef("pk"), state=EvidenceState.RETURNED)
    return (
        UnitTask.objects.of(campaign)
        .filter(unit__active=True)
        .select_related("task__phase", "unit")
        .annotate(is_returned=Exists(returned))
    )


def standing_views(today: dt.date, soon: dt.date) -> dict[str, Q]:
    """Who is missing, late, returned: conditions on `standing_rows`; `soon` ends «due soon»."""
    return {
        "missing": overdue(today) & Q(is_returned=False),
        "returned": Q(state=TaskState.OPEN, is_returned=True),
        "soon": Q(
            state=TaskState.OPEN,
            handed_in_on=None,
            is_returned=False,
            task__due__gte=today,
            task__due__lte=soon,
        ),
        "waiting": Q(state=TaskState.OPEN, handed_in_on__isnull=False, is_returned=False),
        "late": Q(state=TaskState.LATE),
    }


@dataclass(frozen=True)
class TaskCount:
    """A task of a phase with how its units stand."""

    task: PhaseTask
    done: int
    late: int
    open: int
    overdue: int
    excused: int

    @property
    def finished(self) -> int:
        return self.done + self.late

    @property
    def required(self) -> int:
        return self.done + self.late + self.open

    @property
    def percent(self) -> int:
        return (self.done + self.late) * 100 // self.required if self.required else 100


def task_counts(campaign: Campaign, today: dt.date) -> list[TaskCount]:
    """All tasks in order, each with its counts; one query."""
    state = "unit_tasks__state"
    rows = (
        PhaseTask.objects.filter(phase__campaign=campaign)
        .select_related("phase")
        .annotate(
            n_done=Count("unit_tasks", filter=Q(**{state: TaskState.DONE})),
            n_late=Count("unit_tasks", filter=Q(**{state: TaskState.LATE})),
            n_open=Count("unit_tasks", filter=Q(**{state: TaskState.OPEN})),
            n_overdue=Count(
                "unit_tasks",
                filter=Q(**{state: TaskState.OPEN}, unit_tasks__handed_in_on=None, due__lt=today),
            ),
            n_excused=Count("unit_tasks", filter=Q(**{state: TaskState.EXCUSED})),
        )
        .order_by("phase__start", "order", "pk")
    )
    return [
        TaskCount(row, row.n_done, row.n_late, row.n_open, row.n_overdue, row.n_excused)
        for row in rows
    ]


def task_views(today: dt.date) -> dict[str, Q]:
    """The saved views of a task's units."""
    return {
        "all": Q(),
        "open": Q(state=TaskState.OPEN),
        "overdue": overdue(today),
        "late": Q(state=TaskState.LATE),
        "done": Q(state__in=FINISHED),
        "excused": Q(state=TaskState.EXCUSED),
    }


def unit_tasks(campaign: Campaign, units: list[Unit]) -> list[UnitTask]:
    """The task list of units by phase, with the records that count; two queries."""
    rows = UnitTask.objects.of(campaign).filter(unit__in=units).in_order()
    return list(rows.prefetch_related("evidence"))
