"""The summary report as an official paper, for PDF and for an editable copy."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from accounts.models import Unit
from core import clock
from core.access import Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Annex, Block, Heading, OfficialPaper, Paragraph, Table
from core.text import Text
from reports import access, figures, rules, sentences
from reports.enums import Section
from reports.measures import Value
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


@dataclass(frozen=True)
class AnnexPart:
    """An annex: the figures whose records it lists, and the head of their column."""

    title: Text
    codes: tuple[str, ...]
    heading: Text

    def of(self, values: Mapping[str, Value]) -> list[Value]:
        """Its figures that have counted something."""
        return [values[code] for code in self.codes if values[code].count]


ANNEXES = (
    AnnexPart(
        gettext_lazy("Highlights and model cases"),
        ("highlights", "good_examples", "real_things", "typical_cases"),
        gettext_lazy("What went well"),
    ),
    AnnexPart(
        gettext_lazy("Ledger of the problems under rectification"),
        ("items",),
        gettext_lazy("Problem"),
    ),
    AnnexPart(gettext_lazy("List of rules"), ("rules",), pgettext_lazy("rule", "Rule")),
    AnnexPart(
        gettext_lazy("Complaints handed over and how they stand"),
        ("cases",),
        gettext_lazy("Complaint"),
    ),
    AnnexPart(gettext_lazy("Enterprises helped and how far"), ("aid",), gettext_lazy("Demand")),
    AnnexPart(gettext_lazy("Research reports"), ("research",), gettext_lazy("Title")),
)


def annexes_of(values: Mapping[str, Value]) -> list[Annex]:
    """The annexes as tables, those that have rows; one of several figures heads each of them."""
    annexes = []
    for part in ANNEXES:
        blocks: list[Block] = []
        found = part.of(values)
        for value in found:
            if len(part.codes) > 1:
                blocks.append(Heading(1, str(value.figure.label)))
            blocks += _table(value, str(part.heading))
        if found:
            annexes.append(Annex(str(part.title), blocks))
    return annexes


def linked_annexes(
    values: Mapping[str, Value], url: Callable[[str], str]
) -> list[tuple[Text, list[tuple[Value, str]]]]:
    """The annexes by their titles, each number with the address of the rows it counts."""
    return [
        (part.title, [(value, url(value.figure.code)) for value in found])
        for part in ANNEXES
        if (found := part.of(values))
    ]


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
