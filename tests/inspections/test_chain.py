"""From the plan to the closed inspection, once through, and what is written down on the way."""

import datetime as dt

import pytest

from core import clock
from core.errors import DomainError, NotAllowed, WrongState
from core.models import AuditEvent, Deadline, Notice, StatusLog
from inspections.actions import conclusions, findings, plans, visits
from inspections.enums import FindingState, Kind, State
from inspections.models import Finding
from inspections.workflow import FINDING_KIND, KIND
from rectification.models import RectificationItem
from tests.factories import inspections as make
from tests.factories import rectification


@pytest.fixture(autouse=True)
def _a_thursday():
    with clock.at(make.DAY):
        yield


def test_numbers_run_by_year_and_by_inspection(cast):
    first, second = make.make_inspection(cast), make.make_inspection(cast)
    assert (first.number, second.number) == ("DC-2011-001", "DC-2011-002")
    assert make.make_finding(cast, second).number == "DC-2011-002-01"
    assert make.make_finding(cast, second).number == "DC-2011-002-02"


def test_the_whole_way(cast):
    inspection = make.make_inspection(cast, kind=Kind.COVERT)
    assert inspection.confidential
    record = make.make_record(cast, inspection)
    found = visits.submit_record(
        record=record, by=cast.inspector, answers=make.answers(record, "no", "yes", note="无人在岗")
    )
    assert [(f.place, f.description, f.clock, f.wants_item) for f in found] == [
        ("二楼3号窗口", "无人在岗", "10:20", True)
    ]
    make.release(cast, inspection)
    finding = Finding.objects.get()
    assert finding.state == FindingState.STATEMENT
    assert finding.statement_due == dt.date(2011, 8, 23)  # Thursday + 3 working days
    finding = findings.state(finding=finding, by=cast.unit_head, text="当时在办理其他业务")
    finding = findings.uphold(finding=finding, by=cast.office, note="监控核实")
    finding = findings.open_item(finding=finding, by=cast.office)
    item = RectificationItem.objects.get()
    assert finding.item == item
    assert (item.origin_kind, item.origin_number) == (FINDING_KIND, finding.number)
    assert (item.unit, item.source, item.category) == (cast.unit, "covert_visit", finding.category)
    assert "10:20 二楼3号窗口：无人在岗" in item.description
    inspection.refresh_from_db()
    assert inspection.state == State.RECTIFYING
    steps = StatusLog.objects.of(KIND, inspection.pk).values_list("transition", flat=True)
    assert list(steps) == [
        "create",
        "submit",
        "approve",
        "begin",
        "conclude",
        "release",
        "rectify",
    ]
    assert AuditEvent.objects.filter(action=f"{FINDING_KIND}.link", unit_code="JFJ").count() == 1


def test_a_deadline_runs_for_the_statement_and_ends_with_the_decision(cast):
    finding = make.released_finding(cast)
    deadline = Deadline.objects.open().get(subject_kind=FINDING_KIND, subject_id=finding.pk)
    assert deadline.due_on == finding.statement_due
    findings.state(finding=finding, by=cast.liaison, text="属实")
    findings.dismiss(finding=finding, by=cast.office, reason="情节轻微", trivial=True)
    deadline.refresh_from_db()
    assert deadline.close_reason == "decided"


def test_the_unit_hears_nothing_before_the_release(cast):
    inspection = make.make_inspection(cast, kind=Kind.COVERT)
    make.make_finding(cast, inspection)
    people = [cast.liaison, cast.unit_head, cast.unit_deputy]
    assert not Notice.objects.filter(recipient__in=people).exists()
    make.release(cast, inspection)
    told = Notice.objects.filter(kind="inspections.fed-back").values_list("recipient__username")
    assert sorted(name for (name,) in told) == ["liaison", "unit_deputy", "unit_head"]


def test_the_office_decides_only_after_the_unit_or_its_time(cast):
    finding = make.released_finding(cast)
    with pytest.raises(NotAllowed):
        findings.uphold(finding=finding, by=cast.office)
    with clock.at(make.DAY + dt.timedelta(days=5)), pytest.raises(NotAllowed):
        findings.uphold(finding=finding, by=cast.office)
    with clock.at(make.DAY + dt.timedelta(days=6)):
        assert findings.uphold(finding=finding, by=cast.office).state == FindingState.CONFIRMED


def test_a_unit_states_its_case_once_and_in_time(cast):
    finding = make.released_finding(cast)
    with (
        clock.at(make.DAY + dt.timedelta(days=6)),
        pytest.raises(NotAllowed),
    ):
        findings.state(finding=finding, by=cast.liaison, text="晚了")
    findings.state(finding=finding, by=cast.liaison, text="属实")
    with pytest.raises(NotAllowed):
        findings.state(finding=finding, by=cast.liaison, text="再说一次")


def test_another_unit_cannot_state_the_case(cast):
    finding = make.released_finding(cast)
    with pytest.raises(NotAllowed):
        findings.state(finding=finding, by=cast.outsider, text="不是我们")


