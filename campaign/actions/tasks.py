"""Tick units' tasks from the records that fulfil them, and untick them again."""

import datetime as dt

from django.db import transaction

from accounts.models import Unit, User
from campaign import deadlines
from campaign.enums import Evidence
from campaign.models import Campaign, TaskEvidence, UnitTask
from campaign.workflow import TASK
from core import clock
from core.actors import SYSTEM, Actor
from core.workflow import lock


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
    task is late (today). Returns the task counted for, or None when nothing asks for the
    record: then nothing happens. A record counts once, however often it is handed in.
    """
    Evidence(evidence)  # a wrong value is a fault of the caller, not an empty result
    if TaskEvidence.objects.filter(kind=kind, object_id=object_id).exists():
        return None
    campaign = campaign or Campaign.objects.current_or_none()
    if campaign is None:
        return None
    task = _next_open(campaign, unit, evidence)
    if task is None:
        return None
    day = on or clock.today()
    TaskEvidence.objects.create(
        unit_task=task, kind=kind, object_id=object_id, number=number, counted_on=day
    )
    _settle(task, by)
    return task


def _next_open(campaign: Campaign, unit: Unit, evidence: str) -> UnitTask | None:
    tasks = UnitTask.objects.of(campaign).open().filter(unit=unit, task__evidence=evidence)
    return (
        tasks.select_for_update(of=("self",))
        .select_related("task__phase", "unit")
        .order_by("task__due", "task__order", "pk")
        .first()
    )


def _settle(task: UnitTask, by: Actor) -> None:
    """Finish the task once it has enough records; the last one that it took decides the day."""
    days = sorted(task.evidence.values_list("counted_on", flat=True))
    if len(days) < task.task.quantity:
        return
    task.done_on = days[task.task.quantity - 1]
    step = "fulfil" if task.done_on <= task.task.due else "fulfil_late"
    TASK.apply(task, step, by=SYSTEM, extra={"by": by.username}, save=["done_on"])
    deadlines.close(task, "fulfilled")


@transaction.atomic
def hand_in(
    evidence: str, *, unit: Unit, on: dt.date | None = None, campaign: Campaign | None = None
) -> UnitTask | None:
    """Note that a unit has handed in what others must still judge: its clock stops.

    The first day counts; it decides whether the unit is in time.
    """
    campaign = campaign or Campaign.objects.current_or_none()
    task = _next_open(campaign, unit, evidence) if campaign else None
    if task is None or task.handed_in_on:
        return task
    task.handed_in_on = on or clock.today()
    task.version += 1
    task.save(update_fields=["handed_in_on", "version", "updated_at"])
    deadlines.close(task, "handed-in")
    return task


@transaction.atomic
def unfulfil(*, kind: str, object_id: int, by: Actor) -> UnitTask | None:
    """Take a record back that no longer counts (cancelled, withdrawn).

    The task opens again when too few records are left. Returns the task it counted for.
    """
    row = TaskEvidence.objects.filter(kind=kind, object_id=object_id).first()
    if row is None:
        return None
    task = lock(row.unit_task)
    row.delete()
    if task.done_on and task.evidence.count() < task.task.quantity:
        task.done_on = None
        TASK.apply(task, "unfulfil", by=SYSTEM, extra={"by": by.username}, save=["done_on"])
        deadlines.open_task(task)
    return task


@transaction.atomic
def excuse(*, task: UnitTask, by: User, reason: str) -> UnitTask:
    """Release a unit from a task, with the reason it will read."""
    task = lock(task)
    task.excuse = reason.strip()[:200]
    TASK.apply(task, "excuse", by=by, reason=reason, save=["excuse"])
    deadlines.close(task, "excused")
    return task


@transaction.atomic
def require_again(*, task: UnitTask, by: User) -> UnitTask:
    """Ask an excused unit for the task after all."""
    task = lock(task)
    task.excuse = ""
    TASK.apply(task, "unexcuse", by=by, save=["excuse"])
    deadlines.open_task(task)
    return task
