"""Two people save one plan: a page shows both values, and nothing is lost (R28)."""

import pytest
from django.http import QueryDict
from django.test import Client

from campaign.actions import plans
from campaign.models import Campaign, UnitPlan
from tests.campaign.pages import body, form_of, signed_in
from tests.cast import Cast
from tests.factories.campaign import line_rows, member_rows, step_rows, write_plan

URL = "/staff/plans/FA-2011-JFJ/edit/"


@pytest.fixture
def plan(cast: Cast, campaign: Campaign) -> UnitPlan:
    return write_plan(cast.unit, cast.liaison)


@pytest.fixture
def liaison(cast: Cast, plan: UnitPlan) -> Client:
    return signed_in(cast.liaison)


def opened(client: Client) -> QueryDict:
    return form_of(body(client.get(URL)))


def saved_by_somebody(plan: UnitPlan, cast: Cast, **changes: object) -> None:
    fresh = UnitPlan.objects.get(pk=plan.pk)
    values = {
        "fields": {"goals": fresh.goals, "measures": fresh.measures},
        "members": member_rows(),
        "steps": step_rows(plan.campaign),
        "lines": [
            type(row)(**{**vars(row), "line": line.pk})
            for row, line in zip(line_rows(), fresh.study_lines.all(), strict=True)
        ],
    }
    plans.save(plan=fresh, by=cast.liaison, version=fresh.version, **{**values, **changes})


def test_both_values_are_shown_and_mine_is_kept(
    cast: Cast, plan: UnitPlan, liaison: Client
) -> None:
    mine = opened(liaison)
    saved_by_somebody(plan, cast, fields={"goals": "别人写的目标"})
    mine["goals"] = "我写的目标"
    response = liaison.post(URL, mine)
    assert response.status_code == 409
    page = body(response)
    assert "别人写的目标" in page
    assert "我写的目标" in page
    liaison.post(URL, form_of(page))
    assert UnitPlan.objects.get().goals == "我写的目标"


def test_their_value_can_be_chosen(cast: Cast, plan: UnitPlan, liaison: Client) -> None:
    mine = opened(liaison)
    saved_by_somebody(plan, cast, fields={"goals": "别人写的目标"})
    mine["goals"] = "我写的目标"
    page = form_of(body(liaison.post(URL, mine)), goals="别人写的目标")
    liaison.post(URL, page)
    assert UnitPlan.objects.get().goals == "别人写的目标"


def test_changes_to_different_fields_merge(cast: Cast, plan: UnitPlan, liaison: Client) -> None:
    mine = opened(liaison)
    saved_by_somebody(plan, cast, fields={"measures": "别人写的措施"})
    mine["goals"] = "我写的目标"
    response = liaison.post(URL, mine)
    liaison.post(URL, form_of(body(response)))
    merged = UnitPlan.objects.get()
    assert (merged.goals, merged.measures) == ("我写的目标", "别人写的措施")


def test_rows_changed_by_them_only_are_taken_over(
    cast: Cast, plan: UnitPlan, liaison: Client
) -> None:
    mine = opened(liaison)
    saved_by_somebody(plan, cast, members=[*member_rows(), member_rows()[0]])
    mine["goals"] = "我写的目标"
    response = liaison.post(URL, mine)
    assert response.status_code == 409
    liaison.post(URL, form_of(body(response)))
    merged = UnitPlan.objects.get()
    assert merged.goals == "我写的目标"
    assert merged.group.members.count() == 5


def test_rows_changed_by_me_only_stand(cast: Cast, plan: UnitPlan, liaison: Client) -> None:
    mine = opened(liaison)
    saved_by_somebody(plan, cast, fields={"measures": "别人写的措施"})
    mine["members-0-name"] = "钱某某"
    liaison.post(URL, form_of(body(liaison.post(URL, mine))))
    merged = UnitPlan.objects.get()
    assert merged.measures == "别人写的措施"
    assert merged.group.members.all()[0].name == "钱某某"


@pytest.mark.parametrize(("choice", "name"), [("mine", "钱某某"), ("theirs", "孙某某")])
def test_rows_changed_by_both_are_a_choice(
    cast: Cast, plan: UnitPlan, liaison: Client, choice: str, name: str
) -> None:
    mine = opened(liaison)
    theirs = [type(row)(**{**vars(row), "name": "孙某某"}) for row in member_rows()]
    saved_by_somebody(plan, cast, members=theirs)
    mine["members-0-name"] = "钱某某"
    page = body(liaison.post(URL, mine))
    assert "孙某某" in page
    assert "钱某某" in page
    liaison.post(URL, form_of(page, keep_members=choice))
    assert UnitPlan.objects.get().group.members.all()[0].name == name


def test_a_third_save_in_between_asks_again(cast: Cast, plan: UnitPlan, liaison: Client) -> None:
    mine = opened(liaison)
    saved_by_somebody(plan, cast, fields={"goals": "第一次"})
    mine["goals"] = "我写的目标"
    page = form_of(body(liaison.post(URL, mine)))
    saved_by_somebody(plan, cast, fields={"goals": "第二次"})
    response = liaison.post(URL, page)
    assert response.status_code == 409
    assert "第二次" in body(response)
