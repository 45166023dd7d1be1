"""Research reports from draft to public: states, links, secrecy (R-060)."""

import itertools

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from campaign.enums import Evidence
from campaign.models import TaskEvidence
from core import drafts
from core.errors import Conflict, DomainError, NotAllowed, WrongState
from core.models import Notice
from core.todo import Todo, listed
from outreach import report_todo as package_todo
from outreach.actions import reports
from outreach.enums import ReportState
from outreach.models import ResearchReport
from outreach.workflow import REPORT, REPORT_KIND
from portal import finders
from rectification.enums import Source
from rectification.models import RectificationItem
from tests.cast import PARTS
from tests.factories import outreach as make


def todos(user: User) -> list[Todo]:
    """What waits for a person, in words."""
    return listed(package_todo.todos(user))


pytestmark = pytest.mark.django_db
INSIDE = {"liaison", "unit_head", "unit_deputy", "owner"}
ZONE = {"office", "office_head", "leader"}
GIVEN = {
    "title": "关于企业用工情况的调研报告",
    "authors": "陆某",
    "findings": "走访企业8家，缺工46人。",
    "version": "0",
    "problems-TOTAL_FORMS": "1",
    "problems-INITIAL_FORMS": "0",
    "problems-0-text": "用工信息不畅。",
}
CELLS = [
    pytest.param(state, step, id=f"{state}-{step.name}")
    for state, step in itertools.product(ReportState, REPORT.transitions.values())
]


