"""Who may do what with summary reports, the dashboard and the portraits of units."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign.models import Campaign
from complaints import access as complaint_access
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from reports.enums import EDITABLE, WITH_OFFICE
from reports.models import SummaryReport, ZoneReport
from reports.workflow import REPORT


def can_open_report(by: Actor, unit: Unit) -> Answer:
    """The liaison of an active unit starts its report."""
    if not unit.active:
        return Denied(_("The unit has been dissolved. Its successor writes the report."))
    if by.may(Permission.REPORT_EDIT, unit.code):
        return Allowed()
    return Denied(_("Only the liaison of the unit writes its summary report."))


def can_edit_report(by: Actor, report: SummaryReport) -> Answer:
    """Whether the text may be changed now, and by this person."""
    if report.state not in EDITABLE:
        return Denied(
            _("The report has been handed on. It can be changed again when it is sent back.")
        )
    return can_open_report(by, report.unit)


def can_sign_report(by: Actor, report: SummaryReport) -> Answer:
    """Whether the unit head may sign now."""
    return REPORT.can(report, "submit", by)


def can_review_report(by: Actor, report: SummaryReport) -> Answer:
    """Whether the office may decide now."""
    return REPORT.can(report, "adopt", by)


def can_read_report(by: Actor, report: SummaryReport) -> Answer:
    """The people of the unit at any time, readers of the zone once it was sent."""
    if by.may(Permission.UNIT_READ, report.unit_code):
        return Allowed()
    if report.state in WITH_OFFICE and by.may(Permission.ZONE_READ):
        return Allowed()
    return Denied(_("The report belongs to another unit."))


def can_see_dashboard(by: Actor) -> Answer:
    """Leaders and the office look at the whole zone."""
    if by.may(Permission.DASHBOARD):
        return Allowed()
    return Denied(_("The overview of the zone is for its leaders and the office."))


def can_read_zone_report(by: Actor) -> Answer:
    """Leaders and the office read the report of the zone."""
    if by.may(Permission.ZONE_READ):
        return Allowed()
    return Denied(_("The report of the zone is for its leaders and the office."))


def can_write_zone_report(by: Actor, report: ZoneReport | None = None) -> Answer:
    """The office writes it until it is issued."""
    if report is not None and not report.is_editable:
        return Denied(_("The report of the zone has been issued; take it back to change it."))
    if by.may(Permission.REPORT_REVIEW):
        return Allowed()
    return Denied(_("Only the leadership-group office writes the report of the zone."))


def can_carry_over(by: Actor, campaign: Campaign) -> Answer:
    """What last year left goes onto the ledgers once the new campaign runs (R-099)."""
    if campaign.previous_id is None:
        return Denied(_("This campaign continues no other."))
    if not campaign.is_running:
        return Denied(_("Start the campaign first; then the units' ledgers are open."))
    if by.may(Permission.CAMPAIGN_MANAGE):
        return Allowed()
    return Denied(_("Only the head of the leadership-group office carries matters over."))


def can_see_portrait(by: User, unit: Unit) -> Answer:
    """Leaders and the office look at any unit, its own people at theirs."""
    if by.may(Permission.DASHBOARD) or by.may(Permission.UNIT_READ, unit.code):
        return Allowed()
    return Denied(_("The portrait of a unit is for its own people, the leaders and the office."))


def can_list_reports(by: User) -> Answer:
    """People of units and readers of the zone."""
    if by.may(Permission.ZONE_READ) or by.units_with(Permission.UNIT_READ):
        return Allowed()
    return Denied(_("Summary reports are open to the units, the office and the leaders."))


def can_see_cases(by: User) -> Answer:
    """The complaints behind a number: whoever has a list of complaints, as far as it goes."""
    return complaint_access.can_list(by)


def portrait_units(by: User) -> list[int]:
    """The ids of the units whose portrait exists for a person."""
    if by.may(Permission.DASHBOARD):
        return list(Unit.objects.active().values_list("pk", flat=True))
    return [unit.pk for unit in by.units_with(Permission.UNIT_READ)]
