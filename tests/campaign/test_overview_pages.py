"""The office finds who is missing, late or returned, and reminds them; units see their own."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign import notices
from campaign.actions import plans, tasks
from campaign.enums import Evidence
from campaign.models import Campaign, PhaseTask, UnitTask
from core import clock
from core.models import AuditEvent, Notice
from tests.campaign.pages import body, signed_in
from tests.cast import Cast, make_unit
from tests.factories.campaign import (
    accepted_plan,
    make_campaign,
    returned_plan,
    submitted_plan,
    write_plan,
)

CHINA = dt.timezone(dt.timedelta(hours=8))
IN_TIME = dt.datetime(2011, 4, 27, 9, 0, tzinfo=CHINA)
AFTER = dt.datetime(2011, 5, 5, 9, 0, tzinfo=CHINA)


def rows(cast: Cast, view: str) -> set[str]:
    """The unit codes of a view of the plan list, which its tab counts too."""
    html = body(signed_in(cast.office).get(f"/staff/plans/?view={view}"))
    found = {code for code in ("JFJ", "GJJ") if f'id="unit-{code}"' in html}
    current = html.split('aria-current="true"')[1].split("</a>")[0]
    assert f'<span class="num">{len(found)}</span>' in current
    return found


def test_each_view_holds_its_units(cast: Cast, campaign: Campaign) -> None:
    with clock.at(AFTER):
        submitted_plan(cast.unit, cast.liaison, cast.unit_head)
        assert rows(cast, "all") == {"JFJ", "GJJ"}
        assert rows(cast, "missing") == {"GJJ"}
        assert rows(cast, "late") == {"JFJ", "GJJ"}
        assert rows(cast, "review") == {"JFJ"}
        assert rows(cast, "filed") == set()


def test_returned_and_filed(cast: Cast, campaign: Campaign) -> None:
    with clock.at(IN_TIME):
        returned_plan(cast)
        assert rows(cast, "returned") == {"JFJ"}
        assert rows(cast, "late") == set()


def test_an_excused_unit_is_not_missing(cast: Cast, campaign: Campaign) -> None:
    task = UnitTask.objects.get(unit=cast.other_unit, task__evidence=Evidence.PLAN)
    tasks.excuse(task=task, by=cast.office_head, reason="合并")
    with clock.at(AFTER):
        assert rows(cast, "missing") == {"JFJ"}
        assert rows(cast, "excused") == {"GJJ"}


def test_the_number_of_returns_is_shown(cast: Cast, campaign: Campaign) -> None:
    plan = returned_plan(cast)
    html = body(signed_in(cast.office).get("/staff/plans/"))
    assert "1 次" in html
    assert plan.number in html


@pytest.mark.parametrize("more", [0, 20])
def test_queries_of_the_lists_do_not_grow(cast: Cast, more: int) -> None:
    for n in range(more):
        make_unit(f"X{n}", f"第{n}局")
    make_campaign(cast.office_head)
    client = signed_in(cast.office)
    client.get("/staff/plans/")
    with CaptureQueriesContext(connection) as plans_page:
        client.get("/staff/plans/")
    with CaptureQueriesContext(connection) as tasks_page:
        client.get("/staff/tasks/")
    assert len(plans_page) <= 20
    assert len(tasks_page) <= 20


def test_a_unit_sees_its_own_plan_and_tasks_only(cast: Cast, campaign: Campaign) -> None:
    write_plan(cast.other_unit, cast.outsider)
    html = body(signed_in(cast.liaison).get("/staff/plans/"))
    assert "FA-2011-GJJ" not in html
    assert "规划建设局" not in html
    assert "报送实施方案" in body(signed_in(cast.liaison).get("/staff/tasks/"))


def test_tasks_lead_to_the_page_that_fulfils_them(cast: Cast, campaign: Campaign) -> None:
    html = body(signed_in(cast.liaison).get("/staff/tasks/"))
    assert "/staff/meetings/new/?kind=mobilization" in html
    assert "/staff/study/new/" in html
    # The head reads, but does not log.
    assert "/staff/study/new/" not in body(signed_in(cast.unit_head).get("/staff/tasks/"))


def test_every_number_of_the_overview_has_that_many_rows(cast: Cast, campaign: Campaign) -> None:
    with clock.at(AFTER):
        accepted_plan(cast)
        task = PhaseTask.objects.get(evidence=Evidence.PLAN)
        client = signed_in(cast.leader)
        assert f"/staff/tasks/{task.pk}/?view=late" in body(client.get("/staff/tasks/"))
        late = body(client.get(f"/staff/tasks/{task.pk}/?view=late"))
        assert ('id="unit-JFJ"' in late, 'id="unit-GJJ"' in late) == (True, False)
        overdue = body(client.get(f"/staff/tasks/{task.pk}/?view=overdue"))
        assert ('id="unit-JFJ"' in overdue, 'id="unit-GJJ"' in overdue) == (False, True)


def test_one_click_reminds_everybody_missing_once_a_day(cast: Cast, campaign: Campaign) -> None:
    task = PhaseTask.objects.get(evidence=Evidence.MOBILIZATION)
    client = signed_in(cast.office)
    html = body(client.post("/staff/tasks/remind/", {"all": str(task.pk)}, follow=True))
    assert "已提醒 2 家单位" in html
    told = Notice.objects.filter(kind=notices.TaskReminder.code)
    people = {cast.liaison, cast.unit_head, cast.outsider, cast.outsider_head}
    assert {notice.recipient for notice in told} == people
    assert AuditEvent.objects.filter(action="campaign.task.remind").count() == 2
    again = body(client.post("/staff/tasks/remind/", {"all": str(task.pk)}, follow=True))
    assert "今天已经提醒过" in again
    assert told.count() == 4


def test_ticked_units_only(cast: Cast, campaign: Campaign) -> None:
    task = UnitTask.objects.get(unit=cast.unit, task__evidence=Evidence.PLAN)
    client = signed_in(cast.office)
    data = {"task": [str(task.pk), "x"], "next": "/staff/plans/?view=missing"}
    response = client.post("/staff/tasks/remind/", data)
    assert response.headers["Location"] == "/staff/plans/?view=missing"
    told = Notice.objects.filter(kind=notices.TaskReminder.code)
    assert {notice.recipient for notice in told} == {cast.liaison, cast.unit_head}


def test_a_unit_without_people_is_named(cast: Cast) -> None:
    make_unit("XXX", "无人局")
    make_campaign(cast.office_head)
    task = UnitTask.objects.get(unit__code="XXX", task__evidence=Evidence.PLAN)
    client = signed_in(cast.office)
    html = body(client.post("/staff/tasks/remind/", {"task": str(task.pk)}, follow=True))
    assert "请先配备联络员：无人局" in html


def test_the_office_head_excuses_and_requires_again(cast: Cast, campaign: Campaign) -> None:
    task = UnitTask.objects.get(unit=cast.unit, task__evidence=Evidence.PLAN)
    client = signed_in(cast.office_head)
    url = f"/staff/tasks/{task.pk}/excuse/"
    assert "error-summary" in body(client.post(url, {"reason": ""}))
    client.post(url, {"reason": "机构合并"})
    task.refresh_from_db()
    assert task.state == "excused"
    assert "机构合并" in body(client.get(url))
    client.post(url)
    task.refresh_from_db()
    assert task.state == "open"


def test_a_withdrawn_plan_is_still_handed_in(cast: Cast, campaign: Campaign) -> None:
    with clock.at(IN_TIME):
        plan = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
        plans.withdraw(plan=plan, by=cast.unit_head)
    with clock.at(AFTER):
        html = body(signed_in(cast.liaison).get("/staff/tasks/"))
    assert "已报送" in html
