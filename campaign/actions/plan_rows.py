"""The rows of a plan: members of the group, steps, study lines, answers to notes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from campaign.models import (
    GroupMember,
    LeadershipGroup,
    Phase,
    PlanPhaseItem,
    StudyLine,
    UnitPlan,
)
from core.errors import DomainError


@dataclass(frozen=True)
class MemberRow:
    """A member of the unit's leadership group."""

    role: str
    name: str
    post: str
    in_charge_of: str = ""


@dataclass(frozen=True)
class StepRow:
    """What is done in a phase."""

    phase: Phase
    content: str
    start: dt.date
    end: dt.date
    person: str


@dataclass(frozen=True)
class LineRow:
    """A planned study session; `line` is the id of the row it changes (0: a new one)."""

    topic: str
    form: str
    date: dt.date
    person: str
    audience: str
    line: int = 0


def replace_members(group: LeadershipGroup, rows: Sequence[MemberRow]) -> None:
    """Set the members of a group, in the given order."""
    group.members.all().delete()
    GroupMember.objects.bulk_create(
        GroupMember(
            group=group,
            role=row.role,
            name=row.name,
            post=row.post,
            in_charge_of=row.in_charge_of,
            order=order,
        )
        for order, row in enumerate(rows, start=1)
    )


def replace_steps(plan: UnitPlan, rows: Sequence[StepRow]) -> None:
    """Set the steps of a plan, in the given order."""
    for row in rows:
        if row.end < row.start:
            raise DomainError(
                _("The step “%(step)s” must end after it begins.") % {"step": row.content[:20]},
                "dates",
                "phase_items",
            )
    plan.phase_items.all().delete()
    PlanPhaseItem.objects.bulk_create(
        PlanPhaseItem(
            plan=plan,
            phase=row.phase,
            content=row.content,
            start=row.start,
            end=row.end,
            person=row.person,
            order=order,
        )
        for order, row in enumerate(rows, start=1)
    )


def replace_lines(plan: UnitPlan, rows: Sequence[LineRow]) -> None:
    """Set the study lines. Rows keep their identity: sessions already held refer to them."""
    present = {line.pk: line for line in plan.study_lines.all()}
    kept = [row.line for row in rows if row.line in present]
    gone = plan.study_lines.exclude(pk__in=kept)
    used = gone.filter(sessions__isnull=False).first()
    if used:
        raise DomainError(
            _("“%(topic)s” has a session in the study record: keep this line of the plan.")
            % {"topic": used.topic},
            "line-used",
            "study_lines",
        )
    gone.delete()
    for order, row in enumerate(rows, start=1):
        line = present.get(row.line) or StudyLine(plan=plan)
        line.topic, line.form, line.date = row.topic, row.form, row.date
        line.person, line.audience, line.order = row.person, row.audience, order
        line.save()


def answer_notes(plan: UnitPlan, answers: Mapping[int, str]) -> None:
    """Keep the unit's answers to the open notes of its plan; others are left alone."""
    for note in plan.notes.open().filter(pk__in=answers):
        note.answer = answers[note.pk].strip()[:500]
        note.save(update_fields=["answer"])
