"""Research reports that wait for a person, for the workbench."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from core.duties import Duties
from core.text import Text
from core.todo import Todo
from outreach.enums import ReportState
from outreach.models import ResearchReport

_KIND = pgettext_lazy("to-do", "Research report")
_STEPS: dict[str, tuple[str, Text]] = {
    ReportState.RETURNED: ("report-edit", _("Change the report")),
    ReportState.SIGNING: ("report", _("Sign the report")),
    ReportState.FILED: ("report-review", _("Review the report")),
}


def todos(user: User) -> list[Duties]:
    """To change, to sign, to review."""
    wanted = Q(pk__in=[])
    if units := user.units_with(P.REPORT_EDIT):
        wanted |= Q(state=ReportState.RETURNED, unit__in=units)
    if units := user.units_with(P.REPORT_SIGN):
        wanted |= Q(state=ReportState.SIGNING, unit__in=units)
    if user.may(P.REPORT_REVIEW):
        wanted |= Q(state=ReportState.FILED)
    if wanted == Q(pk__in=[]):
        return []
    rows = ResearchReport.objects.filter(wanted).select_related("unit")
    return [Duties(_KIND, rows, _todo)]


def _todo(row: ResearchReport) -> Todo:
    page, verb = _STEPS[row.state]
    return Todo(
        kind=_KIND,
        title=row.title,
        number=row.number,
        meta=row.unit.short_name,
        due_on=None,
        verb=verb,
        url=reverse(f"outreach:{page}", args=[row.number]),
    )
