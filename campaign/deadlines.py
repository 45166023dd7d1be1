"""The deadline of each unit's task: it reminds by itself until the task is done."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from accounts.enums import Role
from accounts.models import Post
from campaign.models import UnitTask
from campaign.notices import TaskDue
from campaign.workflow import TASK
from core import deadlines
from core.deadlines import DeadlineKind, Subject
from core.models import Deadline
from core.notices import NoticeDraft


class TaskDeadline(DeadlineKind):
    """T-5, T-1, T, T+1 working days; the deputy in charge from T-1 on (domain.md §4.22)."""

    code = "campaign.task"
    steps = (-5, -1, 0, 1)

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        roles = [Role.LIAISON, Role.UNIT_DEPUTY] if step >= -1 else [Role.LIAISON]
        ids = [row.subject_id for row in deadlines]
        tasks = UnitTask.objects.filter(pk__in=ids).select_related("task", "unit")
        people = _people(roles, {task.unit_id for task in tasks})
        return [
            NoticeDraft(
                TaskDue,
                recipients=people.get(task.unit_id, []),
                subject_kind=TASK.kind,
                subject_id=task.pk,
                number=task.number,
                params={
                    "task": task.task.title,
                    "due": task.task.due.isoformat(),
                    "late": step > 0,
                },
            )
            for task in tasks
        ]


def _people(roles: list[Role], units: Iterable[int]) -> dict[int, list[int]]:
    """Account ids by unit."""
    found: dict[int, list[int]] = {}
    posts = Post.objects.current().filter(role__in=roles, unit__in=list(units))
    for unit_id, user_id in posts.values_list("unit_id", "user_id").distinct():
        found.setdefault(unit_id, []).append(user_id)
    return found


def open_task(task: UnitTask) -> None:
    """Start the reminders of a task."""
    open_tasks([task])


def open_tasks(tasks: Sequence[UnitTask]) -> None:
    """Start the reminders of many tasks at once."""
    deadlines.open_all(
        TaskDeadline,
        TASK.kind,
        [Subject(task.pk, task.number, task.unit_code, task.task.due) for task in tasks],
    )


def close(task: UnitTask, reason: str) -> None:
    """Stop the reminders of a task."""
    deadlines.close(TaskDeadline, TASK.kind, task.pk, reason)


def close_tasks(tasks: Iterable[UnitTask], reason: str) -> None:
    """Stop the reminders of many tasks."""
    deadlines.close_many(TaskDeadline, TASK.kind, [task.pk for task in tasks], reason)


def move_tasks(new_dues: Mapping[int, dt.date]) -> int:
    """Move the running deadlines of many tasks (id to new day); how many were running."""
    return deadlines.extend_many(TaskDeadline, TASK.kind, new_dues)
