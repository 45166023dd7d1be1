"""Until when a research report is reviewed, or sent again, and whom that reminds."""

from collections.abc import Sequence

from accounts.enums import Role
from core import deadlines
from core.models import Deadline
from core.notices import NoticeDraft
from outreach import people
from outreach.dates import in_workdays
from outreach.enums import ReportState
from outreach.models import ResearchReport
from outreach.report_notices import ReportReturnDue, ReportReviewDue
from outreach.workflow import REPORT_KIND

REVIEW_WORKDAYS = RETURN_WORKDAYS = 10
WAITING = (ReportState.FILED, ReportState.RETURNED)


class ReportDeadline(deadlines.DeadlineKind):
    """For the office while it reviews, for the liaison while a returned report is changed."""

    code = "outreach.report"
    steps = (-2, 0, 1)
    every = 5

    def notices(self, deadlines: Sequence[Deadline], step: int, today: object) -> list[NoticeDraft]:
        rows = {row.subject_id: row for row in deadlines}
        states = ResearchReport.objects.filter(pk__in=rows).values_list("pk", "state")
        office = [person.pk for person in people.office()]
        units = people.of_units([row.unit_code for row in deadlines], Role.LIAISON)
        return [
            NoticeDraft(
                ReportReviewDue if state == ReportState.FILED else ReportReturnDue,
                office if state == ReportState.FILED else units.get(rows[pk].unit_code, []),
                REPORT_KIND,
                pk,
                rows[pk].number,
            )
            for pk, state in states.order_by("pk")
        ]


KINDS = (ReportDeadline,)


def settle(report: ResearchReport) -> None:
    """Let the open deadline of a report agree with its state."""
    deadlines.close(ReportDeadline, REPORT_KIND, report.pk, "done")
    if report.state in WAITING:
        workdays = REVIEW_WORKDAYS if report.state == ReportState.FILED else RETURN_WORKDAYS
        deadlines.open(
            ReportDeadline,
            subject_kind=REPORT_KIND,
            subject_id=report.pk,
            number=report.number,
            unit_code=report.unit_code,
            due_on=in_workdays(workdays),
        )