def _client(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _text(answer):
    return answer.content.decode()


def _told(kind: str) -> list[str]:
    rows = Notice.objects.filter(kind=f"outreach.{kind}", settled_at=None)
    return sorted(rows.values_list("recipient__username", flat=True))


@pytest.mark.parametrize(("state", "step"), CELLS)
def test_a_step_outside_the_table_is_refused_for_everybody(cast, state, step):
    row = ResearchReport(state=state, version=1, unit=cast.unit)
    for part, user in cast.people().items():
        expected = state in step.sources and user.may(step.permission, "JFJ")
        assert bool(REPORT.can(row, step.name, user)) is expected, part
    if state not in step.sources:
        with pytest.raises(WrongState):
            REPORT.apply(row, step.name, by=cast.office, reason="x")


def test_the_way_of_a_report(cast):
    report = make.make_signing(cast)
    assert (report.number, report.state) == ("DY-2011-JFJ-001", ReportState.SIGNING)
    assert _told("report-to-sign") == ["unit_head"]
    assert [row.number for row in todos(cast.unit_head)] == [report.number]
    report = reports.sign(report=report, by=cast.unit_head)
    assert str(report.first_sent_on) == "2011-08-19"
    assert _told("report-to-review") == ["office", "office_head"]
    assert _told("report-to-sign") == []
    report = reports.adopt(report=report, by=cast.office, score=88)
    assert (report.adopted, report.score, report.reviewed_by) == (True, 88, cast.office)
    assert _told("report-adopted") == ["liaison"]
    assert reports.publish(report=report, by=cast.office).state == ReportState.PUBLISHED


def test_a_signed_report_fulfils_the_task_of_the_phase(cast, monkeypatch):
    calls = []
    monkeypatch.setattr(
        "campaign.actions.tasks.fulfil", lambda *a, **k: calls.append((a, k["number"]))
    )
    report = make.make_filed(cast)
    assert calls[-1] == ((Evidence.RESEARCH_REPORT,), report.number)
    assert TaskEvidence.objects.filter(kind=REPORT_KIND).count() == 0


@pytest.mark.parametrize(
    ("lacks", "field"),
    [
        ({"authors": ""}, "authors"),
        ({"findings": " "}, "findings"),
        ({"proposals": ""}, "proposals"),
        ({"problems": []}, "problems"),
    ],
)
def test_what_lacks_something_is_not_handed_on(cast, lacks, field):
    report = make.make_report(cast, **lacks)
    with pytest.raises(DomainError) as fault:
        reports.submit(report=report, by=cast.liaison)
    assert fault.value.field == field


def test_the_office_returns_with_a_note_at_the_field(cast):
    report = make.make_filed(cast)
    with pytest.raises(DomainError):
        reports.send_return(report=report, by=cast.office, notes={"findings": " "})
    report = reports.send_return(
        report=report, by=cast.office, notes={"findings": "请补充样本数量"}
    )
    assert (report.state, report.notes.get().field) == (ReportState.RETURNED, "findings")
    assert _told("report-sent-back") == ["liaison"]
    page = _text(_client(cast.liaison).get(f"/staff/research/{report.number}/edit/"))
    assert "请补充样本数量" in page
    report = reports.submit(report=report, by=cast.liaison)
    assert report.notes.get().resolved


def test_a_score_is_from_0_to_100(cast):
    with pytest.raises(DomainError) as fault:
        reports.adopt(report=make.make_filed(cast), by=cast.office, score=101)
    assert fault.value.field == "score"


def test_the_head_sends_it_back_with_the_reason(cast):
    report = reports.send_back(report=make.make_signing(cast), by=cast.unit_head, reason="请核数据")
    assert report.state == ReportState.DRAFT


def test_what_was_said_is_drawn_in_once(cast):
    report = make.make_report(cast, findings="已有内容。", problems=[])
    report = reports.draw(report=report, by=cast.liaison, version=report.version)
    visit = report.visits.get()
    assert report.findings.startswith("已有内容。")
    assert visit.summary in report.findings
    assert [one.text for one in report.problems.all()] == [make.SAID]
    again = reports.draw(report=report, by=cast.liaison, version=report.version)
    assert (again.findings, again.problems.count()) == (report.findings, 1)


def test_visits_of_other_units_cannot_be_chosen(cast):
    other = make.make_visit(cast, unit=cast.other_unit, by=cast.outsider)
    with pytest.raises(DomainError) as fault:
        make.make_report(cast, visits=[other])
    assert fault.value.field == "visits"


def test_a_problem_goes_onto_the_ledger_once_and_stays_in_the_report(cast):
    report = make.make_report(cast)
    problem = reports.to_item(problem=report.problems.get(), by=cast.liaison)
    item = RectificationItem.objects.get()
    assert (problem.item, item.source, item.origin_number) == (item, Source.FIELD, report.number)
    with pytest.raises(NotAllowed):
        reports.to_item(problem=problem, by=cast.liaison)
    reports.edit(report=report, by=cast.liaison, version=report.version, problems=["另一问题"])
    assert report.problems.count() == 2


def test_two_people_write_one_report(cast):
    report = make.make_report(cast)
    reports.edit(report=report, by=cast.liaison, version=report.version, title="新题目")
    with pytest.raises(Conflict):
        reports.edit(report=report, by=cast.liaison, version=report.version, title="旧题目")


@pytest.mark.parametrize("part", sorted(set(PARTS)))
def test_a_draft_is_the_units_own_until_it_is_sent(cast, part):
    draft, sent = make.make_report(cast), make.make_filed(cast)
    client = _client(getattr(cast, part))
    for row, readers in ((draft, INSIDE), (sent, INSIDE | ZONE)):
        expected = 200 if part in readers else 404
        assert client.get(row.get_absolute_url()).status_code == expected
        listing = _text(client.get("/staff/research/"))
        assert (f'id="report-{row.number}"' in listing) is (part in readers)
        assert bool(finders.find(getattr(cast, part), row.number)) is (part in readers)


def test_the_public_reads_only_what_is_public(cast, client):
    hidden, shown = make.make_adopted(cast), make.make_public(cast)
    assert client.get(f"/research/{hidden.number}/").status_code == 404
    page = _text(client.get(f"/research/{shown.number}/"))
    assert shown.findings in page
    assert "数据扎实" not in page
    listing = _text(client.get("/research/"))
    assert shown.number in listing
    assert hidden.number not in listing


def test_writing_on_the_page(cast):
    make.the_campaign(cast)
    client = _client(cast.liaison)
    bad = client.post("/staff/research/new/", {**GIVEN, "title": ""})
    assert bad.status_code == 422
    assert GIVEN["findings"] in _text(bad)
    answer = client.post("/staff/research/new/", GIVEN)
    report = ResearchReport.objects.get()
    assert answer["Location"] == report.get_absolute_url()
    assert report.problems.get().text == GIVEN["problems-0-text"]
    page = f"{report.get_absolute_url()}edit/"
    assert GIVEN["problems-0-text"] in _text(client.get(page))
    stale = client.post(page, {**GIVEN, "version": "0"})
    assert stale.status_code == 409
    handed = client.post(f"{report.get_absolute_url()}submit/")
    assert handed["Location"] == page
    assert "请写明" in _text(client.get(page))


def test_the_draft_comes_back(cast):
    make.the_campaign(cast)
    drafts.save(cast.liaison, "outreach.report:new", {k: [v] for k, v in GIVEN.items()})
    page = _text(_client(cast.liaison).get("/staff/research/new/"))
    assert GIVEN["findings"] in page
    assert GIVEN["problems-0-text"] in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "error-summary"),
        ({"decision": "adopt"}, "请给出 0 至 100 的评分"),
        ({"decision": "adopt", "score": "101"}, "评分"),
        ({"decision": "return"}, "请在需要修改的栏目写明意见"),
    ],
)
def test_a_review_that_lacks_something_says_what(cast, given, said):
    report = make.make_filed(cast)
    answer = _client(cast.office).post(f"{report.get_absolute_url()}review/", given)
    assert answer.status_code == 422
    assert said in _text(answer)


def test_papers_and_files(cast):
    report = make.make_report(cast)
    client = _client(cast.liaison)
    made = client.get(f"{report.get_absolute_url()}word/")
    assert made.content[:2] == b"PK"
    asked = client.post(f"{report.get_absolute_url()}print/")
    assert asked.status_code == 302
    wrong = SimpleUploadedFile("a.exe", b"MZ")
    answer = client.post(f"{report.get_absolute_url()}file/add/", {"original": wrong})
    assert answer.status_code == 422
    assert _client(cast.outsider).get(f"{report.get_absolute_url()}word/").status_code == 404
