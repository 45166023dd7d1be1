"""Read, sign, review, compare, print and publish plans in the browser."""

import pytest
from django.http import HttpResponse
from django.test import Client

from campaign.actions import plans, reviews
from campaign.documents import FilingReceipt, PlanPaper
from campaign.enums import PlanState, Severity
from campaign.models import Campaign, UnitPlan
from core.errors import WrongState
from core.models import Document
from tests.campaign.pages import body, form_of, signed_in
from tests.cast import Cast
from tests.factories.campaign import (
    accepted_plan,
    returned_plan,
    submitted_plan,
    write_plan,
)

URL = "/staff/plans/FA-2011-JFJ/"

pytestmark = pytest.mark.usefixtures("campaign")


def page(person: object, path: str = URL) -> str:
    response: HttpResponse = signed_in(person).get(path)  # type: ignore[arg-type]
    assert response.status_code == 200
    return body(response)


def waiting(cast: Cast) -> UnitPlan:
    return plans.send_to_head(plan=write_plan(cast.unit, cast.liaison), by=cast.liaison)


def test_the_plan_page_offers_what_the_person_can_do(cast: Cast) -> None:
    write_plan(cast.unit, cast.liaison)
    assert URL + "edit/" in page(cast.liaison)
    assert URL + "edit/" not in page(cast.unit_head)
    assert URL + "review/" not in page(cast.office)


def test_the_head_signs_and_sends(cast: Cast) -> None:
    waiting(cast)
    head = signed_in(cast.unit_head)
    html = body(head.get(URL + "sign/"))
    assert "百分之九十八" in html
    response = head.post(URL + "sign/", form_of(html, sign="1"), follow=True)
    assert "已审签并报送办公室" in body(response)
    assert UnitPlan.objects.get().state == PlanState.SUBMITTED


def test_signing_what_has_changed_meanwhile_is_a_conflict(cast: Cast) -> None:
    plan = waiting(cast)
    head = signed_in(cast.unit_head)
    html = body(head.get(URL + "sign/"))
    plans.send_back(plan=plan, by=cast.unit_head, reason="再看看")
    plans.send_to_head(plan=write_plan(cast.unit, cast.liaison), by=cast.liaison)
    assert head.post(URL + "sign/", form_of(html, sign="1")).status_code == 409
    assert UnitPlan.objects.get().state == PlanState.UNIT_REVIEW


def test_the_head_sends_back_only_with_a_reason(cast: Cast) -> None:
    waiting(cast)
    head = signed_in(cast.unit_head)
    html = body(head.post(URL + "sign/", {"send_back": "1", "reason": ""}))
    assert "error-summary" in html
    head.post(URL + "sign/", {"send_back": "1", "reason": "目标再具体一些"})
    assert UnitPlan.objects.get().state == PlanState.DRAFT
    assert "目标再具体一些" in page(cast.liaison)


def test_the_office_returns_with_notes_at_sections(cast: Cast) -> None:
    submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    office = signed_in(cast.office)
    html = body(office.get(URL + "review/"))
    data = form_of(html, comment_goals="目标要有数字", severity_measures="suggest")
    data["comment_measures"] = "可补充奖惩"
    data["return"] = "1"
    assert "已退回修改" in body(office.post(URL + "review/", data, follow=True))
    notes = {note.field: note.severity for note in UnitPlan.objects.get().notes.all()}
    assert notes == {"goals": Severity.MUST, "measures": Severity.SUGGEST}


def test_returning_without_a_must_note_is_explained_and_keeps_the_text(cast: Cast) -> None:
    submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    office = signed_in(cast.office)
    data = form_of(body(office.get(URL + "review/")), comment_goals="可再精炼")
    data["severity_goals"] = "suggest"
    data["return"] = "1"
    html = body(office.post(URL + "review/", data))
    assert "至少写一条" in html
    assert "可再精炼" in html
    assert UnitPlan.objects.get().state == PlanState.SUBMITTED


def test_filing_with_notes_left_asks_first(cast: Cast) -> None:
    submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    office = signed_in(cast.office)
    data = form_of(body(office.get(URL + "review/")), comment_goals="目标要有数字", accept="1")
    assert "清空意见" in body(office.post(URL + "review/", data))
    data["comment_goals"] = ""
    assert "已备案" in body(office.post(URL + "review/", data, follow=True))


def test_judging_what_was_withdrawn_meanwhile_is_refused(cast: Cast) -> None:
    plan = submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    office = signed_in(cast.office)
    data = form_of(body(office.get(URL + "review/")), accept="1")
    plans.withdraw(plan=plan, by=cast.unit_head)
    assert office.post(URL + "review/", data).status_code == 403


