"""Who is missing, late, returned: one screen over all tasks, one click reminds all."""

import datetime as dt
from typing import Any

import pytest

from campaign.actions import campaigns, meetings, tasks
from campaign.models import Campaign
from core import clock
from core.models import Notice
from tests.campaign.pages import body, signed_in
from tests.cast import Cast, make_unit
from tests.factories.campaign import make_meeting, returned_plan, submitted_plan

PAGE = "/staff/tasks/standing/"
CHINA = dt.timezone(dt.timedelta(hours=8))
MAY = dt.datetime(2011, 5, 10, 10, 0, tzinfo=CHINA)


def rows(cast: Cast, **query: str) -> list[str]:
    """The titles of the tasks of JFJ in a view, as the office sees them on 10 May."""
    with clock.at(MAY):
        text = body(signed_in(cast.office).get(PAGE, {"unit": "JFJ", **query}))
    mine = cast.unit.tasks.select_related("task").order_by("pk")
    return [row.task.title for row in mine if f'id="task-{row.pk}"' in text]


def test_what_is_overdue_is_missing(cast: Cast, campaign: Campaign) -> None:
    assert rows(cast) == ["报送实施方案", "召开动员会", "组织集中学习"]


def test_what_was_handed_in_waits_for_the_office(cast: Cast, campaign: Campaign) -> None:
    submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    assert "报送实施方案" not in rows(cast)
    assert rows(cast, view="waiting") == ["报送实施方案"]


def test_a_returned_plan_is_returned_and_not_missing(cast: Cast, campaign: Campaign) -> None:
    returned_plan(cast)
    assert rows(cast, view="returned") == ["报送实施方案"]
    assert "报送实施方案" not in rows(cast)


def test_what_was_done_after_its_day_is_late(cast: Cast, campaign: Campaign) -> None:
    with clock.at(MAY):
        meeting = make_meeting(cast.unit, cast.liaison, date=dt.date(2011, 5, 9))
        meetings.hold(meeting=meeting, by=cast.liaison, attended=18, minutes="部署工作。")
    assert rows(cast, view="late") == ["召开动员会"]


def test_what_is_due_in_five_working_days_is_soon(cast: Cast, campaign: Campaign) -> None:
    with clock.at(dt.datetime(2011, 4, 25, 10, 0, tzinfo=CHINA)):
        text = body(signed_in(cast.office).get(PAGE, {"view": "soon", "unit": "JFJ"}))
    assert "报送实施方案" in text
    assert "登记整改事项" not in text


def test_an_excused_unit_is_in_no_view(cast: Cast, campaign: Campaign) -> None:
    task = cast.unit.tasks.get(task__title="召开动员会")
    tasks.excuse(task=task, by=cast.office_head, reason="机构撤并")
    for view in ("missing", "returned", "soon", "waiting", "late"):
        assert "召开动员会" not in rows(cast, view=view)


@pytest.mark.parametrize(
    ("query", "units"),
    [({}, {"JFJ", "GJJ"}), ({"unit": "GJJ"}, {"GJJ"}), ({"phase": "rectify"}, set())],
)
def test_one_click_reminds_all_of_the_view_and_its_filters(
    cast: Cast, campaign: Campaign, query: dict[str, str], units: set[str]
) -> None:
    with clock.at(MAY):
        data = {"view": "missing", "all": "1", **query}
        signed_in(cast.office).post(f"{PAGE}remind/", data)
    told = Notice.objects.filter(kind="campaign.task-reminder")
    assert {number.split("-")[1] for number in told.values_list("number", flat=True)} == units


def test_ticked_rows_only(cast: Cast, campaign: Campaign) -> None:
    row = cast.unit.tasks.get(task__title="召开动员会")
    with clock.at(MAY):
        answer = signed_in(cast.office).post(
            f"{PAGE}remind/", {"view": "missing", "task": [row.pk, "x"]}, follow=True
        )
    assert "已提醒 1 家单位" in body(answer)
    assert set(Notice.objects.values_list("number", flat=True)) == {row.number}


def test_the_reminder_leads_back_to_the_view_with_its_filters(
    cast: Cast, campaign: Campaign
) -> None:
    data = {"view": "soon", "unit": "JFJ", "all": "1"}
    answer = signed_in(cast.office).post(f"{PAGE}remind/", data)
    assert answer["Location"] == f"{PAGE}?view=soon&unit=JFJ"


def test_nobody_is_reminded_of_what_is_done_or_waits_for_the_office(
    cast: Cast, campaign: Campaign
) -> None:
    submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    before = Notice.objects.count()
    with clock.at(MAY):
        for view in ("waiting", "late"):
            signed_in(cast.office).post(f"{PAGE}remind/", {"view": view, "all": "1"})
    assert Notice.objects.count() == before


def test_the_leader_looks_but_does_not_remind(cast: Cast, campaign: Campaign) -> None:
    with clock.at(MAY):
        leader = signed_in(cast.leader)
        assert "提醒本视图全部" not in body(leader.get(PAGE))
        assert leader.post(f"{PAGE}remind/", {"view": "missing", "all": "1"}).status_code == 403


def test_the_page_takes_the_same_queries_for_more_units(
    cast: Cast, campaign: Campaign, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.office)

    def queries() -> int:
        with clock.at(MAY), django_assert_max_num_queries(40) as seen:
            client.get(PAGE)
        return len(seen)

    queries()
    few = queries()
    for n in range(12):
        make_unit(f"U{n}", f"某某{n}局")
    campaigns.enrol(campaign=campaign)
    assert queries() == few
