"""Tick units' tasks from the records that fulfil them, and untick them again."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Unit, User
from campaign import deadlines, notices
from campaign.enums import CampaignState, Evidence, EvidenceState, TaskState
from campaign.models import Campaign, TaskEvidence, UnitTask
from campaign.workflow import TASK
from core import clock
from core.actors import SYSTEM, Actor
from core.workflow import lock


@dataclass(frozen=True)
class _Record:
    """A record for a task. A wrong evidence is a fault of the caller, not an empty result."""

    evidence: str
    unit: Unit
    kind: str
    object_id: int
    number: str
    on: dt.date | None
    campaign: Campaign | None

    def __post_init__(self) -> None:
        Evidence(self.evidence)


@transaction.atomic
def fulfil(
    evidence: str,
    *,
    unit: Unit,
    by: Actor,
    kind: str,
    object_id: int,
    number: str = "",
    on: dt.date | None = None,
    campaign: Campaign | None = None,
) -> UnitTask | None:
    """Count a record towards the unit's earliest open task of that evidence.

    `kind`, `object_id`, `number` name the record; `on` is the day that decides whether the
    task is late (today; what was handed in before keeps that day). Returns the task counted for,
    or None when nothing asks for the record: then nothing happens. A record counts once, however
    often it is handed in.
    """
    record = _Record(evidence, unit, kind, object_id, number, on, campaign)
    return _take(record, EvidenceState.COUNTS, by)


@transaction.atomic
def hand_in(
    evidence: str,
    *,
    unit: Unit,
    by: Actor,
    kind: str,
    object_id: int,
    number: str = "",
    on: dt.date | None = None,
    campaign: Campaign | None = None,
) -> UnitTask | None:
    """Note a record that the unit has handed in and others must still judge: the clock stops.

    The first day counts; it decides whether the unit is in time.
    """
    record = _Record(evidence, unit, kind, object_id, number, on, campaign)
    return _take(record, EvidenceState.WAITING, by)


@transaction.atomic
def give_back(*, kind: str, object_id: int, by: Actor) -> UnitTask | None:
    """Whoever judges a record wants it changed: it does not count until it comes again.

    The unit's clock does not run again: the day of the first handing in decides.
    """
    row = _row(kind, object_id)
    return _become(row, EvidenceState.RETURNED, by) if row and _is_running(row) else None


@transaction.atomic
def unfulfil(*, kind: str, object_id: int, by: Actor) -> UnitTask | None:
    """Take a record back that no longer counts (cancelled, withdrawn).

    The task opens again when too few records are left. Returns the task it counted for; what a
    campaign has closed with stays as it is.
    """
    row = _row(kind, object_id)
    if row is None or not _is_running(row):
        return None
    task = lock(row.unit_task)
    row.delete()
    _refill(task)
    return _judge(task, by)


def _take(record: _Record, state: EvidenceState, by: Actor) -> UnitTask | None:
    row = _row(record.kind, record.object_id)
    if row is not None:
        # An amendment of what is on file takes nothing back.
        return None if row.state == EvidenceState.COUNTS else _become(row, state, by)
    task = _place(record.campaign, record.unit, record.evidence)
    if task is None:
        return None
    TaskEvidence.objects.create(
        unit_task=task,
        kind=record.kind,
        object_id=record.object_id,
        number=record.number,
        counted_on=record.on or clock.today(),
        state=state,
    )
    return _judge(task, by)


def _row(kind: str, object_id: int) -> TaskEvidence | None:
    rows = TaskEvidence.objects.select_related(
        "unit_task__task__phase__campaign", "unit_task__unit"
    )
    return rows.filter(kind=kind, object_id=object_id).first()


def _is_running(row: TaskEvidence) -> bool:
    """Whether the campaign of the record is still under way: what is closed stays as it was."""
    state = row.unit_task.task.phase.campaign.state
    return state not in (CampaignState.CLOSED, CampaignState.ARCHIVED)


def _place(campaign: Campaign | None, unit: Unit, evidence: str) -> UnitTask | None:
    """The task that a new record is for: the first that lacks one, else the last that asked."""
    campaign = campaign or Campaign.objects.current_or_none()
    rows = list(_siblings(campaign, unit, evidence)) if campaign else []
    for row in rows:
        if row.state == TaskState.OPEN and row.evidence.count() < row.task.quantity:
            return row
    return rows[-1] if rows else None


def _siblings(campaign: Campaign, unit: Unit, evidence: str) -> QuerySet[UnitTask]:
    """The unit's tasks of one evidence, locked, the earliest first."""
    tasks = UnitTask.objects.of(campaign).filter(unit=unit, task__evidence=evidence)
    return (
        tasks.select_for_update(of=("self",))
        .select_related("task__phase__campaign", "unit")
        .order_by("task__due", "task__order", "pk")
    )


