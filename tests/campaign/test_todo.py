"""To-do entries, menu counts and reminders of the campaign."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from campaign import evidence_links, notices
from campaign import todo as package_todo
from campaign.actions import campaigns, plans, tasks
from campaign.deadlines import TaskDeadline
from campaign.enums import Evidence
from campaign.menu import counts
from campaign.models import Campaign, UnitTask
from core import clock, deadlines
from core.counting import capped_counts
from core.models import Deadline, Notice
from core.todo import Todo, listed
from tests.cast import Cast, make_unit
from tests.factories.campaign import (
    make_campaign,
    make_session,
    returned_plan,
    submitted_plan,
    write_plan,
)


def todos(user: User) -> list[Todo]:
    """What waits for a person, in words."""
    return listed(package_todo.todos(user))


CHINA = dt.timezone(dt.timedelta(hours=8))
MID_APRIL = dt.datetime(2011, 4, 18, 9, 0, tzinfo=CHINA)
JUNE = dt.datetime(2011, 6, 1, 9, 0, tzinfo=CHINA)


def numbers(person: object) -> list[str]:
    return [todo.number for todo in todos(person)]  # type: ignore[arg-type]


def test_a_liaison_sees_the_tasks_of_phases_that_have_begun(cast: Cast, campaign: Campaign) -> None:
    with clock.at(MID_APRIL):
        found = {todo.title: todo for todo in todos(cast.liaison)}
    assert set(found) == {"报送实施方案", "召开动员会", "组织集中学习"}
    assert found["召开动员会"].url == "/staff/meetings/new/?kind=mobilization"
    assert found["报送实施方案"].due_on == dt.date(2011, 4, 29)


def test_a_task_without_a_page_of_its_own_is_left_out(
    cast: Cast, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(evidence_links._links, Evidence.VISIT)
    with clock.at(JUNE):
        assert "开展“三进”走访" not in [todo.title for todo in todos(cast.liaison)]


def test_the_plan_moves_from_desk_to_desk(cast: Cast, campaign: Campaign) -> None:
    with clock.at(MID_APRIL):
        plan = plans.send_to_head(plan=write_plan(cast.unit, cast.liaison), by=cast.liaison)
        assert numbers(cast.unit_head) == [plan.number]
        assert plan.number not in numbers(cast.liaison)
        assert not any("报送实施方案" in todo.title for todo in todos(cast.liaison))
        plans.submit(plan=plan, by=cast.unit_head)
        assert numbers(cast.unit_head) == []
        assert numbers(cast.office) == [plan.number]


def test_a_returned_plan_is_back_on_the_liaisons_list(cast: Cast, campaign: Campaign) -> None:
    plan = returned_plan(cast)
    assert plan.number in numbers(cast.liaison)
    assert capped_counts(counts(cast.liaison)) == {"plans": 1}
    assert capped_counts(counts(cast.office)) == {"plans": 0}
    assert capped_counts(counts(cast.auditor)) == {}


def test_sessions_whose_day_has_come_wait_to_be_logged(cast: Cast, campaign: Campaign) -> None:
    session = make_session(cast)
    with clock.at(MID_APRIL):
        assert session.number not in numbers(cast.liaison)
    with clock.at(JUNE):
        assert session.number in numbers(cast.liaison)
        assert session.number not in numbers(cast.outsider)
        assert session.number not in numbers(cast.office)


def test_people_without_a_part_have_nothing(cast: Cast, campaign: Campaign) -> None:
    submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    for person in (cast.inspector, cast.supervisor, cast.desk, cast.sysadmin, cast.leader):
        assert todos(person) == []


def test_without_a_campaign_there_is_nothing(cast: Cast) -> None:
    assert todos(cast.liaison) == []


@pytest.mark.parametrize("more", [0, 12])
def test_queries_do_not_grow_with_the_duties(cast: Cast, more: int) -> None:
    make_campaign(cast.office_head)
    for n in range(more):
        make_session(cast, topic=f"第{n}课")
    list(cast.liaison.current_posts)
    with clock.at(JUNE), CaptureQueriesContext(connection) as caught:
        todos(cast.liaison)
    assert len(caught) <= 8


def test_reminders_go_to_the_liaison_and_near_the_end_to_the_deputy(
    cast: Cast, campaign: Campaign
) -> None:
    task = UnitTask.objects.get(unit=cast.unit, task__evidence=Evidence.PLAN)
    row = Deadline.objects.open().get(subject_kind="campaign.task", subject_id=task.pk)
    early = TaskDeadline().notices([row], -5, dt.date(2011, 4, 22))
    late = TaskDeadline().notices([row], 1, dt.date(2011, 5, 3))
    assert list(early[0].recipients) == [cast.liaison.pk]
    assert set(late[0].recipients) == {cast.liaison.pk, cast.unit_deputy.pk}
    assert late[0].params["late"]


def test_the_sweep_reminds_once_and_stops_when_the_task_is_done(cast: Cast) -> None:
    with clock.at(dt.datetime(2011, 4, 14, 9, 0, tzinfo=CHINA)):
        make_campaign(cast.office_head)
        tasks.fulfil(
            Evidence.PLAN, unit=cast.other_unit, by=cast.office, kind="campaign.plan", object_id=9
        )
    at = dt.datetime(2011, 4, 22, 8, 45, tzinfo=CHINA)  # five working days before the 29th
    with clock.at(at):
        deadlines.sweep()
        deadlines.sweep()
    told = Notice.objects.filter(kind=notices.TaskDue.code, params__task="报送实施方案")
    assert [notice.recipient for notice in told] == [cast.liaison]


def test_every_message_has_words_and_an_address(cast: Cast, campaign: Campaign) -> None:
    returned_plan(cast)
    plan = write_plan(cast.other_unit, cast.outsider)
    plan = plans.send_to_head(plan=plan, by=cast.outsider)
    plans.send_back(plan=plan, by=cast.outsider_head, reason="再改")
    task = UnitTask.objects.filter(unit=cast.unit).first()
    assert task is not None
    notices.remind(task, [cast.liaison], "office:2011-05-05")
    kinds = {kind.code: kind() for kind in notices.KINDS}
    rows = Notice.objects.filter(kind__startswith="campaign.")
    assert {row.kind for row in rows} >= {
        "campaign.plan-to-sign",
        "campaign.plan-sent-back",
        "campaign.plan-submitted",
        "campaign.plan-returned",
        "campaign.task-reminder",
    }
    for row in rows:
        assert str(kinds[row.kind].text(row)).endswith("。")
        assert kinds[row.kind].url(row).startswith("/staff/")


def test_a_unit_that_joins_later_is_reminded_too(cast: Cast, campaign: Campaign) -> None:
    unit = make_unit("QFJ", "企业服务局")
    campaigns.enrol(campaign=campaign)
    assert Deadline.objects.open().filter(unit_code=unit.code).count() == 6


def test_a_unit_that_comes_later_waits_for_the_head_of_the_office(
    cast: Cast, campaign: Campaign
) -> None:
    late = make_unit("XDJ", "新设局")
    (row,) = [one for one in todos(cast.office_head) if one.number == "XDJ"]
    assert row.title == "新设局还没有本次活动的任务"
    assert row.url == "/staff/campaigns/2011/"
    assert "XDJ" not in numbers(cast.office)
    campaigns.enrol(campaign=campaign)
    assert UnitTask.objects.filter(unit=late).exists()
    assert "XDJ" not in numbers(cast.office_head)
