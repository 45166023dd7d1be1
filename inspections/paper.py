"""A supervision slip as an official paper on one page."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import clock
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Block, Heading, OfficialPaper, Paragraph
from core.documents.text import long_date
from inspections.models import Interview, SupervisionSlip


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


class InterviewPaper(Builder):
    """The record of an interview, to be read and signed by both sides. Restricted."""

    code = "inspections.interview"
    traced = True

    def title(self, params: Params) -> str:
        return pgettext("interview", "Record of the interview")

    def number(self, params: Params) -> str:
        return f"{_interview(params).number}-1"

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        return {"paper": record_of(_interview(params))}

    def can_read(self, params: Params, user: Actor) -> Answer:
        rows = Interview.objects.visible_to(user).filter(pk=params["interview"])  # type: ignore[arg-type]
        if rows.exists():
            return Allowed()
        return Denied(_("There is no such record."))


def record_of(interview: Interview) -> OfficialPaper:
    """Time, place, people, reasons, what was said, commitments; places for the signatures."""
    office = settings.SITE["organiser"]
    mark = _("(demonstration)") if settings.DEMO else ""
    return OfficialPaper(
        head=pgettext("interview", "Record of the interview") + mark,
        number=interview.number,
        title=[interview.slip.title],
        addressee=interview.slip.unit.name,
        body=_record(interview),
        issuer=office,
        issued_on=timezone.localdate(interview.held),
        printed_by=office,
    )


def _record(interview: Interview) -> list[Block]:
    blocks: list[Block] = [Paragraph(f"{name}：{value}") for name, value in _facts(interview)]
    for heading, text in (
        (pgettext("interview", "Reasons"), interview.reasons),
        (pgettext("interview", "What was said"), interview.content),
        (_("Commitments"), interview.commitments),
    ):
        blocks += [Heading(1, heading), *_paragraphs(text)]
    due = _("The commitments are to be kept by %s.") % long_date(interview.deadline)
    signatures = (_("Signature of who talked:"), _("Signature of who was talked to:"))
    return [*blocks, *[Paragraph(line) for line in (due, *signatures)]]


def _facts(interview: Interview) -> list[tuple[str, str]]:
    held = timezone.localtime(interview.held)
    talked_to = interview.talked_to
    return [
        (pgettext("interview", "Time"), f"{long_date(held.date())} {held:%H:%M}"),
        (pgettext("interview", "Place"), interview.place),
        (_("Who talked"), "、".join(person.name for person in interview.talkers.order_by("pk"))),
        (_("Who was talked to"), f"{talked_to.user.name}（{talked_to.title}）"),
    ]


def _interview(params: Params) -> Interview:
    rows = Interview.objects.select_related("slip__unit", "talked_to__user", "talked_to__unit")
    return rows.get(pk=params["interview"])
