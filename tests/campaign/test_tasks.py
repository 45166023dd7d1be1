"""Records tick units' tasks: once each, on time or late, and untick them when taken back."""

import datetime as dt

import pytest

from campaign.actions import tasks
from campaign.enums import Evidence, TaskState
from campaign.models import Campaign, TaskEvidence, UnitTask
from core.actors import SYSTEM
from core.errors import DomainError, NotAllowed, WrongState
from core.models import AuditEvent, StatusLog
from tests.cast import Cast


def task_of(cast: Cast, evidence: Evidence) -> UnitTask:
    return UnitTask.objects.get(unit=cast.unit, task__evidence=evidence)


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
    tasks.hand_in(Evidence.PLAN, unit=cast.unit, on=dt.date(2011, 4, 28))
    tasks.hand_in(Evidence.PLAN, unit=cast.unit, on=dt.date(2011, 5, 4))
    task = task_of(cast, Evidence.PLAN)
    assert task.handed_in_on == dt.date(2011, 4, 28)  # the first day counts
    assert not task.is_late(after)
    assert task not in UnitTask.objects.overdue(after)
