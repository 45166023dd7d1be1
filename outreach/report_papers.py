"""A research report in the official format, as PDF and as a Word file."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from core import clock
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Block, Heading, OfficialPaper, Paragraph
from outreach.models import ResearchReport


def paper_of(report: ResearchReport) -> OfficialPaper:
    """The paper: background, findings, problems, proposals; only what is written."""
    problems = "\n".join(report.problems.values_list("text", flat=True))
    parts = (
        (pgettext("research report", "Background"), report.background),
        (pgettext("research report", "Findings"), report.findings),
        (pgettext("research report", "Problems"), problems),
        (pgettext("research report", "Proposals"), report.proposals),
    )
    body: list[Block] = []
    for title, text in parts:
        if text.strip():
            body.append(Heading(1, title))
            body.extend(Paragraph(line.strip()) for line in text.splitlines() if line.strip())
    name = report.unit.party_org or report.unit.name
    return OfficialPaper(
        head=name,
        number=report.number,
        title=[report.title],
        addressee=_("Office of the leadership group"),
        body=body,
        issuer=name,
        issued_on=timezone.localdate(report.signed_at) if report.signed_at else clock.today(),
        note=_("Authors: %(names)s") % {"names": report.authors} if report.authors else "",
    )


class ReportPaper(Builder):
    """The report for whoever may read it."""

    code = "outreach.report"

    def title(self, params: Params) -> str:
        return _("Research report %(number)s") % {"number": params["number"]}

    def number(self, params: Params) -> str:
        return str(params["number"])

    def can_read(self, params: Params, user: Actor) -> Answer:
        if isinstance(user, User):
            seen = ResearchReport.objects.visible_to(user).filter(number=params["number"])
            if seen.exists():
                return Allowed()
        return Denied(_("Only people who see the report can print it."))

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        rows = ResearchReport.objects.select_related("unit")
        return {"paper": paper_of(rows.get(number=params["number"]))}
