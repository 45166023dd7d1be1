"""The register of rules, one rule and its steps, through the pages (ux.md P24)."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from core.models import AuditEvent
from rectification.enums import RuleState
from rectification.models import Rule, RuleAbsence
from tests.cast import Cast
from tests.factories.rectification import make_item, the_campaign
from tests.factories.rules import (
    TEXT,
    make_approved,
    make_consulting,
    make_drafted,
    make_in_force,
    make_planned,
)
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db
PLAN = {
    "version": "0",
    "opened": "",
    "title": "中午值班制度",
    "kind": "work",
    "change": "new",
    "former": "",
    "due_on": "2011-10-31",
}
DRAFT = {
    "opened": "",
    "duty": "办公室排班。",
    "task": "中午窗口有人。",
    "procedure": "每周公布值班表。",
    "steps_before": "",
    "steps_after": "",
    "days_before": "3",
    "days_after": "1",
    "materials_before": "",
    "materials_after": "",
    "text": TEXT,
}


def test_from_a_problem_to_a_rule_in_force(cast: Cast) -> None:
    item = make_item(cast)
    writer, head = signed_in(cast.liaison), signed_in(cast.unit_head)
    form = writer.get(f"/staff/rules/new/?item={item.number}").context["form"]
    assert form["items"].value() == [item.pk]
    done = writer.post("/staff/rules/new/", {**PLAN, "items": [item.pk]}, follow=True)
    rule = Rule.objects.get()
    assert f'已计划制度：<a href="/staff/rules/{rule.number}/"' in done.content.decode()
    at = f"/staff/rules/{rule.number}"
    writer.post(f"{at}/draft/", {**DRAFT, "version": rule.version})
    writer.post(
        f"{at}/consult/", {"consulted": "各科室", "start": "2011-08-10", "end": "2011-08-18"}
    )
    rows = {
        "opinions-TOTAL_FORMS": "2",
        "opinions-INITIAL_FORMS": "0",
        "opinions-0-giver": "窗口",
        "opinions-0-content": "建议轮换",
        "opinions-0-outcome": "taken",
        "opinions-0-note": "已写入",
    }
    writer.post(f"{at}/opinions/", rows)
    writer.post(
        f"{at}/approve/",
        {"deliberated_by": "班子会", "deliberated_on": "2011-08-19", "decision": "同意"},
    )
    issue = {
        "doc_no": "青经发〔2011〕3号",
        "issued_on": "2011-08-19",
        "effective_on": "2011-08-19",
        "disclosure": "public",
        "disclosure_reason": "",
    }
    head.post(f"{at}/issue/", issue)
    rule.refresh_from_db()
    assert (rule.state, rule.days_saved) == (RuleState.IN_FORCE, 2)
    page = writer.get(f"{at}/").content.decode()
    for words in ("建议轮换", "青经发〔2011〕3号", item.number, "执行中"):
        assert words in page
    back = writer.get(f"/staff/ledger/{item.number}/").content.decode()
    assert rule.title in back


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"due_on": "2011-08-01"}, "due_on"),
        ({"due_on": "下月"}, "due_on"),
        ({"change": "revise"}, "former"),
        ({}, "items"),
        ({"kind": "nonsense"}, "kind"),
    ],
)
def test_a_plan_names_its_faults_and_keeps_what_was_typed(
    cast: Cast, changes: dict[str, str], field: str
) -> None:
    the_campaign(cast)
    answer = signed_in(cast.liaison).post("/staff/rules/new/", {**PLAN, **changes})
    form = answer.context["form"]
    assert set(form.errors) == {field}
    assert form["title"].value() == {**PLAN, **changes}["title"]
    assert not Rule.objects.exists()


def test_a_draft_keeps_its_file_when_something_else_is_wrong(cast: Cast) -> None:
    rule = make_planned(cast)
    client, at = signed_in(cast.liaison), f"/staff/rules/{rule.number}/draft/"
    pdf = SimpleUploadedFile("制度.pdf", b"no pdf at all", "application/pdf")
    answer = client.post(at, {**DRAFT, "version": "1", "files": pdf})
    assert "files" in answer.context["form"].errors
    answer = client.post(at, {**DRAFT, "version": "1", "days_after": ""})
    assert set(answer.context["form"].errors) == {"days_after"}
    assert Rule.objects.get().state == RuleState.PLANNED


def test_a_stale_draft_is_shown_and_nothing_is_overwritten(cast: Cast) -> None:
    rule = make_drafted(cast)
    client, at = signed_in(cast.unit_deputy), f"/staff/rules/{rule.number}"
    stale = {**DRAFT, "version": "1", "text": "我的条文"}
    answer = client.post(f"{at}/draft/", stale)
    assert answer.status_code == 409
    assert "我的条文" in answer.content.decode()
    answer = client.post(f"{at}/edit/", {**PLAN, "version": "1", "preventive": "on"})
    assert answer.status_code == 409
    assert Rule.objects.get().text == TEXT


def test_changing_the_plan(cast: Cast) -> None:
    rule = make_planned(cast)
    at = f"/staff/rules/{rule.number}/edit/"
    client = signed_in(cast.unit_deputy)
    assert client.get(at).context["form"]["title"].value() == rule.title
    client.post(at, {**PLAN, "version": rule.version, "preventive": "on"})
    assert Rule.objects.get().title == PLAN["title"]


def test_opinions_name_the_row_at_fault(cast: Cast) -> None:
    rule = make_consulting(cast)
    rows = {
        "opinions-TOTAL_FORMS": "2",
        "opinions-INITIAL_FORMS": "0",
        "opinions-0-content": "建议延长时限",
        "opinions-0-outcome": "not_taken",
    }
    client, at = signed_in(cast.liaison), f"/staff/rules/{rule.number}/opinions/"
    page = client.post(at, rows)
    assert set(page.context["rows"].forms[0].errors) == {"giver", "note"}
    assert "第1行" in page.content.decode()
    grown = client.post(at, {**rows, "add_opinions": "1"})
    assert len(grown.context["rows"].forms) == 3
    assert not rule.opinions.exists()


def test_a_step_shows_its_fault_at_the_field(cast: Cast) -> None:
    rule = make_approved(cast)
    answer = signed_in(cast.unit_head).post(
        f"/staff/rules/{rule.number}/issue/",
        {
            "doc_no": "1号",
            "issued_on": "2011-08-19",
            "effective_on": "2011-08-10",
            "disclosure": "unit",
            "disclosure_reason": "含内部岗位安排",
        },
    )
    assert set(answer.context["form"].errors) == {"effective_on"}


def test_every_step_of_a_rule_in_force(cast: Cast) -> None:
    rule = make_in_force(cast)
    at = f"/staff/rules/{rule.number}"
    check = {"checked_on": "2011-08-19", "result": "partly", "note": "抽查10件，1件补登。"}
    signed_in(cast.office).post(f"{at}/check/", check)
    evaluation = {"verdict": "keep", "evaluation": "三次抽查均已执行，继续执行。"}
    signed_in(cast.liaison).post(f"{at}/evaluate/", evaluation)
    page = signed_in(cast.leader).get(f"{at}/").content.decode()
    assert "抽查10件，1件补登。" in page
    assert "继续执行" in page
    signed_in(cast.unit_head).post(f"{at}/abolish/", {"reason": "并入新办法", "document": "5号"})
    assert Rule.objects.get().state == RuleState.ABOLISHED


def test_giving_up_and_going_back(cast: Cast) -> None:
    rule = make_consulting(cast)
    client, at = signed_in(cast.liaison), f"/staff/rules/{rule.number}"
    assert "reason" in client.post(f"{at}/redraft/", {"reason": ""}).context["form"].errors
    client.post(f"{at}/redraft/", {"reason": "企业意见较多，重新起草"})
    assert Rule.objects.get().state == RuleState.DRAFTING
    client.post(f"{at}/drop/", {"reason": "并入服务承诺制度"})
    assert Rule.objects.get().state == RuleState.DROPPED


def test_a_unit_says_why_it_has_no_rule_of_a_kind(cast: Cast) -> None:
    make_planned(cast)
    client = signed_in(cast.liaison)
    page = client.get("/staff/rules/")
    missing = [
        cell.kind for _unit, cells in page.context["kinds"] for cell in cells if cell.is_missing
    ]
    assert missing == ["management", "supervision"]
    at = "/staff/rules/kinds/JFJ/supervision/"
    assert "reason" in client.post(at, {"reason": "无"}).context["form"].errors
    client.post(at, {"reason": "执行区里的督查办法，不另行制定。"})
    assert RuleAbsence.objects.get().kind == "supervision"
    kinds = signed_in(cast.office).get("/staff/rules/kinds/").content.decode()
    assert "执行区里的督查办法，不另行制定。" in kinds
    assert client.get("/staff/rules/kinds/GJJ/work/").status_code == 404
    assert client.get("/staff/rules/kinds/JFJ/nonsense/").status_code == 404


def test_filters_and_counts_agree(cast: Cast) -> None:
    force = make_in_force(cast)
    plan = make_planned(cast, kind="management")
    late = make_planned(cast, due_on=dt.date(2011, 8, 20))
    client = signed_in(cast.office)
    with clock.at(dt.datetime(2011, 8, 24, 2, tzinfo=dt.UTC)):
        for query, found in {
            "": {force, plan, late},
            "?mark=issued&change=new": {force},
            "?mark=unchecked": {force},
            "?mark=simplified": {force},
            "?mark=public": {force},
            "?mark=overdue": {late},
            "?mark=preventive": {force, plan, late},
            "?mark=relapsed": set(),
            "?kind=management": {plan},
            "?state=planned&unit=JFJ": {plan, late},
            "?unit=GJJ": set(),
            f"?q={plan.number[-3:]}": {plan},
        }.items():
            page = client.get(f"/staff/rules/{query}")
            assert set(page.context["page"]) == found, query
        counts = page.context["counts"]
    assert (counts.planned, counts.issued, counts.new, counts.revised) == (3, 1, 1, 0)
    assert (page.context["savings"].steps, page.context["savings"].days) == (3, 5)


def test_the_list_asks_the_same_number_of_queries_for_more_rules(cast: Cast) -> None:
    make_in_force(cast)
    client = signed_in(cast.office)
    client.get("/staff/rules/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/staff/rules/")
    for _ in range(4):
        make_planned(cast)
    with CaptureQueriesContext(connection) as many:
        client.get("/staff/rules/")
    assert len(many) == len(few)


def test_late_items_are_a_warning_once_phase_three_has_begun(cast: Cast) -> None:
    make_item(cast)  # due on 31 August
    with clock.at(dt.datetime(2011, 9, 20, 2, tzinfo=dt.UTC)):
        client = signed_in(cast.liaison)
        assert client.get("/staff/rules/").context["late_items"] == 0
    with clock.at(dt.datetime(2011, 10, 10, 2, tzinfo=dt.UTC)):
        client = signed_in(cast.liaison)
        page = client.get("/staff/rules/")
        assert page.context["late_items"] == 1
        assert "超过整改时限" in page.content.decode()
        # A warning, no block: rules can be planned all the same.
        assert client.get("/staff/rules/new/").status_code == 200


def test_the_word_copy_names_the_rule_and_is_on_record(cast: Cast) -> None:
    rule = make_in_force(cast)
    answer = signed_in(cast.leader).get(f"/staff/rules/{rule.number}/word/")
    assert answer.content.startswith(b"PK")
    assert AuditEvent.objects.filter(action="rectification.rule.word", number=rule.number).exists()


def test_another_unit_finds_nothing(cast: Cast) -> None:
    rule = make_in_force(cast)
    client = signed_in(cast.outsider)
    assert client.get(f"/staff/rules/{rule.number}/").status_code == 404
    assert list(client.get("/staff/rules/").context["page"]) == []
    assert client.get("/staff/rules/?unit=JFJ").context["counts"].planned == 0
