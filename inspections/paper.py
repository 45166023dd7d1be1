"""A supervision slip as an official paper on one page."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core import clock
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Block, Heading, OfficialPaper, Paragraph
from core.documents.text import long_date
from inspections.models import SupervisionSlip


def paper_of(slip: SupervisionSlip) -> OfficialPaper:
    """Facts, demand, date; a red paper names the leader who signed it."""
    office = settings.SITE["organiser"]
    kind = str(slip.get_kind_display())
    mark = _("(demonstration)") if settings.DEMO else ""
    issued = timezone.localdate(slip.issued_at) if slip.issued_at else clock.today()
    signer = slip.issued_by.name if slip.is_red and slip.issued_by else ""
    return OfficialPaper(
        head=kind + mark,
        number=slip.number,
        title=[slip.title],
        addressee=slip.unit.name,
        body=_body(slip),
        issuer=office,
        issued_on=issued,
        signer=signer,
        annexes=[],
        copies_to=_("Head of the unit; file of the campaign"),
        printed_by=office,
    )


def _body(slip: SupervisionSlip) -> list[Block]:
    numbers = [
        *slip.items.order_by("number").values_list("number", flat=True),
        *slip.findings.order_by("number").values_list("number", flat=True),
    ]
    blocks: list[Block] = [Heading(1, _("Facts")), *_paragraphs(slip.facts)]
    if numbers:
        blocks.append(Paragraph(_("Records concerned: %s.") % "、".join(numbers)))
    blocks += [Heading(1, _("What is demanded")), *_paragraphs(slip.demand)]
    due = _("Sign for this paper on the day you receive it and answer in writing by %s.")
    blocks.append(Paragraph(due % long_date(slip.reply_due)))
    return blocks


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


class SlipPaper(Builder):
    """`青作风办督〔2011〕5号`, for the office and for the unit it was issued to."""

    code = "inspections.slip"

    def title(self, params: Params) -> str:
        return str(_slip(params).get_kind_display())

    def number(self, params: Params) -> str:
        return _slip(params).number

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        return {"paper": paper_of(_slip(params))}

    def can_read(self, params: Params, user: Actor) -> Answer:
        slip = SupervisionSlip.objects.visible_to(user).filter(pk=params["slip"])  # type: ignore[arg-type]
        if slip.exclude(number="").exists():
            return Allowed()
        return Denied(_("Only issued papers are printed, for the office and their unit."))


def _slip(params: Params) -> SupervisionSlip:
    slips = SupervisionSlip.objects.select_related("unit", "campaign", "issued_by")
    return slips.get(pk=params["slip"])
