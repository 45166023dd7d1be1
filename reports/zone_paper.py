"""The report of the zone as an official paper, for PDF and for an editable copy."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core import clock
from core.access import Answer
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Annex, OfficialPaper, Table
from reports import access, paper, zone
from reports.models import ZoneReport


def paper_of(report: ZoneReport) -> OfficialPaper:
    """The report as it is printed: annexes are the units, the ledger, rules and complaints."""
    values = zone.values_of(report)
    issuer = report.campaign.issuer
    draft = "" if report.is_frozen else _("(draft)")
    made = OfficialPaper(
        head=_("%(unit)s document") % {"unit": issuer},
        number=report.doc_no or report.number,
        title=[issuer, _("Summary report on the %s") % report.campaign.title + draft],
        addressee=_("All units"),
        body=paper.body_of(report, values),
        issuer=issuer,
        issued_on=report.issued_on or clock.today(),
        annexes=[
            _units(report),
            *paper.annexes_of(values),
            *paper.matrix_annex(zone.matrix_of(report)),
        ],
        copies_to=_("Campaign file of the office"),
        printed_by=report.campaign.office_host,
    )
    return made.as_demonstration() if settings.DEMO else made


def _units(report: ZoneReport) -> Annex:
    heads = [
        _("Unit"),
        _("Summary report"),
        _("Problems"),
        _("Struck off"),
        _("Share"),
        _("Relapsed"),
    ]
    rows = [line.cells for line in zone.lines_of(report)]
    return Annex(_("The units at a glance"), [Table(heads, rows)])


class ZonePaper(Builder):
    """`ZJ-2011`: the report of the zone."""

    code = "reports.zone"

    def title(self, params: Params) -> str:
        report = _report(params)
        return report.title if report.is_frozen else report.title + _("(draft)")

    def number(self, params: Params) -> str:
        return str(params["report"])

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        return {"paper": paper_of(_report(params))}

    def can_read(self, params: Params, user: Actor) -> Answer:
        return access.can_read_zone_report(user)


def _report(params: Params) -> ZoneReport:
    return ZoneReport.objects.select_related("campaign").get(number=params["report"])
