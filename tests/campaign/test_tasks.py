"""Records tick units' tasks: once each, on time or late, and untick them when taken back."""

import datetime as dt

import pytest

from campaign.actions import reminders, tasks
from campaign.actions.campaigns import TaskDraft
from campaign.enums import CampaignState, Evidence, EvidenceState, TaskState
from campaign.models import Campaign, TaskEvidence, UnitTask
from core import clock, deadlines
from core.actors import SYSTEM
from core.errors import DomainError, NotAllowed, WrongState
from core.models import AuditEvent, Deadline, Notice, StatusLog
from tests.cast import Cast
from tests.factories.campaign import make_campaign, phase_drafts

CHINA = dt.timezone(dt.timedelta(hours=8))


def task_of(cast: Cast, evidence: Evidence) -> UnitTask:
    return UnitTask.objects.get(unit=cast.unit, task__evidence=evidence)


def hand_in(cast: Cast, object_id: int, day: dt.date) -> UnitTask | None:
    return tasks.hand_in(
        Evidence.PLAN,
        unit=cast.unit,
        by=cast.unit_head,
        kind="campaign.plan",
        object_id=object_id,
        on=day,
    )


def waiting(cast: Cast) -> int:
    """How many messages about the unit's tasks still wait for its people."""
    return Notice.objects.open().filter(subject_kind="campaign.task").count()


def study(cast: Cast, object_id: int, day: dt.date) -> UnitTask | None:
    return tasks.fulfil(
        Evidence.STUDY,
        unit=cast.unit,
        by=cast.liaison,
        kind="campaign.session",
        object_id=object_id,
        number=f"S{object_id}",
        on=day,
    )


def test_a_record_on_the_last_day_is_on_time(cast: Cast, campaign: Campaign) -> None:
    day = dt.date(2011, 4, 29)
    tasks.fulfil(
        Evidence.PLAN, unit=cast.unit, by=cast.office, kind="campaign.plan", object_id=1, on=day
    )
    task = task_of(cast, Evidence.PLAN)
    assert (task.state, task.done_on) == (TaskState.DONE, day)


def test_a_record_after_the_last_day_is_late(cast: Cast, campaign: Campaign) -> None:
    tasks.fulfil(
        Evidence.PLAN,
        unit=cast.unit,
        by=cast.office,
        kind="campaign.plan",
        object_id=1,
        on=dt.date(2011, 4, 30),
    )
    assert task_of(cast, Evidence.PLAN).state == TaskState.LATE


def test_a_task_of_two_records_waits_for_the_second(cast: Cast, campaign: Campaign) -> None:
    study(cast, 1, dt.date(2011, 4, 20))
    assert task_of(cast, Evidence.STUDY).state == TaskState.OPEN
    study(cast, 2, dt.date(2011, 4, 27))
    task = task_of(cast, Evidence.STUDY)
    assert (task.state, task.done_on) == (TaskState.DONE, dt.date(2011, 4, 27))


def test_the_day_is_that_of_the_last_record_needed_whatever_their_order(
    cast: Cast, campaign: Campaign
) -> None:
    study(cast, 1, dt.date(2011, 5, 5))
    study(cast, 2, dt.date(2011, 4, 20))
    assert task_of(cast, Evidence.STUDY).done_on == dt.date(2011, 5, 5)


def test_the_same_record_counts_once(cast: Cast, campaign: Campaign) -> None:
    study(cast, 1, dt.date(2011, 4, 20))
    assert study(cast, 1, dt.date(2011, 4, 20)) is None
    assert TaskEvidence.objects.count() == 1


def test_nothing_asks_for_the_record(cast: Cast, campaign: Campaign) -> None:
    done = tasks.fulfil(Evidence.RULE, unit=cast.unit, by=cast.liaison, kind="x.rule", object_id=1)
    assert done is None
    assert not TaskEvidence.objects.exists()


def test_without_a_campaign_nothing_happens(cast: Cast) -> None:
    assert study(cast, 1, dt.date(2011, 4, 20)) is None


def test_a_wrong_evidence_is_a_fault_of_the_caller(cast: Cast, campaign: Campaign) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        tasks.fulfil("nonsense", unit=cast.unit, by=cast.liaison, kind="x", object_id=1)


