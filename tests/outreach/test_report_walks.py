"""Research reports: every state × step × part, random walks, and who is reminded of what."""

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core import clock, deadlines
from core.errors import DomainError, WrongState
from core.models import AuditEvent, Deadline, Notice, StatusLog
from outreach.actions import reports
from outreach.enums import EDITABLE_STATES, ReportState
from outreach.models import ResearchReport
from outreach.report_deadlines import WAITING
from outreach.workflow import REPORT, REPORT_KIND
from tests.cast import Cast, make_cast
from tests.factories import outreach as make

CELLS = [
    pytest.param(state, step, id=f"{state}-{step.name}")
    for state, step in itertools.product(ReportState, REPORT.transitions.values())
]


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "step"), CELLS)
def test_a_step_outside_the_table_is_refused_for_everybody(
    cast: Cast, state: str, step: Any
) -> None:
    row = ResearchReport(state=state, version=1, unit=cast.unit)
    for part, user in cast.people().items():
        expected = state in step.sources and user.may(step.permission, "JFJ")
        assert bool(REPORT.can(row, step.name, user)) is expected, part
    if state not in step.sources:
        with pytest.raises(WrongState):
            REPORT.apply(row, step.name, by=cast.office_head, reason="x")
        assert row.state == state


ACTS: dict[str, Callable[[ResearchReport, Any], object]] = {
    "edit": lambda r, u: reports.edit(
        report=r,
        by=u,
        version=r.version,
        visits=list(r.visits.all()),
        problems=["路灯报修无人跟进，平均等待23天。"],
        title=r.title,
        authors="陆某",
        background="",
        findings="全村路灯42盏，损坏12盏。",
        proposals="由规建局在九月底前完成更换。",
    ),
    "empty": lambda r, u: reports.edit(
        report=r, by=u, version=r.version, title=r.title, proposals=""
    ),
    "submit": lambda r, u: reports.submit(report=r, by=u),
    "send_back": lambda r, u: reports.send_back(report=r, by=u, reason="请补充数据。"),
    "sign": lambda r, u: reports.sign(report=r, by=u),
    "adopt": lambda r, u: reports.adopt(report=r, by=u, score=80),
    "send_return": lambda r, u: reports.send_return(
        report=r, by=u, notes={"proposals": "请写明责任人。"}
    ),
    "publish": lambda r, u: reports.publish(report=r, by=u),
}
ACTORS = ("liaison", "unit_head", "office", "outsider", "desk")
USUAL = [
    ("submit", "liaison"),
    ("sign", "unit_head"),
    ("send_return", "office"),
    ("edit", "liaison"),
    ("submit", "liaison"),
    ("sign", "unit_head"),
    ("adopt", "office"),
    ("publish", "office"),
]
STEPS = st.one_of(
    st.sampled_from(USUAL), st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(ACTORS))
)
WALKS = st.tuples(st.integers(0, len(USUAL)), st.lists(STEPS, max_size=12))


class WalkTest(TestCase):
    """Whatever people try in whatever order, these stay true."""

    @settings(
        max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(walk=WALKS)
    def test_walks(self, walk: Any) -> None:
        prefix, rest = walk
        cast = make_cast()
        with clock.at(make.TODAY):
            report = make.make_report(cast)
            first_sent = None
            for name, part in [*USUAL[:prefix], *rest]:
                self._try(report, name, getattr(cast, part))
                report = ResearchReport.objects.get(pk=report.pk)
                first_sent = first_sent or report.first_sent_on
                assert report.first_sent_on == first_sent  # a later return does not make it late
                self._holds(report, cast)

    def _try(self, report: ResearchReport, name: str, user: Any) -> None:
        def stand() -> tuple[int, str, int, int]:
            row = ResearchReport.objects.get(pk=report.pk)
            return row.version, row.state, StatusLog.objects.count(), AuditEvent.objects.count()

        before = stand()
        try:
            ACTS[name](report, user)
        except DomainError:
            assert stand() == before
        else:
            assert stand()[0] == before[0] + 1
            assert stand()[3] > before[3]

    def _holds(self, report: ResearchReport, cast: Cast) -> None:
        running = list(Deadline.objects.open().of(REPORT_KIND, report.pk))
        assert len(running) == (1 if report.state in WAITING else 0)
        if report.state not in EDITABLE_STATES:
            assert not reports.missing(report)
        sent = report.first_sent_on is not None
        assert sent or report.state in (ReportState.DRAFT, ReportState.SIGNING)
        # The office reads what has been sent, everybody what is public, another unit nothing.
        for_office = ResearchReport.objects.visible_to(cast.office).filter(pk=report.pk)
        inside = (ReportState.DRAFT, ReportState.SIGNING)
        assert for_office.exists() or report.state in inside or report.state in EDITABLE_STATES
        assert not ResearchReport.objects.visible_to(cast.outsider).filter(pk=report.pk).exists()
        published = ResearchReport.objects.published().filter(pk=report.pk).exists()
        assert published is (report.state == ReportState.PUBLISHED)
        logs = list(StatusLog.objects.of(REPORT_KIND, report.pk))
        for earlier, later in itertools.pairwise(logs):
            assert later.from_state == earlier.to_state
        assert logs[-1].to_state == report.state


@pytest.mark.django_db
def test_the_office_is_reminded_to_review_and_the_liaison_to_send_again(cast: Cast) -> None:
    with clock.at(make.TODAY):
        report = make.make_filed(cast)
    due = Deadline.objects.open().of(REPORT_KIND, report.pk).get().due_on
    with clock.at(dt.datetime.combine(due, dt.time(9), tzinfo=dt.UTC)):
        deadlines.sweep()
        told = Notice.objects.filter(kind="outreach.report-review-due")
        assert {notice.recipient for notice in told} == {cast.office, cast.office_head}
        reports.send_return(report=report, by=cast.office, notes={"proposals": "请写明责任人。"})
    again = Deadline.objects.open().of(REPORT_KIND, report.pk).get().due_on
    with clock.at(dt.datetime.combine(again, dt.time(9), tzinfo=dt.UTC)):
        deadlines.sweep()
    (notice,) = Notice.objects.filter(kind="outreach.report-return-due")
    assert notice.recipient == cast.liaison


@pytest.mark.django_db
def test_nobody_is_reminded_of_what_has_been_adopted(cast: Cast) -> None:
    with clock.at(make.TODAY):
        report = make.make_adopted(cast)
    assert not Deadline.objects.open().of(REPORT_KIND, report.pk).exists()
