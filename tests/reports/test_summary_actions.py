"""The life of a summary report, from its draft to the archive."""

import pytest

from campaign.enums import Evidence, TaskState
from campaign.models import UnitTask
from core import clock
from core.errors import Conflict, DomainError, NotAllowed, WrongState
from core.models import AuditEvent, Document, Notice, StatusLog
from reports.actions import summary
from reports.enums import ReportState, Section
from reports.models import SummaryReport
from tests.cast import Cast
from tests.factories import rectification as items
from tests.factories.campaign import accepted_plan
from tests.factories.reports import (
    TEXTS,
    make_adopted,
    make_report,
    make_returned,
    make_sent,
    make_signing,
    make_written,
    the_campaign,
)

pytestmark = pytest.mark.django_db


def recipients(code: str) -> set[str]:
    return set(Notice.objects.filter(kind=code).values_list("recipient__username", flat=True))


def test_a_report_is_drafted_from_the_records(cast: Cast) -> None:
    with clock.at(items.TODAY):
        items.make_item(cast)
        report = make_report(cast)
    assert report.number == "ZJ-2011-JFJ"
    assert "经济发展局现有工作人员18人" in report.basics
    assert "登记台账1项" in report.practice
    assert report.missing() == [Section.RESULTS, Section.EXPERIENCE]


def test_a_unit_has_one_report(cast: Cast) -> None:
    assert make_report(cast).pk == make_report(cast).pk
    assert SummaryReport.objects.count() == 1


def test_only_the_liaison_of_the_unit_starts_it(cast: Cast) -> None:
    the_campaign(cast)
    for person in (cast.outsider, cast.office, cast.unit_head, cast.sysadmin):
        with pytest.raises(NotAllowed):
            summary.open_report(unit=cast.unit, by=person)


def test_saving_counts_the_version_and_leaves_a_trace(cast: Cast) -> None:
    report = make_written(cast)
    assert report.version == 2
    assert report.experience == TEXTS["experience"]
    assert AuditEvent.objects.filter(action="reports.summary.edit", number=report.number).exists()


def test_a_stale_save_changes_nothing(cast: Cast) -> None:
    report = make_written(cast)
    with pytest.raises(Conflict):
        summary.save(report=report, by=cast.liaison, version=1, fields={"basics": "旧稿"})
    report.refresh_from_db()
    assert report.basics == TEXTS["basics"]


def test_nobody_else_writes(cast: Cast) -> None:
    report = make_report(cast)
    for person in (cast.outsider, cast.unit_head, cast.office):
        with pytest.raises(NotAllowed):
            summary.save(report=report, by=person, version=1, fields=TEXTS)


def test_a_report_with_a_gap_cannot_be_handed_on(cast: Cast) -> None:
    with pytest.raises(DomainError, match="取得成效") as refused:
        summary.send_to_head(report=make_report(cast), by=cast.liaison)
    assert refused.value.field == "results"


def test_the_head_is_told_and_can_send_it_back(cast: Cast) -> None:
    report = make_signing(cast)
    assert recipients("reports.to-sign") == {"unit_head"}
    report = summary.send_back(report=report, by=cast.unit_head, reason="数据再核一遍")
    assert (report.state, report.return_note) == (ReportState.DRAFT, "数据再核一遍")
    assert recipients("reports.sent-back") == {"liaison"}


def test_sending_back_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(DomainError) as refused:
        summary.send_back(report=make_signing(cast), by=cast.unit_head, reason=" ")
    assert refused.value.code == "reason"


def test_the_signature_freezes_the_figures(cast: Cast) -> None:
    with clock.at(items.TODAY):
        first = items.make_item(cast)
    report = make_sent(cast)
    with clock.at(items.TODAY):
        items.make_item(cast)
    report.refresh_from_db()
    assert report.snapshot["on"] == "2011-12-20"
    line = [first.number, f"{first.headline} · 限期整改 · 整改中"]
    assert report.snapshot["figures"]["items"] == [line]
    assert report.submitted_by == cast.unit_head
    assert recipients("reports.submitted") == {"office", "office_head"}