def test_another_units_task_stays_open(cast: Cast, campaign: Campaign) -> None:
    study(cast, 1, dt.date(2011, 4, 20))
    study(cast, 2, dt.date(2011, 4, 20))
    other = UnitTask.objects.get(unit=cast.other_unit, task__evidence=Evidence.STUDY)
    assert other.state == TaskState.OPEN


def test_a_record_taken_back_opens_the_task_again(cast: Cast, campaign: Campaign) -> None:
    study(cast, 1, dt.date(2011, 4, 20))
    study(cast, 2, dt.date(2011, 4, 21))
    tasks.unfulfil(kind="campaign.session", object_id=2, by=cast.liaison)
    task = task_of(cast, Evidence.STUDY)
    assert (task.state, task.done_on) == (TaskState.OPEN, None)


def test_taking_back_what_never_counted_is_no_fault(cast: Cast, campaign: Campaign) -> None:
    assert tasks.unfulfil(kind="campaign.session", object_id=9, by=cast.liaison) is None


def test_ticking_is_in_the_timeline_with_the_person(cast: Cast, campaign: Campaign) -> None:
    study(cast, 1, dt.date(2011, 4, 20))
    study(cast, 2, dt.date(2011, 4, 21))
    log = StatusLog.objects.of("campaign.task", task_of(cast, Evidence.STUDY).pk).get()
    assert (log.actor, log.extra) == (SYSTEM.username, {"by": cast.liaison.username})
    assert AuditEvent.objects.filter(action="campaign.task.fulfil").exists()


def test_the_office_head_excuses_with_a_reason(cast: Cast, campaign: Campaign) -> None:
    task = task_of(cast, Evidence.PLAN)
    with pytest.raises(DomainError) as error:
        tasks.excuse(task=task, by=cast.office_head, reason=" ")
    assert error.value.code == "reason"
    tasks.excuse(task=task, by=cast.office_head, reason="机构合并，由新单位报送")
    assert task_of(cast, Evidence.PLAN).state == TaskState.EXCUSED


def test_a_unit_cannot_excuse_itself(cast: Cast, campaign: Campaign) -> None:
    with pytest.raises(NotAllowed):
        tasks.excuse(task=task_of(cast, Evidence.PLAN), by=cast.unit_head, reason="忙")


def test_an_excused_task_can_be_required_again(cast: Cast, campaign: Campaign) -> None:
    task = tasks.excuse(task=task_of(cast, Evidence.PLAN), by=cast.office_head, reason="合并")
    tasks.require_again(task=task, by=cast.office_head)
    assert task_of(cast, Evidence.PLAN).state == TaskState.OPEN
    with pytest.raises(WrongState):
        tasks.require_again(task=task, by=cast.office_head)


def test_what_is_handed_in_is_not_overdue(cast: Cast, campaign: Campaign) -> None:
    after = dt.date(2011, 5, 4)
    task = task_of(cast, Evidence.PLAN)
    assert task.is_late(after)
    assert task in UnitTask.objects.overdue(after)
    for day in (dt.date(2011, 4, 28), dt.date(2011, 5, 4)):
        hand_in(cast, 1, day)
    task = task_of(cast, Evidence.PLAN)
    assert task.handed_in_on == dt.date(2011, 4, 28)  # the first day counts
    assert not task.is_late(after)
    assert task not in UnitTask.objects.overdue(after)


def test_what_was_told_of_a_task_ends_with_it(cast: Cast) -> None:
    with clock.at(dt.datetime(2011, 4, 14, 9, 0, tzinfo=CHINA)):
        make_campaign(cast.office_head)
    deadlines.sweep(at=dt.datetime(2011, 4, 28, 8, 45, tzinfo=CHINA))
    told = waiting(cast)
    reminders.remind(tasks=[task_of(cast, Evidence.PLAN)], by=cast.office)
    assert (told, waiting(cast)) == (9, 11)  # three tasks, three people
    hand_in(cast, 1, dt.date(2011, 4, 28))
    assert waiting(cast) == 7
    for object_id in (1, 2):
        study(cast, object_id, dt.date(2011, 4, 28))
    assert waiting(cast) == 5
    tasks.excuse(task=task_of(cast, Evidence.MOBILIZATION), by=cast.office_head, reason="合并")
    assert waiting(cast) == 3


