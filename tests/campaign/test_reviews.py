"""The office puts plans on file or returns them with notes that must be answered."""

import pytest

from campaign import notices
from campaign.actions import plans, reviews
from campaign.actions.reviews import NoteRow
from campaign.enums import PlanField, PlanState, Severity
from campaign.models import Campaign, ReturnNote
from core.errors import DomainError, NotAllowed, WrongState
from core.models import AuditEvent, Notice, StatusLog
from tests.cast import Cast
from tests.factories.campaign import accepted_plan, returned_plan, submitted_plan, write_plan


def test_filing_ticks_the_task_and_tells_the_unit(cast: Cast, campaign: Campaign) -> None:
    plan = accepted_plan(cast)
    assert plan.state == PlanState.ACCEPTED
    assert plan.accepted_by == cast.office
    task = cast.unit.tasks.get(task__evidence="plan")
    assert task.evidence.get().number == plan.number
    told = set(
        Notice.objects.filter(kind=notices.PlanFiled.code).values_list(
            "recipient__username", flat=True
        )
    )
    assert told == {cast.liaison.username, cast.unit_head.username}


def test_filing_settles_what_waited_for_the_office(cast: Cast, campaign: Campaign) -> None:
    accepted_plan(cast)
    assert not Notice.objects.open().filter(kind=notices.PlanSubmitted.code).exists()


def test_only_the_office_judges(cast: Cast, campaign: Campaign) -> None:
    plan = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    for person in (cast.unit_head, cast.leader, cast.inspector, cast.sysadmin, cast.auditor):
        with pytest.raises(NotAllowed):
            reviews.accept(plan=plan, by=person)


def test_a_plan_not_sent_yet_is_not_judged(cast: Cast, campaign: Campaign) -> None:
    plan = write_plan(cast.unit, cast.liaison)
    with pytest.raises(WrongState):
        reviews.accept(plan=plan, by=cast.office)


@pytest.mark.parametrize("notes", [[], [NoteRow(PlanField.GOALS, "可再精炼", Severity.SUGGEST)]])
def test_returning_needs_a_must_note(cast: Cast, campaign: Campaign, notes: list[NoteRow]) -> None:
    plan = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    with pytest.raises(DomainError) as error:
        reviews.return_plan(plan=plan, by=cast.office, notes=notes)
    assert error.value.code == "no-must"
    assert not ReturnNote.objects.exists()


def test_notes_sit_at_the_version_that_was_read(cast: Cast, campaign: Campaign) -> None:
    plan = returned_plan(
        cast,
        NoteRow(PlanField.GOALS, "目标要有数字"),
        NoteRow(PlanField.MEASURES, "可补充奖惩", Severity.SUGGEST),
    )
    assert plan.state == PlanState.RETURNED
    assert [note.version.edition for note in plan.notes.all()] == [1, 1]
    assert [note.field for note in plan.notes.open()] == ["goals", "measures"]
    told = Notice.objects.get(recipient=cast.liaison, kind=notices.PlanReturned.code)
    assert told.params["notes"] == 2


def test_must_notes_need_an_answer_before_sending_again(cast: Cast, campaign: Campaign) -> None:
    plan = returned_plan(
        cast,
        NoteRow(PlanField.GOALS, "目标要有数字"),
        NoteRow(PlanField.MEASURES, "可补充奖惩", Severity.SUGGEST),
    )
    with pytest.raises(DomainError) as error:
        plans.send_to_head(plan=plan, by=cast.liaison)
    assert error.value.field == PlanField.GOALS
    must = plan.notes.get(severity=Severity.MUST)
    plan = write_plan(cast.unit, cast.liaison, answers={must.pk: "已补充按时率目标"})
    assert plans.send_to_head(plan=plan, by=cast.liaison).state == PlanState.UNIT_REVIEW


def test_a_blank_answer_is_none(cast: Cast, campaign: Campaign) -> None:
    plan = returned_plan(cast)
    plan = write_plan(cast.unit, cast.liaison, answers={plan.notes.get().pk: "  "})
    with pytest.raises(DomainError):
        plans.send_to_head(plan=plan, by=cast.liaison)


def test_another_units_note_cannot_be_answered(cast: Cast, campaign: Campaign) -> None:
    note = returned_plan(cast).notes.get()
    write_plan(cast.other_unit, cast.outsider, answers={note.pk: "冒名"})
    note.refresh_from_db()
    assert note.answer == ""


def test_filing_settles_the_notes(cast: Cast, campaign: Campaign) -> None:
    plan = returned_plan(cast)
    note = plan.notes.get()
    plan = write_plan(cast.unit, cast.liaison, answers={note.pk: "已改"})
    plan = plans.submit(plan=plans.send_to_head(plan=plan, by=cast.liaison), by=cast.unit_head)
    plan = reviews.accept(plan=plan, by=cast.office)
    assert not plan.notes.open().exists()
    assert plan.versions.count() == 2


def test_a_second_return_replaces_the_open_notes(cast: Cast, campaign: Campaign) -> None:
    plan = returned_plan(cast)
    plan = write_plan(cast.unit, cast.liaison, answers={plan.notes.get().pk: "已改"})
    plan = plans.submit(plan=plans.send_to_head(plan=plan, by=cast.liaison), by=cast.unit_head)
    plan = reviews.return_plan(
        plan=plan,
        by=cast.office,
        notes=[NoteRow(PlanField.GROUP, "缺少分管领导分工")],
        phone="0700-5501234",
    )
    assert [note.field for note in plan.notes.open()] == ["group"]
    assert plan.notes.count() == 2


def test_every_step_leaves_timeline_and_audit(cast: Cast, campaign: Campaign) -> None:
    plan = accepted_plan(cast)
    steps = StatusLog.objects.of("campaign.plan", plan.pk).values_list("transition", flat=True)
    assert list(steps) == ["send_to_head", "submit", "accept"]
    audited = AuditEvent.objects.filter(number=plan.number).values_list("action", flat=True)
    assert {"campaign.plan.open", "campaign.plan.edit", "campaign.plan.accept"} <= set(audited)
    contents = " ".join(str(event.detail) for event in AuditEvent.objects.all())
    assert "百分之九十八" not in contents
