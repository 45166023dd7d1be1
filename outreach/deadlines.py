"""Which deadlines the case of an enterprise has, and whom they remind."""

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from accounts.enums import Role
from core import deadlines, notices
from core.models import Deadline
from core.notices import NoticeDraft
from outreach import people
from outreach.enums import CaseState
from outreach.models import EnterpriseCase
from outreach.notices import CaseNotice, FollowUpDue, PromiseDue, ResultDue
from outreach.workflow import KIND


class _AtUnit(deadlines.DeadlineKind):
    """For the unit's liaison; its head joins on the day, the office when it is late."""

    notice: ClassVar[type[CaseNotice]]

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        roles = [Role.LIAISON] if step < 0 else [Role.LIAISON, Role.UNIT_HEAD]
        told = people.of_units([row.unit_code for row in deadlines], *roles)
        office = [user.pk for user in people.office()] if step > 0 else []
        return [
            NoticeDraft(
                self.notice,
                [*told.get(row.unit_code, []), *office],
                KIND,
                row.subject_id,
                row.number,
            )
            for row in deadlines
        ]


class PromiseDeadline(_AtUnit):
    """Measures and a date within seven days (domain.md §2.9)."""

    code = "outreach.promise"
    steps = (-2, 0, 1)
    every = 3
    notice = PromiseDue


class ResultDeadline(_AtUnit):
    """The date that the unit has promised."""

    code = "outreach.result"
    steps = (-5, -1, 0, 1)
    every = 5
    notice = ResultDue


class FollowUpDeadline(_AtUnit):
    """The next follow-up of an open case (R-079); the office if no unit has the case yet."""

    code = "outreach.follow-up"
    steps = (-1, 0, 2)
    every = 5
    notice = FollowUpDue

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        ids = [row.subject_id for row in deadlines]
        waiting = EnterpriseCase.objects.filter(pk__in=ids, state=CaseState.REGISTERED)
        unassigned = set(waiting.values_list("pk", flat=True))
        office = people.office() if unassigned else []
        drafts = super().notices(
            [row for row in deadlines if row.subject_id not in unassigned], step, today
        )
        return drafts + [
            NoticeDraft(self.notice, office, KIND, row.subject_id, row.number)
            for row in deadlines
            if row.subject_id in unassigned
        ]


KINDS = (PromiseDeadline, ResultDeadline, FollowUpDeadline)


def settle(case: EnterpriseCase) -> None:
    """Let the open deadlines and messages of a case agree with its state and dates.

    A date that has moved keeps its original day in the new row.
    """
    notices.settle(KIND, case.pk)
    present = {row.kind: row for row in Deadline.objects.open().of(KIND, case.pk)}
    wanted = _wanted(case)
    for code, row in present.items():
        if code not in wanted or row.unit_code != case.unit_code:
            deadlines.close(code, KIND, case.pk, "done")
    for code, day in wanted.items():
        old = present.get(code)
        if old is None or old.unit_code != case.unit_code:
            _open(code, case, day)
        elif old.due_on != day:
            deadlines.extend(code, KIND, case.pk, day)


def _wanted(case: EnterpriseCase) -> dict[str, dt.date]:
    wanted: dict[str, dt.date | None] = {}
    if case.state == CaseState.ASSIGNED:
        wanted[PromiseDeadline.code] = case.promise_due
    else:
        wanted[FollowUpDeadline.code] = case.next_on
    if case.state in (CaseState.PROMISED, CaseState.SERVING):
        wanted[ResultDeadline.code] = case.due_on
    return {code: day for code, day in wanted.items() if day is not None}


def _open(code: str, case: EnterpriseCase, day: dt.date) -> None:
    deadlines.open(
        code,
        subject_kind=KIND,
        subject_id=case.pk,
        number=case.number,
        unit_code=case.unit_code,
        due_on=day,
    )
