"""Deadlines of inspections: statements of units, answers to slips and opinions."""

import datetime as dt
from collections.abc import Sequence

from core import deadlines
from core.models import Deadline
from core.notices import NoticeDraft
from inspections import people
from inspections.models import Finding, Interview, Opinion, SupervisionSlip
from inspections.notices import CommitmentDue, OpinionDue, SlipDue, StatementDue, params_of
from inspections.workflow import FINDING_KIND, INTERVIEW_KIND, OPINION_KIND, SLIP_KIND


class StatementDeadline(deadlines.DeadlineKind):
    """Three working days for the unit; the office hears when they are over."""

    code = "inspections.statement"
    steps = (-1, 0, 1)

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        ids = [row.subject_id for row in deadlines]
        rows = Finding.objects.filter(pk__in=ids).select_related("unit")
        told = people.of_units({row.unit for row in rows}) if step <= 0 else {}
        office = people.office() if step > 0 else []
        return [
            NoticeDraft(
                StatementDue,
                told.get(row.unit.pk, office),
                FINDING_KIND,
                row.pk,
                row.number,
                params=params_of(row),
            )
            for row in rows
        ]


class SlipDeadline(deadlines.DeadlineKind):
    """The unit's answer to a slip: before, on the day, then every three working days."""

    code = "inspections.slip-reply"
    steps = (-3, -1, 0, 1)
    every = 3

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        ids = [row.subject_id for row in deadlines]
        rows = SupervisionSlip.objects.filter(pk__in=ids).select_related("unit")
        told = people.of_units({row.unit for row in rows})
        office = people.office() if step > 0 else []
        return [
            NoticeDraft(
                SlipDue,
                [*told[row.unit.pk], *office],
                SLIP_KIND,
                row.pk,
                row.number,
                params=params_of(row),
            )
            for row in rows
        ]


class OpinionDeadline(deadlines.DeadlineKind):
    """Each opinion of external supervisors must be answered."""

    code = "inspections.opinion-answer"
    steps = (-3, 0, 1)
    every = 5

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        ids = [row.subject_id for row in deadlines]
        office = people.office()
        return [
            NoticeDraft(OpinionDue, office, OPINION_KIND, row.pk, row.number, params=params_of(row))
            for row in Opinion.objects.filter(pk__in=ids).select_related("unit")
        ]


class CommitmentDeadline(deadlines.DeadlineKind):
    """What was promised in an interview: who promised it, and the head of the office after it."""

    code = "inspections.commitment"
    steps = (-3, 0, 1)
    every = 5

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        ids = [row.subject_id for row in deadlines]
        rows = Interview.objects.filter(pk__in=ids).select_related("slip__unit", "talked_to")
        heads = [person.pk for person in people.office_heads()] if step >= 0 else []
        return [
            NoticeDraft(
                CommitmentDue,
                [row.talked_to.user_id, *heads],
                INTERVIEW_KIND,
                row.pk,
                row.number,
                params=params_of(row),
            )
            for row in rows
        ]


KINDS = (StatementDeadline, SlipDeadline, OpinionDeadline, CommitmentDeadline)
