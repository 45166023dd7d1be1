"""Change the days and tasks of a phase; deadlines move along, and the units are told."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Unit, User
from accounts.models.user import holders
from campaign import access, deadlines, notices
from campaign.actions import campaigns
from campaign.actions.campaigns import PhaseDraft, TaskDraft
from campaign.enums import PhaseKind
from campaign.models import Campaign, Phase, PhaseTask, UnitTask
from campaign.workflow import CAMPAIGN
from core import audit
from core.access import require
from core.errors import DomainError
from core.workflow import lock

# What the records already counted stand for cannot change under them.
FIXED = ("evidence", "quantity")


@dataclass(frozen=True)
class TaskLine:
    """A task as the form gives it; `task` is the id of the row it changes (0: a new one)."""

    draft: TaskDraft
    task: int = 0


@dataclass(frozen=True)
class Moved:
    """What changing a phase did: tasks with a new day, running deadlines moved, tasks given."""

    tasks: int
    deadlines: int
    given: int


@transaction.atomic
def set_phase(
    *,
    phase: Phase,
    by: User,
    version: int | None,
    name: str,
    start: dt.date,
    end: dt.date,
    lines: Sequence[TaskLine],
    carry: bool = False,
) -> Moved:
    """Set name, days and tasks of a phase.

    `carry`: tasks whose day stands as it was move by as many days as the last day of the phase.
    In a running campaign the open deadlines move too (finished tasks stay as they were judged),
    new tasks go to every unit they are for, and liaisons and heads of the units are told.
    Raises `DomainError` for overlapping phases, for a day before the phase and for changing or
    dropping a task that records count for already.
    """
    campaign = lock(phase.campaign, version)
    require(access.can_change_phases(by, campaign))
    phase = Phase.objects.get(pk=phase.pk)
    days_moved = (phase.start, phase.end) != (start, end)
    shift = end - phase.end if carry else dt.timedelta()
    phase.name, phase.start, phase.end = name.strip(), start, end
    _check(campaign, phase, lines)
    present = {task.pk: task for task in phase.tasks.all()}
    lines = [_carried(line, present.get(line.task), shift) for line in lines]
    phase.save(update_fields=["name", "start", "end"])
    _drop([task for pk, task in present.items() if pk not in {line.task for line in lines}])
    moved = _put(phase, lines, present)
    changed = Moved(
        tasks=len(moved),
        deadlines=_move_deadlines(moved),
        given=campaigns.enrol(campaign=campaign) if campaign.is_running else 0,
    )
    _record(campaign, phase, by, changed)
    if campaign.is_running and (days_moved or moved or changed.given):
        _tell(campaign, phase, changed)
    return changed


def _record(campaign: Campaign, phase: Phase, by: User, changed: Moved) -> None:
    campaign.version += 1
    campaign.save(update_fields=["version", "updated_at"])
    audit.record(
        f"{CAMPAIGN.kind}.phase",
        by=by,
        kind=CAMPAIGN.kind,
        object_id=campaign.pk,
        number=campaign.number,
        detail={
            "phase": phase.kind,
            "start": phase.start.isoformat(),
            "end": phase.end.isoformat(),
            "tasks_moved": changed.tasks,
            "tasks_given": changed.given,
        },
    )


def _carried(line: TaskLine, saved: PhaseTask | None, shift: dt.timedelta) -> TaskLine:
    if saved is None or line.draft.due != saved.due:
        return line
    return replace(line, draft=replace(line.draft, due=saved.due + shift))


def _check(campaign: Campaign, phase: Phase, lines: Sequence[TaskLine]) -> None:
    drafts = [
        PhaseDraft(PhaseKind(row.kind), row.name, row.start, row.end)
        for row in [*campaign.phases.exclude(pk=phase.pk), phase]
    ]
    campaigns.check_phases(sorted(drafts, key=lambda draft: draft.start))
    for line in lines:
        if line.draft.due < phase.start:
            said = {"task": line.draft.title, "day": phase.start.isoformat()}
            raise DomainError(
                _("“%(task)s” is due before the phase begins: give a day from %(day)s on.") % said,
                "due",
                "tasks",
            )


def _counted(task: PhaseTask) -> int:
    """How many units have handed in or counted something for the task."""
    rows = task.unit_tasks.filter(Q(evidence__isnull=False) | Q(handed_in_on__isnull=False))
    return rows.distinct().count()


def _refuse(task: PhaseTask, units: int) -> DomainError:
    said = {"task": task.title, "units": units}
    return DomainError(
        _(
            "%(units)d units have done something for “%(task)s”: keep the task with its kind of"
            " record and their number. Excuse the other units, or add a new task."
        )
        % said,
        "task-used",
        "tasks",
    )


def _drop(tasks: Sequence[PhaseTask]) -> None:
    for task in tasks:
        if units := _counted(task):
            raise _refuse(task, units)
        deadlines.close_tasks(UnitTask.objects.filter(task=task), "dropped")
        task.delete()


def _put(
    phase: Phase, lines: Sequence[TaskLine], present: dict[int, PhaseTask]
) -> dict[PhaseTask, dt.date]:
    """Write the tasks; those with a new day, and the day."""
    moved = {}
    for order, line in enumerate(lines, start=1):
        draft, saved = line.draft, present.get(line.task)
        task = saved or PhaseTask(phase=phase)
        if saved:
            _guard(saved, draft)
            if saved.due != draft.due:
                moved[saved] = draft.due
        task.title, task.evidence, task.due = draft.title, draft.evidence, draft.due
        task.weight, task.quantity, task.kinds = draft.weight, draft.quantity, list(draft.kinds)
        task.order = order
        task.save()
        if saved:
            _release(task)
    return moved


def _guard(saved: PhaseTask, draft: TaskDraft) -> None:
    same = all(getattr(saved, name) == getattr(draft, name) for name in FIXED)
    if not same and (units := _counted(saved)):
        raise _refuse(saved, units)


def _release(task: PhaseTask) -> None:
    """Units that the task is no longer for lose it, unless they have done something for it."""
    rows = task.unit_tasks.open().filter(evidence=None, handed_in_on=None).select_related("unit")
    gone = [row.pk for row in rows if not task.applies_to(row.unit)]
    deadlines.close_tasks(UnitTask.objects.filter(pk__in=gone), "not-for-unit")
    UnitTask.objects.filter(pk__in=gone).delete()


def _move_deadlines(moved: dict[PhaseTask, dt.date]) -> int:
    rows = UnitTask.objects.open().filter(task__in=list(moved))
    dues = {task.pk: due for task, due in moved.items()}
    return deadlines.move_tasks({row.pk: dues[row.task_id] for row in rows})


def _tell(campaign: Campaign, phase: Phase, moved: Moved) -> None:
    units = list(Unit.objects.filter(tasks__task__phase__campaign=campaign).distinct())
    if not units:
        return
    people = [*holders(Role.LIAISON, units), *holders(Role.UNIT_HEAD, units)]
    notices.phase_moved(phase, people, tasks=moved.tasks, given=moved.given)