def test_the_office_sees_what_changed_since_the_return(cast: Cast) -> None:
    plan = returned_plan(cast)
    answers = {plan.notes.get().pk: "已写明"}
    fields = {"goals": "目标：按时率百分之九十九，答复不超过三个工作日。"}
    plan = write_plan(cast.unit, cast.liaison, fields=fields, answers=answers)
    plans.submit(plan=plans.send_to_head(plan=plan, by=cast.liaison), by=cast.unit_head)
    review = page(cast.office, URL + "review/")
    assert "已写明" in review
    assert URL + "compare/" in review
    html = page(cast.office, URL + "compare/")
    assert "<ins>" in html
    assert "<del>" in html
    assert "没有变化：标题" in html


def test_one_version_cannot_be_compared(cast: Cast) -> None:
    submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    assert signed_in(cast.office).get(URL + "compare/").status_code == 404


def test_an_old_version_stays_readable_with_its_notes(cast: Cast) -> None:
    plan = returned_plan(cast)
    answers = {plan.notes.get().pk: "已写明"}
    plan = write_plan(cast.unit, cast.liaison, fields={"goals": "新目标" * 10}, answers=answers)
    html = page(cast.unit_head, URL + "versions/1/")
    assert "百分之九十八" in html
    assert "目标要有数字" in html
    assert signed_in(cast.unit_head).get(URL + "versions/2/").status_code == 404


def test_a_filed_plan_prints_a_receipt(cast: Cast) -> None:
    accepted_plan(cast)
    liaison = signed_in(cast.liaison)
    response = liaison.post(URL + "print/", {"receipt": "1"})
    document = Document.objects.get()
    assert str(document.key) in response.headers["Location"]
    assert (document.kind, document.number) == (FilingReceipt.code, "FA-2011-JFJ-HZ")


def test_there_is_no_receipt_before_filing(cast: Cast) -> None:
    submitted_plan(cast.unit, cast.liaison, cast.unit_head)
    assert signed_in(cast.liaison).post(URL + "print/", {"receipt": "1"}).status_code == 403
    assert not Document.objects.exists()


def test_what_the_papers_say(cast: Cast) -> None:
    accepted_plan(cast)
    params = {"number": "FA-2011-JFJ"}
    receipt = FilingReceipt().data(params, cast.liaison)["paper"]
    assert receipt.addressee == "经济发展局"
    assert "FA-2011-JFJ" in receipt.body[0].text
    paper = PlanPaper().data(params, cast.liaison)["paper"]
    headings = [block.text for block in paper.body if block.kind == "heading"]
    assert headings[:3] == ["指导思想和目标任务", "组织领导", "阶段安排"]
    for person in (cast.outsider, cast.inspector, cast.auditor):
        assert not PlanPaper().can_read(params, person)


def test_amending_and_publishing_from_the_page(cast: Cast) -> None:
    plan = accepted_plan(cast)
    head = signed_in(cast.unit_head)
    head.post(URL + "publish/")
    assert UnitPlan.objects.get().state == PlanState.PUBLISHED
    public = body(Client().get("/campaign/plans/jfj/"))
    assert "百分之九十八" in public
    assert "张某某" not in public  # who is in charge of what stays inside
    assert head.post(URL + "amend/", {"reason": " "}).status_code == 409
    head.post(URL + "amend/", {"reason": "职能调整"})
    plan.refresh_from_db()
    assert plan.state == PlanState.AMENDING


def test_a_plan_that_is_not_public_has_no_public_page(cast: Cast) -> None:
    accepted_plan(cast)
    assert Client().get("/campaign/plans/jfj/").status_code == 404


def test_the_public_page_of_the_campaign(cast: Cast, campaign: Campaign) -> None:
    plans.publish(plan=accepted_plan(cast), by=cast.office)
    html = body(Client().get("/campaign/"))
    for text in (
        "转变机关作风",
        "0700-5501234",
        "学习发动",
        "报送实施方案",
        "/campaign/plans/jfj/",
    ):
        assert text in html


def test_without_a_campaign_the_public_page_says_so(cast: Cast, campaign: Campaign) -> None:
    Campaign.objects.update(state="draft")
    response = Client().get("/campaign/")
    assert response.status_code == 404
    assert "投诉照常受理" in body(response)


def test_a_returned_plan_can_be_reviewed_once_it_is_back(cast: Cast) -> None:
    returned_plan(cast)
    assert signed_in(cast.office).get(URL + "review/").status_code == 403
    with pytest.raises(WrongState):
        reviews.accept(plan=UnitPlan.objects.get(), by=cast.office)
