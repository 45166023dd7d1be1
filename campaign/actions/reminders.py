"""The office reminds units of tasks that are open: one click for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from campaign import access, burden, notices, people
from campaign.models import UnitTask
from campaign.workflow import TASK
from core import audit, clock
from core.access import require


@dataclass(frozen=True)
class Reminded:
    """How the batch went: told today, told before, nobody to tell, budget used up."""

    sent: list[UnitTask]
    repeated: list[UnitTask]
    nobody: list[UnitTask]
    over_budget: list[UnitTask]


@transaction.atomic
def remind(*, tasks: Iterable[UnitTask], by: User) -> Reminded:
    """Remind the liaisons and heads of open tasks; each at most once a day.

    A unit that has had its budget of the month gets no more, unless a leader has said so.
    """
    require(access.can_remind(by))
    result = Reminded([], [], [], [])
    day = clock.today().isoformat()
    ids = [task.pk for task in tasks]
    chosen = list(UnitTask.objects.filter(pk__in=ids).open().in_order())
    room = burden.room({task.unit for task in chosen})
    for task in chosen:
        told = people.writers(task.unit)
        left = room.get(task.unit.code)
        if not told:
            result.nobody.append(task)
        elif left == 0:
            result.over_budget.append(task)
        elif notices.remind(task, told, f"office:{day}"):
            result.sent.append(task)
            _audit(task, by)
            if left is not None:
                room[task.unit.code] = left - 1
        else:
            result.repeated.append(task)
    return result


def _audit(task: UnitTask, by: User) -> None:
    audit.record(
        f"{TASK.kind}.remind",
        by=by,
        kind=TASK.kind,
        object_id=task.pk,
        number=task.number,
        unit_code=task.unit_code,
    )