def test_a_record_sent_back_does_not_count_and_its_first_day_stays(
    cast: Cast, campaign: Campaign
) -> None:
    first, later = dt.date(2011, 4, 28), dt.date(2011, 5, 6)
    hand_in(cast, 1, first)
    tasks.give_back(kind="campaign.plan", object_id=1, by=cast.office)
    task = task_of(cast, Evidence.PLAN)
    assert (task.state, task.handed_in_on) == (TaskState.OPEN, first)
    assert task.evidence.get().state == EvidenceState.RETURNED
    hand_in(cast, 1, later)
    tasks.fulfil(
        Evidence.PLAN, unit=cast.unit, by=cast.office, kind="campaign.plan", object_id=1, on=later
    )
    task = task_of(cast, Evidence.PLAN)
    assert (task.state, task.done_on) == (TaskState.DONE, first)
    assert hand_in(cast, 1, later) is None  # an amendment of what is on file
    assert task_of(cast, Evidence.PLAN).state == TaskState.DONE


def test_a_record_withdrawn_before_it_counts_starts_the_clock_again(
    cast: Cast, campaign: Campaign
) -> None:
    hand_in(cast, 1, dt.date(2011, 4, 28))
    running = Deadline.objects.open().filter(number=task_of(cast, Evidence.PLAN).number)
    assert not running.exists()
    tasks.unfulfil(kind="campaign.plan", object_id=1, by=cast.unit_head)
    assert (task_of(cast, Evidence.PLAN).handed_in_on, running.count()) == (None, 1)


def test_a_record_more_than_needed_steps_in_for_another(cast: Cast, campaign: Campaign) -> None:
    """A third session keeps the task done, late now, as its day says."""
    for object_id, day in ((1, 20), (2, 21), (3, 30)):
        study(cast, object_id, dt.date(2011, 4, day))
    task = task_of(cast, Evidence.STUDY)
    assert [row.number for row in task.proofs] == ["S1", "S2"]
    tasks.unfulfil(kind="campaign.session", object_id=1, by=cast.liaison)
    task = task_of(cast, Evidence.STUDY)
    assert (task.state, task.done_on) == (TaskState.LATE, dt.date(2011, 4, 30))
    tasks.unfulfil(kind="campaign.session", object_id=2, by=cast.liaison)
    assert task_of(cast, Evidence.STUDY).state == TaskState.OPEN


def test_a_later_task_gives_what_it_does_not_need(cast: Cast) -> None:
    drafts = (
        TaskDraft("第一次学习", Evidence.STUDY, dt.date(2011, 4, 25)),
        TaskDraft("第二次学习", Evidence.STUDY, dt.date(2011, 4, 29)),
    )
    make_campaign(cast.office_head, phases=phase_drafts(mobilize=drafts))
    for object_id in (1, 2, 3):
        study(cast, object_id, dt.date(2011, 4, 20))
    tasks.unfulfil(kind="campaign.session", object_id=1, by=cast.liaison)
    states = cast.unit.tasks.order_by("task__due").values_list("state", flat=True)
    assert list(states)[:2] == [TaskState.DONE, TaskState.DONE]


def test_what_an_excused_unit_made_counts_when_the_task_is_required_again(
    cast: Cast, campaign: Campaign
) -> None:
    task = tasks.excuse(task=task_of(cast, Evidence.STUDY), by=cast.office_head, reason="合并")
    for object_id in (1, 2):
        study(cast, object_id, dt.date(2011, 4, 20))
    assert task_of(cast, Evidence.STUDY).state == TaskState.EXCUSED
    tasks.require_again(task=task, by=cast.office_head)
    assert task_of(cast, Evidence.STUDY).state == TaskState.DONE


def test_a_closed_campaign_stays_as_it_was(cast: Cast, campaign: Campaign) -> None:
    for object_id in (1, 2):
        study(cast, object_id, dt.date(2011, 4, 20))
    Campaign.objects.update(state=CampaignState.CLOSED)
    assert tasks.unfulfil(kind="campaign.session", object_id=1, by=cast.liaison) is None
    assert tasks.give_back(kind="campaign.session", object_id=2, by=cast.office) is None
    assert task_of(cast, Evidence.STUDY).state == TaskState.DONE
