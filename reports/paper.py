"""The summary report as an official paper, for PDF and for an editable copy."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Unit
from core import clock
from core.access import Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Annex, Block, Heading, OfficialPaper, Paragraph, Table
from reports import access, figures, rules, sentences
from reports.enums import Section
from reports.figures import Value
from reports.models import SummaryReport
from reports.models.parts import SixParts

# A longer table belongs into a workbook (security.md §2.6).
MOST_ROWS = 200


def values_of(report: SummaryReport) -> dict[str, Value]:
    """The report's figures: as frozen at the signature, else as they are now."""
    if report.is_frozen and report.snapshot:
        return figures.frozen(report.snapshot)
    return figures.live(report.campaign, report.unit)


def matrix_of(report: SummaryReport) -> list[list[str]]:
    """Problem → rule → relapse: as frozen at the signature, else as it is now."""
    if report.is_frozen and report.snapshot:
        frozen: list[list[str]] = report.snapshot.get("matrix", [])
        return frozen
    return rules.matrix(report.campaign, report.unit)


def day_of(report: SummaryReport) -> dt.date:
    """The date of the paper: when it was signed, or today for a draft."""
    return timezone.localdate(report.submitted_at) if report.submitted_at else clock.today()


def head_of(unit: Unit) -> str:
    """The red head: the unit's name and «document»."""
    return _("%(unit)s document") % {"unit": unit.name}


def paper_of(report: SummaryReport) -> OfficialPaper:
    """The report as it is printed."""
    values = values_of(report)
    signer = report.submitted_by.name if report.submitted_by and report.is_frozen else ""
    draft = "" if report.is_frozen else _("(draft)")
    paper = OfficialPaper(
        head=head_of(report.unit),
        number=report.doc_no or report.number,
        title=[report.unit.name, _("Summary report on the %s") % report.campaign.title + draft],
        addressee=settings.SITE["organiser"],
        body=body_of(report, values),
        issuer=report.unit.name,
        issued_on=day_of(report),
        signer=signer,
        annexes=[*annexes_of(values), *matrix_annex(matrix_of(report))],
        copies_to=_("Campaign file of the unit"),
        printed_by=report.unit.name,
    )
    return paper.as_demonstration() if settings.DEMO else paper


def body_of(report: SixParts, values: Mapping[str, Value]) -> list[Block]:
    """The six parts; the results begin with what the portal counts by itself."""
    blocks: list[Block] = []
    for part in Section:
        blocks.append(Heading(1, str(part.label)))
        if part == Section.RESULTS:
            blocks += [Paragraph("".join(sentences.plain(values)))]
        text = getattr(report, part.value).strip()
        blocks += [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
        if not text and part != Section.RESULTS:
            blocks.append(Paragraph(_("(not written yet)")))
    return blocks


def annexes_of(values: Mapping[str, Value]) -> list[Annex]:
    """Ledger, rules, complaints, enterprise cases and research as tables, those that have rows."""
    tables = [
        ("items", _("Ledger of the problems under rectification"), _("Problem")),
        ("rules", _("List of rules"), pgettext("rule", "Rule")),
        ("cases", _("Complaints handed over and how they stand"), _("Complaint")),
        ("aid", _("Enterprises helped and how far"), _("Demand")),
        ("research", _("Research reports"), _("Title")),
    ]
    return [
        Annex(title, _table(values[code], heading)) for code, title, heading in tables
        if values[code].count
    ]  # fmt: skip


def matrix_annex(rows: list[list[str]]) -> list[Annex]:
    """Problem, rule, relapse as a table, if there is any problem (R-095)."""
    if not rows:
        return []
    heads = [_("Number"), _("Problem"), pgettext("rule", "Rule"), pgettext("matrix", "Relapse")]
    blocks: list[Block] = [Table(heads, rows[:MOST_ROWS])]
    if len(rows) > MOST_ROWS:
        words = _("%(rest)d more rows are in the portal.")
        blocks.append(Paragraph(words % {"rest": len(rows) - MOST_ROWS}))
    return [Annex(_("Problem, rule, relapse"), blocks)]


def _table(value: Value, heading: str) -> list[Block]:
    rows = [[n, number, text] for n, (number, text) in enumerate(value.rows[:MOST_ROWS], start=1)]
    table = Table([_("No."), _("Number"), heading], rows)
    rest = value.count - len(rows)
    if not rest:
        return [table]
    return [table, Paragraph(_("%(rest)d more rows are in the portal.") % {"rest": rest})]


class SummaryPaper(Builder):
    """`ZJ-2011-JFJ`: the summary report of a unit."""

    code = "reports.summary"

    def title(self, params: Params) -> str:
        report = _report(params)
        return report.title if report.is_frozen else report.title + _("(draft)")

    def number(self, params: Params) -> str:
        return str(params["report"])

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        return {"paper": paper_of(_report(params))}

    def can_read(self, params: Params, user: Actor) -> Answer:
        report = SummaryReport.objects.filter(number=params["report"]).first()
        if report is None:
            return Denied(_("There is no such report."))
        return access.can_read_report(user, report)


def _report(params: Params) -> SummaryReport:
    reports = SummaryReport.objects.select_related("unit", "campaign", "submitted_by")
    return reports.get(number=params["report"])
