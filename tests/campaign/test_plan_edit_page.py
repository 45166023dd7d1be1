"""The editor of a plan: saves, keeps drafts, shows notes and gaps, loses nothing."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from campaign.actions import plans
from campaign.enums import PlanState
from campaign.models import Campaign, UnitPlan
from core import drafts
from tests.campaign.pages import body, form_of, signed_in
from tests.cast import Cast
from tests.factories.campaign import returned_plan, write_plan

URL = "/staff/plans/FA-2011-JFJ/edit/"


@pytest.fixture
def liaison(cast: Cast, campaign: Campaign) -> Client:
    return signed_in(cast.liaison)


def test_the_liaison_starts_the_plan_from_the_list(cast: Cast, liaison: Client) -> None:
    assert "填写方案" in body(liaison.get("/staff/plans/"))
    response = liaison.post("/staff/plans/new/", {"unit": "JFJ"})
    assert response.headers["Location"] == URL
    page = body(liaison.get(URL))
    assert 'name="steps-0-start" value="2011-04-15"' in page  # a row for each phase, days set
    assert page.count("selected>学习发动</option>") == 1


def test_another_unit_cannot_be_written_for(cast: Cast, liaison: Client) -> None:
    assert liaison.post("/staff/plans/new/", {"unit": "GJJ"}).status_code == 404


def test_saving_shows_everything_again(cast: Cast, liaison: Client) -> None:
    write_plan(cast.unit, cast.liaison)
    data = form_of(body(liaison.get(URL)), goals="新的目标，按时率提高到百分之九十九。", save="1")
    response = liaison.post(URL, data, follow=True)
    page = body(response)
    assert "新的目标，按时率提高到百分之九十九。" in page
    assert "已保存" in page
    plan = UnitPlan.objects.get()
    assert (plan.phase_items.count(), plan.study_lines.count()) == (3, 2)
    assert plan.group.members.count() == 4


def test_rows_left_empty_are_left_out(cast: Cast, liaison: Client) -> None:
    plans.open_plan(unit=cast.unit, by=cast.liaison)
    data = form_of(body(liaison.get(URL)), goals="目标", save="1")
    assert liaison.post(URL, data).status_code == 302
    plan = UnitPlan.objects.get()
    assert (plan.phase_items.count(), plan.study_lines.count()) == (0, 0)


def test_adding_and_removing_rows_keeps_what_was_typed(cast: Cast, liaison: Client) -> None:
    write_plan(cast.unit, cast.liaison)
    data = form_of(body(liaison.get(URL)), goals="打了一半的目", add_lines="1")
    page = body(liaison.post(URL, data))
    assert "打了一半的目" in page
    assert 'name="lines-3-topic"' in page
    data = form_of(page, **{"members-0-remove": "1"})
    page = body(liaison.post(URL, data))
    assert "张某某" not in page.split('id="section-phase_items"')[0].split('id="section-group"')[1]
    assert UnitPlan.objects.get().group.members.count() == 4  # nothing saved yet


def test_a_wrong_row_is_explained_and_kept(cast: Cast, liaison: Client) -> None:
    write_plan(cast.unit, cast.liaison)
    data = form_of(body(liaison.get(URL)), **{"steps-0-end": "2011-04-01", "save": "1"})
    page = body(liaison.post(URL, data))
    assert "结束日期不能早于开始日期" in page
    assert 'value="2011-04-01"' in page
    assert page.index("error-summary") < page.index("<h1")


def test_sending_an_incomplete_plan_saves_and_names_the_gaps(cast: Cast, liaison: Client) -> None:
    write_plan(cast.unit, cast.liaison, lines=[])
    data = form_of(body(liaison.get(URL)), goals="太短", send="1")
    page = body(liaison.post(URL, data, follow=True))
    assert 'href="#section-goals"' in page
    assert 'href="#section-study_lines"' in page
    plan = UnitPlan.objects.get()
    assert (plan.goals, plan.state) == ("太短", PlanState.DRAFT)


def test_sending_a_complete_plan_hands_it_to_the_head(cast: Cast, liaison: Client) -> None:
    write_plan(cast.unit, cast.liaison)
    data = form_of(body(liaison.get(URL)), send="1")
    assert "待单位审签" in body(liaison.post(URL, data, follow=True))
    assert liaison.get(URL).status_code == 403
    assert "FA-2011-JFJ" in body(signed_in(cast.unit_head).get("/staff/todo/"))


def test_notes_stand_at_their_field_and_want_an_answer(cast: Cast, liaison: Client) -> None:
    plan = returned_plan(cast)
    note = plan.notes.get()
    page = body(liaison.get(URL))
    section = page.split('id="section-goals"')[1].split("</section>")[0]
    assert "目标要有数字" in section
    assert f'name="answer_{note.pk}"' in section
    unanswered = liaison.post(URL, form_of(page, send="1"), follow=True)
    assert "请说明这条意见的处理情况" in body(unanswered)
    page = body(liaison.get(URL))
    liaison.post(URL, form_of(page, **{f"answer_{note.pk}": "已写明按时率", "send": "1"}))
    note.refresh_from_db()
    assert note.answer == "已写明按时率"
    assert UnitPlan.objects.get().state == PlanState.UNIT_REVIEW


def test_what_was_typed_survives_a_closed_tab(cast: Cast, liaison: Client) -> None:
    write_plan(cast.unit, cast.liaison)
    typed = form_of(body(liaison.get(URL)), goals="还没写完的目标")
    typed["form_key"] = "campaign.plan:FA-2011-JFJ"
    assert liaison.post(reverse("core:draft-save"), typed).status_code == 200
    page = body(liaison.get(URL))
    assert "还没写完的目标" in page
    assert "没有保存的草稿" in page
    assert "还没写完的目标" not in body(liaison.get(URL + "?restart=1"))
    liaison.post(URL, form_of(page, save="1"))
    assert drafts.load(cast.liaison, "campaign.plan:FA-2011-JFJ") is None
    assert UnitPlan.objects.get().goals == "还没写完的目标"


def test_a_draft_of_an_older_text_overwrites_nothing(cast: Cast, liaison: Client) -> None:
    write_plan(cast.unit, cast.liaison)
    typed = form_of(body(liaison.get(URL)), goals="旧草稿里的目标")
    typed["form_key"] = "campaign.plan:FA-2011-JFJ"
    liaison.post(reverse("core:draft-save"), typed)
    plan = UnitPlan.objects.get()
    plans.save(plan=plan, by=cast.liaison, version=plan.version, fields={"goals": "后来保存的目标"})
    response = liaison.post(URL, form_of(body(liaison.get(URL)), save="1"))
    assert response.status_code == 409
    assert "后来保存的目标" in body(response)
    assert UnitPlan.objects.get().goals == "后来保存的目标"


def test_a_half_typed_draft_is_shown_without_scolding(cast: Cast, liaison: Client) -> None:
    write_plan(cast.unit, cast.liaison)
    typed = form_of(body(liaison.get(URL)), **{"lines-0-date": "2011-", "title": ""})
    drafts.save(
        cast.liaison, "campaign.plan:FA-2011-JFJ", {name: typed.getlist(name) for name in typed}
    )
    page = body(liaison.get(URL))
    assert "error-summary" not in page
    assert json.dumps("2011-") in page
