"""Who may do what with research reports (domain.md §4.19)."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from outreach.enums import EDITABLE_STATES
from outreach.models import ReportProblem, ResearchReport
from outreach.workflow import REPORT


def can_read(user: User) -> Answer:
    if user.may(P.UNIT_READ) or user.reads_zone:
        return Allowed()
    return Denied(_("Research reports are read by the units, the office and the leaders."))


def can_write(by: Actor, unit: Unit | None = None) -> Answer:
    """A unit's liaison, for the unit; without `unit`: for any."""
    if by.may(P.REPORT_EDIT, unit.code) if unit else by.may(P.REPORT_EDIT):
        return Allowed()
    return Denied(_("Only a liaison writes the research reports of the unit."))


def can_edit(by: Actor, report: ResearchReport) -> Answer:
    if report.state not in EDITABLE_STATES:
        return Denied(_("The report has been handed on. It can be changed when it comes back."))
    return can_write(by, report.unit)


def can_sign(by: Actor, report: ResearchReport) -> Answer:
    return REPORT.can(report, "sign", by)


def can_review(by: Actor, report: ResearchReport) -> Answer:
    return REPORT.can(report, "adopt", by)


def can_publish(by: Actor, report: ResearchReport) -> Answer:
    return REPORT.can(report, "publish", by)


def can_open_item(by: Actor, problem: ReportProblem) -> Answer:
    """The unit puts a problem of its report on its ledger, once."""
    if problem.item_id is not None:
        return Denied(_("This problem is on the ledger already."))
    if by.may(P.ITEM_EDIT, problem.report.unit_code) and by.may(
        P.REPORT_EDIT, problem.report.unit_code
    ):
        return Allowed()
    return Denied(_("Only a liaison of the unit puts its problems on the ledger."))