def test_only_the_head_of_the_unit_signs(cast: Cast) -> None:
    report = make_signing(cast)
    for person in (cast.liaison, cast.outsider_head, cast.office_head):
        with pytest.raises(NotAllowed):
            summary.submit(report=report, by=person)


def test_the_head_signs_what_was_read(cast: Cast) -> None:
    report = make_signing(cast)
    with pytest.raises(Conflict):
        summary.submit(report=report, by=cast.unit_head, version=report.version - 1)


def test_a_returned_report_can_be_written_and_signed_again(cast: Cast) -> None:
    report = make_returned(cast)
    assert (report.state, report.return_note) == (ReportState.RETURNED, "请补充经验做法。")
    assert recipients("reports.returned") == {"liaison"}
    report = summary.save(
        report=report, by=cast.liaison, version=report.version, fields={"experience": "一窗通办。"}
    )
    report = summary.send_to_head(report=report, by=cast.liaison)
    report = summary.submit(report=report, by=cast.unit_head)
    assert (report.state, report.return_note) == (ReportState.SUBMITTED, "")


def test_adopting_ticks_the_units_task_on_the_day_it_was_sent(cast: Cast) -> None:
    make_adopted(cast)
    task = UnitTask.objects.get(unit=cast.unit, task__evidence=Evidence.SUMMARY_REPORT)
    assert (task.state, str(task.done_on)) == (TaskState.DONE, "2011-12-20")
    assert recipients("reports.adopted") == {"liaison", "unit_head"}


def test_only_the_office_reviews(cast: Cast) -> None:
    report = make_sent(cast)
    for person in (cast.unit_head, cast.leader, cast.desk):
        with pytest.raises(NotAllowed):
            summary.adopt(report=report, by=person)


def test_an_adopted_report_is_archived_and_stays(cast: Cast) -> None:
    report = summary.archive(report=make_adopted(cast), by=cast.office)
    assert report.state == ReportState.ARCHIVED
    with pytest.raises(WrongState):
        summary.return_(report=report, by=cast.office, reason="太晚了")


def test_every_step_is_in_the_story(cast: Cast) -> None:
    report = make_adopted(cast)
    steps = StatusLog.objects.of("reports.summary", report.pk)
    assert list(steps.values_list("transition", "actor")) == [
        ("send_to_head", "liaison"),
        ("submit", "unit_head"),
        ("adopt", "office"),
    ]


def test_printing_queues_an_edition_of_the_number(cast: Cast) -> None:
    document = summary.print_report(report=make_report(cast), by=cast.liaison)
    assert (document.number, document.edition) == ("ZJ-2011-JFJ", 1)
    assert Document.objects.get().params == {"report": "ZJ-2011-JFJ"}


def test_the_office_prints_only_what_was_sent(cast: Cast) -> None:
    report = make_report(cast)
    with pytest.raises(NotAllowed):
        summary.print_report(report=report, by=cast.office)


def test_the_guiding_thought_opens_the_draft_and_the_plans_highlights_follow(cast: Cast) -> None:
    campaign = the_campaign(cast)
    campaign.guiding_thought = "围绕“工业立区”的发展思路。"
    campaign.save()
    accepted_plan(cast)
    report = make_report(cast)
    assert report.basics.startswith("围绕“工业立区”的发展思路。\n经济发展局")
    assert report.experience == "一次性告知单"
    assert report.missing() == [Section.RESULTS]


def test_the_office_remarks_on_single_parts_until_the_head_signs_again(cast: Cast) -> None:
    report = make_sent(cast)
    report = summary.return_(
        report=report,
        by=cast.office,
        reason="请补充",
        notes={"experience": " 写两条做法 ", "basics": ""},
    )
    assert report.part_notes == {"experience": "写两条做法"}
    report = summary.send_to_head(report=report, by=cast.liaison)
    assert report.part_notes  # the head reads what was asked for
    report = summary.submit(report=report, by=cast.unit_head)
    assert report.part_notes == {}
