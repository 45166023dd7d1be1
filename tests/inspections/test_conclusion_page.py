"""The team leader concludes, the office checks, and each step is a button for its person."""

import pytest
from django.test import Client

from core import clock
from core.models import Notice
from inspections.enums import State
from tests.factories import inspections as make

TEXT = {"summary": "总体情况较好。", "conclusion": "存在工作纪律问题，责令整改。"}


@pytest.fixture(autouse=True)
def _a_thursday():
    with clock.at(make.DAY):
        yield


def _client(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _url(inspection, rest=""):
    return f"/staff/inspections/{inspection.number}/{rest}"


def _fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_the_leader_of_the_team_writes_the_conclusion(cast):
    inspection = make.make_inspection(cast)
    finding = make.make_finding(cast, inspection)
    leader = _client(cast.inspector_lead)
    assert finding.number in leader.get(_url(inspection, "conclude/")).content.decode()
    answer = leader.post(_url(inspection, "conclude/"), TEXT)
    assert answer["Location"] == _url(inspection)
    assert "责令整改" in leader.get(_url(inspection)).content.decode()
    assert _fresh(inspection).state == State.CONCLUDING
    assert Notice.objects.filter(recipient=cast.office_head, kind="inspections.to-release").exists()


def test_an_empty_or_early_conclusion_is_explained_and_nothing_typed_is_lost(cast):
    inspection = make.make_inspection(cast)
    leader = _client(cast.inspector_lead)
    page = leader.post(_url(inspection, "conclude/"), TEXT | {"conclusion": ""}).content.decode()
    assert "总体情况较好" in page
    assert "error-summary" in page
    record = make.make_record(cast, inspection, place="二楼5号窗口")
    page = leader.post(_url(inspection, "conclude/"), TEXT).content.decode()
    assert record.place in page
    assert "责令整改" in page
    assert _fresh(inspection).state == State.RUNNING


def test_a_member_of_the_team_does_not_conclude(cast):
    inspection = make.make_inspection(cast)
    assert _client(cast.inspector).get(_url(inspection, "conclude/")).status_code == 403
    assert _client(cast.inspector).post(_url(inspection, "conclude/"), TEXT).status_code == 403
    assert _fresh(inspection).state == State.RUNNING


def test_a_plan_is_returned_with_a_reason_and_its_writer_told(cast):
    inspection = make.make_inspection(cast, to="planned")
    head = _client(cast.office_head)
    assert head.post(_url(inspection, "step/return/")).status_code == 409
    assert _fresh(inspection).state == State.PLANNED
    head.post(_url(inspection, "step/return/"), {"reason": "请补充检查范围"})
    assert _fresh(inspection).state == State.DRAFT
    assert Notice.objects.filter(recipient=cast.office, kind="inspections.plan-returned").exists()
    assert "请补充检查范围" in _client(cast.office).get(_url(inspection)).content.decode()


def test_an_unknown_button_does_not_exist(cast):
    inspection = make.make_inspection(cast, to="planned")
    assert _client(cast.office_head).post(_url(inspection, "step/burn/")).status_code == 404


def test_before_the_release_the_feedback_page_shows_the_inspection_to_its_team(cast):
    inspection = make.make_inspection(cast)
    page = _client(cast.inspector).get(_url(inspection, "feedback/"))
    assert page.templates[0].name == "inspections/inspection.html"
    assert _client(cast.unit_head).get(_url(inspection, "feedback/")).status_code == 404


def test_a_unit_gets_the_feedback_page_and_no_notes_of_the_team(cast):
    inspection = make.make_inspection(cast)
    make.make_finding(cast, inspection)
    make.release(cast, inspection)
    page = _client(cast.unit_head).get(_url(inspection))
    assert page.templates[0].name == "inspections/feedback.html"
    assert "timeline" not in page.context
    assert len(page.context["problems"]) == 1


def test_one_button_upholds_and_opens_the_item(cast):
    finding = make.released_finding(cast)
    make.findings.state(finding=finding, by=cast.liaison, text="情况属实。")
    office = _client(cast.office)
    office.post(f"/staff/findings/{finding.number}/decide/", {"decision": "item"})
    finding = _fresh(finding)
    assert finding.item is not None
    assert finding.item.origin_number == finding.number


def test_a_decision_without_choice_is_explained(cast):
    finding = make.released_finding(cast)
    make.findings.state(finding=finding, by=cast.liaison, text="情况属实。")
    page = _client(cast.office).post(f"/staff/findings/{finding.number}/decide/", {})
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    assert _fresh(finding).decided_at is None


def test_a_second_statement_is_refused(cast):
    finding = make.released_finding(cast)
    url = f"/staff/findings/{finding.number}/state/"
    _client(cast.liaison).post(url, {"text": "情况属实，已批评教育。"})
    assert _client(cast.unit_head).post(url, {"text": "补充说明一下。"}).status_code == 403
    assert _fresh(finding).unit_statement == "情况属实，已批评教育。"