def _become(row: TaskEvidence, state: EvidenceState, by: Actor) -> UnitTask:
    task = lock(row.unit_task)
    row.state = state
    row.save(update_fields=["state"])
    return _judge(task, by)


def _refill(task: UnitTask) -> None:
    """Take over a record that another task of the same evidence does not need."""
    needed = task.task.quantity
    if task.evidence.count() >= needed:
        return
    for other in _siblings(task.task.phase.campaign, task.unit, task.task.evidence):
        spare = list(other.evidence.all())[other.task.quantity :]
        if other.pk != task.pk and spare:
            TaskEvidence.objects.filter(pk=spare[0].pk).update(unit_task=task)
            return


def _judge(task: UnitTask, by: Actor) -> UnitTask:
    """Bring a task to what its records say; the last one that it took decides the day."""
    if task.state == TaskState.EXCUSED:
        return task
    needed = task.task.quantity
    rows = list(task.evidence.all())
    counted = [row.counted_on for row in rows if row.state == EvidenceState.COUNTS]
    ran = _clock_runs(task)
    done_on = counted[needed - 1] if len(counted) >= needed else None
    handed_in_on = rows[needed - 1].counted_on if len(rows) >= needed else None
    if handed_in_on != task.handed_in_on:
        task.handed_in_on = handed_in_on
        task.version += 1
        task.save(update_fields=["handed_in_on", "version", "updated_at"])
    if done_on != task.done_on:
        _finish(task, done_on, by)
    _run_clock(task, ran)
    return task


def _finish(task: UnitTask, done_on: dt.date | None, by: Actor) -> None:
    said = {"by": by.username}
    if task.done_on is not None:
        task.done_on = None
        TASK.apply(task, "unfulfil", by=SYSTEM, extra=said, save=["done_on"])
    if done_on is not None:
        task.done_on = done_on
        step = "fulfil" if done_on <= task.task.due else "fulfil_late"
        TASK.apply(task, step, by=SYSTEM, extra=said, save=["done_on"])


def _clock_runs(task: UnitTask) -> bool:
    return task.handed_in_on is None and task.done_on is None


def _run_clock(task: UnitTask, ran: bool) -> None:
    """Remind as long as nothing is handed in; then nothing waits any more."""
    runs = _clock_runs(task)
    if runs and not ran and task.unit.active:
        deadlines.open_task(task)
    elif not runs:
        deadlines.close(task, "fulfilled" if task.done_on else "handed-in")
        notices.settle_task(task)


@transaction.atomic
def excuse(*, task: UnitTask, by: User, reason: str) -> UnitTask:
    """Release a unit from a task, with the reason it will read."""
    task = lock(task)
    task.excuse = reason.strip()[:200]
    TASK.apply(task, "excuse", by=by, reason=reason, save=["excuse"])
    deadlines.close(task, "excused")
    notices.settle_task(task)
    return task


@transaction.atomic
def require_again(*, task: UnitTask, by: User) -> UnitTask:
    """Ask an excused unit for the task after all."""
    task = lock(task)
    task.excuse = ""
    TASK.apply(task, "unexcuse", by=by, save=["excuse"])
    deadlines.open_task(task)
    # What the unit has made in the meantime counts.
    return _judge(task, by)
