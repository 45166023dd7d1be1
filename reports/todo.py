"""What summary reports ask of a person: writing again, signing, reviewing."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Permission
from accounts.models import User
from campaign.enums import Evidence
from campaign.models import UnitTask
from core.todo import Todo
from reports.enums import ReportState
from reports.models import SummaryReport

# Who has the next step of a report in each state.
_NEXT = {
    ReportState.RETURNED: Permission.REPORT_EDIT,
    ReportState.SIGNING: Permission.REPORT_SIGN,
    ReportState.SUBMITTED: Permission.REPORT_REVIEW,
}


def todos(user: User) -> list[Todo]:
    """At most two queries: the reports that wait for this person, and their tasks' days."""
    states = [state for state, permission in _NEXT.items() if user.may(permission)]
    if not states:
        return []
    waiting = SummaryReport.objects.visible_to(user).filter(state__in=states)
    reports = [
        report
        for report in waiting.select_related("unit", "campaign")
        if user.may(_NEXT[ReportState(report.state)], report.unit_code)
    ]
    days = _days(reports)
    return [
        Todo(
            kind=_("Summary report"),
            title=report.title,
            number=report.number,
            meta=report.get_state_display(),
            due_on=days.get((report.campaign_id, report.unit_id)),
            verb=_verb(report),
            url=_url(report),
        )
        for report in reports
    ]


def _days(reports: list[SummaryReport]) -> dict[tuple[int, int], dt.date]:
    if not reports:
        return {}
    tasks = UnitTask.objects.open().filter(
        unit__in=[report.unit_id for report in reports],
        task__evidence=Evidence.SUMMARY_REPORT,
    )
    rows = tasks.values_list("task__phase__campaign_id", "unit_id", "task__due")
    return {(campaign, unit): due for campaign, unit, due in rows}


def _verb(report: SummaryReport) -> str:
    return {
        ReportState.RETURNED: _("Change it"),
        ReportState.SIGNING: _("Sign it"),
        ReportState.SUBMITTED: _("Review it"),
    }[ReportState(report.state)]


def _url(report: SummaryReport) -> str:
    edit = report.state == ReportState.RETURNED
    return reverse("reports:summary-edit" if edit else "reports:summary", args=[report.number])