def test_a_good_example_is_noted_at_the_release_and_asks_nobody(cast):
    inspection = make.make_inspection(cast)
    finding = make.make_finding(
        cast, inspection, nature="highlight", category=None, description="接待有礼貌"
    )
    make.release(cast, inspection)
    finding.refresh_from_db()
    assert (finding.state, finding.decision, finding.statement_due) == ("confirmed", "upheld", None)
    with pytest.raises(NotAllowed):
        findings.open_item(finding=finding, by=cast.office)
    assert conclusions.close(inspection=inspection, by=cast.office).state == State.CLOSED


@pytest.mark.asvs("2.3.5")
def test_four_eyes_at_the_plan_and_at_the_conclusion(cast):
    inspection = make.make_inspection(cast, to="draft")
    plans.submit(inspection=inspection, by=cast.office_head)
    with pytest.raises(NotAllowed):
        plans.approve(inspection=inspection, by=cast.office_head)
    with pytest.raises(NotAllowed):
        plans.approve(inspection=inspection, by=cast.office)


def test_only_the_team_works_on_site_and_only_its_leader_concludes(cast):
    inspection = make.make_inspection(cast, to="approved")
    stranger = make.extra_inspector()
    with pytest.raises(NotAllowed):
        visits.begin(inspection=inspection, by=stranger)
    inspection = visits.begin(inspection=inspection, by=cast.inspector)
    with pytest.raises(NotAllowed):
        make.visits.add_finding(
            inspection=inspection,
            by=stranger,
            seen=make.Seen(cast.unit, dt.time(9), "x", "y", make.category()),
        )
    with pytest.raises(NotAllowed):
        conclusions.conclude(inspection=inspection, by=cast.inspector, summary="a", conclusion="b")


def test_an_open_record_holds_the_conclusion_back(cast):
    inspection = make.make_inspection(cast)
    make.make_record(cast, inspection)
    with pytest.raises(DomainError) as fault:
        make.release(cast, inspection)
    assert fault.value.code == "open-record"


def test_a_conclusion_can_be_sent_back_for_more_work(cast):
    inspection = make.make_inspection(cast)
    inspection = conclusions.conclude(
        inspection=inspection, by=cast.inspector_lead, summary="a", conclusion="b"
    )
    with pytest.raises(DomainError):
        conclusions.send_back(inspection=inspection, by=cast.office_head, reason=" ")
    inspection = conclusions.send_back(
        inspection=inspection, by=cast.office_head, reason="缺少佐证"
    )
    assert inspection.state == State.RUNNING
    assert Notice.objects.filter(
        kind="inspections.conclusion-returned", recipient=cast.inspector_lead
    ).exists()


def test_an_inspection_closes_when_everything_is_settled(cast):
    finding = make.upheld_finding(cast)
    inspection = finding.inspection
    with pytest.raises(NotAllowed):
        conclusions.close(inspection=inspection, by=cast.office)
    findings.resolve(finding=finding, by=cast.office)
    assert conclusions.close(inspection=inspection, by=cast.office).state == State.CLOSED


def test_a_finding_with_an_item_is_rectified_when_the_item_is_struck_off(cast):
    finding = findings.open_item(finding=make.upheld_finding(cast), by=cast.office)
    with pytest.raises(NotAllowed):
        findings.resolve(finding=finding, by=cast.office)
    with pytest.raises(NotAllowed):
        findings.open_item(finding=finding, by=cast.office)
    Finding.objects.filter(pk=finding.pk).update(item=rectification.make_closed(cast))
    finding = findings.resolve(finding=Finding.objects.get(pk=finding.pk), by=cast.office)
    finding = findings.verify(finding=finding, by=cast.inspector)
    assert finding.state == FindingState.VERIFIED


def test_what_is_seen_again_at_the_recheck_is_open_again(cast):
    finding = findings.resolve(finding=make.upheld_finding(cast), by=cast.office)
    finding = findings.relapse(finding=finding, by=cast.inspector, reason="又发现同样问题")
    assert finding.state == FindingState.CONFIRMED
    assert Notice.objects.filter(kind="inspections.found-again", recipient=cast.office).exists()


def test_a_behaviour_already_under_rectification_is_marked(cast):
    make.ensure_campaign(cast)
    draft = rectification.make_draft(cast, category=make.category())
    second = make.make_inspection(cast)
    assert not make.make_finding(cast, second).repeat_offence  # a draft promises nothing yet
    rectification.make_item(cast, category=draft.category)
    assert make.make_finding(cast, second).repeat_offence
    assert not make.make_finding(cast, second, category=make.category("1.1")).repeat_offence


def test_a_cancelled_plan_goes_nowhere(cast):
    inspection = make.make_inspection(cast, to="approved")
    inspection = plans.cancel(inspection=inspection, by=cast.office, reason="与其他检查重复")
    with pytest.raises((WrongState, NotAllowed)):
        visits.begin(inspection=inspection, by=cast.inspector)
