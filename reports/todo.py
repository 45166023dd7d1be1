"""What summary reports ask of a person: writing again, signing, reviewing."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Permission
from accounts.models import User
from campaign.enums import Evidence
from campaign.models import UnitTask
from core.duties import Duties
from core.todo import Todo
from reports.enums import ReportState
from reports.models import SummaryReport

# Who has the next step of a report in each state.
_NEXT = {
    ReportState.RETURNED: Permission.REPORT_EDIT,
    ReportState.SIGNING: Permission.REPORT_SIGN,
    ReportState.SUBMITTED: Permission.REPORT_REVIEW,
}


_KIND = gettext_lazy("Summary report")


def todos(user: User) -> list[Duties]:
    """The reports that wait for this person, with the days of their tasks."""
    wanted = Q(pk__in=[])
    for state, permission in _NEXT.items():
        if units := user.units_with(permission):
            wanted |= Q(state=state, unit__in=units)
        elif user.may(permission):
            wanted |= Q(state=state)
    day = UnitTask.objects.open().filter(
        unit=OuterRef("unit_id"),
        task__evidence=Evidence.SUMMARY_REPORT,
        task__phase__campaign=OuterRef("campaign_id"),
    )
    rows = SummaryReport.objects.visible_to(user).filter(wanted)
    rows = rows.annotate(day=Subquery(day.values("task__due")[:1]))
    return [Duties(_KIND, rows.select_related("unit", "campaign"), _make, due="day")]


def _make(report: Any) -> Todo:
    return Todo(
        kind=_KIND,
        title=report.title,
        number=report.number,
        meta=report.get_state_display(),
        due_on=report.day,
        verb=_verb(report),
        url=_url(report),
    )


def _verb(report: SummaryReport) -> str:
    return {
        ReportState.RETURNED: _("Change it"),
        ReportState.SIGNING: _("Sign it"),
        ReportState.SUBMITTED: _("Review it"),
    }[ReportState(report.state)]


def _url(report: SummaryReport) -> str:
    edit = report.state == ReportState.RETURNED
    return reverse("reports:summary-edit" if edit else "reports:summary", args=[report.number])
