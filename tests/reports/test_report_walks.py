"""Random walks through the life of a summary report: whatever people try, its promises hold."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.models import StatusLog
from reports.actions import summary
from reports.enums import EDITABLE, ReportState
from reports.models import SummaryReport
from reports.workflow import REPORT
from tests.cast import Cast, make_cast
from tests.factories.reports import TEXTS, TODAY, make_report

Step = Callable[[SummaryReport, User], object]
STEPS: dict[str, Step] = {
    "edit": lambda report, by: summary.save(
        report=report, by=by, version=report.version, fields=TEXTS
    ),
    "send_to_head": lambda report, by: summary.send_to_head(report=report, by=by),
    "send_back": lambda report, by: summary.send_back(report=report, by=by, reason="再核数据"),
    "submit": lambda report, by: summary.submit(report=report, by=by),
    "return": lambda report, by: summary.return_(
        report=report, by=by, reason="请补充", notes={"experience": "写两条做法"}
    ),
    "adopt": lambda report, by: summary.adopt(report=report, by=by),
    "archive": lambda report, by: summary.archive(report=report, by=by),
}
PEOPLE = ("liaison", "unit_head", "office", "outsider_head", "leader", "sysadmin")
# Mostly the person whose turn it is, so that walks get far; sometimes anybody.
TURNS = st.one_of(
    st.sampled_from(
        [
            ("edit", "liaison"), ("send_to_head", "liaison"), ("submit", "unit_head"),
            ("send_back", "unit_head"), ("return", "office"), ("adopt", "office"),
            ("archive", "office"),
        ]
    ),
    st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(PEOPLE)),
)  # fmt: skip


def check(report: SummaryReport, cast: Cast) -> None:
    """What must hold in every state."""
    log = StatusLog.objects.of(REPORT.kind, report.pk)
    last = log.last()
    assert report.state == (last.to_state if last else ReportState.DRAFT)
    sent = log.filter(transition="submit").exists()
    assert (report.snapshot is not None) == sent
    if report.is_frozen:
        assert (report.return_note, report.part_notes) == ("", {})
    if report.state == ReportState.RETURNED:
        assert report.part_notes == {"experience": "写两条做法"}
    task = report.unit.tasks.get(task__evidence="summary_report")
    assert (task.state == "done") == log.filter(transition="adopt").exists()
    seen = SummaryReport.objects.visible_to(cast.office).filter(pk=report.pk).exists()
    assert seen == (report.state not in {ReportState.DRAFT, ReportState.SIGNING})
    assert not SummaryReport.objects.visible_to(cast.outsider_head).exists()


class ReportWalk(TestCase):
    """Each example runs in a transaction of its own."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(walk=st.lists(TURNS, max_size=12))
    def test_any_walk(self, walk: list[tuple[str, str]]) -> None:
        with clock.at(TODAY):
            cast = make_cast()
            report = make_report(cast)
            for name, part in walk:
                before = SummaryReport.objects.get(pk=report.pk)
                person = getattr(cast, part)
                allowed = (
                    before.state in EDITABLE and part == "liaison"
                    if name == "edit"
                    else bool(REPORT.can(before, name, person))
                )
                try:
                    STEPS[name](before, person)
                except DomainError as error:
                    assert not allowed or error.code == "incomplete", (name, part)  # noqa: PT017
                    after = SummaryReport.objects.get(pk=report.pk)
                    assert (after.state, after.version) == (before.state, before.version)
                else:
                    assert allowed, (name, part, before.state)
                report = SummaryReport.objects.get(pk=report.pk)
                check(report, cast)
