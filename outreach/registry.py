"""Makes deadlines, messages and to-dos of the package known; imported once models exist."""

from django.utils.translation import gettext_lazy as _

from accounts import departures
from campaign import evidence_links, field_counts
from campaign.enums import Evidence
from core import deadlines, notices, todo
from core.documents import builders
from outreach.actions import enterprises
from outreach.deadlines import KINDS as DEADLINES
from outreach.forms.cases import CaseForm
from outreach.forms.reports import ReportForm
from outreach.forms.visits import VisitForm
from outreach.notices import KINDS as NOTICES
from outreach.report_deadlines import KINDS as REPORT_DEADLINES
from outreach.report_notices import KINDS as REPORT_NOTICES
from outreach.report_papers import ReportPaper
from outreach.report_todo import todos as report_todos
from outreach.todo import todos
from outreach.visit_deadlines import KINDS as VISIT_DEADLINES
from outreach.visit_notices import KINDS as VISIT_NOTICES
from outreach.visit_todo import todos as visit_todos
from outreach.workflow import KIND, OPINION_KIND, REPORT_KIND
from rectification import origins


def register() -> None:
    """Called once, in `apps.ready()`."""
    departures.register(
        enterprises.KIND,
        departures.Kind(_("enterprises looked after"), enterprises.looked_after, enterprises.leave),
    )
    deadlines.register(*DEADLINES, *VISIT_DEADLINES, *REPORT_DEADLINES)
    notices.register(*NOTICES, *VISIT_NOTICES, *REPORT_NOTICES)
    todo.register(todos)
    todo.register(visit_todos)
    todo.register(report_todos)
    builders.register(ReportPaper())
    origins.register(KIND, "outreach:case")
    origins.register(OPINION_KIND, "outreach:opinion")
    origins.register(REPORT_KIND, "outreach:report")
    field_counts.register(Evidence.VISIT, lambda: field_counts.visible(VisitForm))
    field_counts.register(Evidence.RESEARCH_REPORT, lambda: field_counts.visible(ReportForm))
    field_counts.register(Evidence.ENTERPRISE_CASE, lambda: field_counts.visible(CaseForm))
    evidence_links.register(
        Evidence.ENTERPRISE_CASE, "outreach:cases", _("See the enterprise cases")
    )
    evidence_links.register(Evidence.VISIT, "outreach:visit-new", _("Log a visit"))
    evidence_links.register(Evidence.RESEARCH_REPORT, "outreach:report-new", _("Write a report"))
