"""The notice of a publication for walls and windows: A4 with a code to scan (domain.md §4.9)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.access import Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Block, Heading, Notice, OfficialPaper, Paragraph
from core.documents.setting import qr
from core.documents.text import long_date
from publicity import access
from publicity.models import Publication
from publicity.snapshot import due_of


def _publication(params: Params) -> Publication:
    return Publication.objects.select_related("unit", "campaign").get(number=params["number"])


def _address(row: Publication) -> str:
    """The public page; for a smaller circle the page behind the sign-in."""
    page = "publicity:notice" if row.is_on_site else "publicity:publication"
    return f"{settings.SITE_URL}{reverse(page, args=[row.number])}"


def _ask(row: Publication) -> str:
    if row.is_on_site:
        return _("Scan to read the plan and to say what you think of it.")
    return _("Scan to read the plan on the workbench, after signing in.")


def notice_of(row: Publication) -> OfficialPaper:
    """The whole notice as a paper: what was frozen, to copy from and to hang up."""
    return OfficialPaper(
        head=_("%(unit)s document") % {"unit": row.unit.name},
        number=row.number,
        title=[row.title],
        addressee=str(row.get_scope_display()),
        body=list(_notice_body(row)),
        issuer=row.unit.name,
        issued_on=row.start_on,
        printed_by=row.unit.name,
    )


def _notice_body(row: Publication) -> Iterable[Block]:
    if row.intro:
        yield Paragraph(row.intro)
    period = f"{long_date(row.start_on)} — {long_date(row.end_on)}"
    yield Paragraph(f"{_('Public')}：{period}")
    yield Paragraph(f"{_('Made known by')}：{'、'.join(row.channel_names)}")
    for line in row.snapshot:
        yield Heading(1, line["problem"])
        for name, value in _line_facts(line):
            if value:
                yield Paragraph(f"{name}：{value}")
    yield Paragraph(f"{_('Website')}：{_address(row)}")
    yield Paragraph(f"{_('Hotline')}：{row.campaign.hotline}")
    yield Paragraph(f"SHA-256：{row.sha256}")


def _line_facts(line: dict[str, Any]) -> list[tuple[str, str]]:
    due = due_of(line)
    return [
        (_("Target"), line["target"]),
        (_("Measures"), "；".join(line["measures"])),
        (pgettext("rectification", "Deadline"), long_date(due) if due else _("long-term")),
        (_("Who answers for it"), line["post"]),
    ]


class NoticePaper(Builder):
    """Who makes what public until when, and where to read it and say what one thinks."""

    code = "publicity.notice"
    template = "core/documents/notice.html"
    closing = ""

    def title(self, params: Params) -> str:
        return _("Notice: %(title)s") % {"title": _publication(params).title}

    def number(self, params: Params) -> str:
        return str(params["number"])

    def can_read(self, params: Params, user: Actor) -> Answer:
        publication = Publication.objects.filter(number=params["number"]).first()
        if publication is None:
            return Denied(_("There is no such publication."))
        return access.can_print(user, publication)

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        row = _publication(params)
        address = _address(row)
        facts = [
            (_("Title"), row.title),
            (_("Public"), f"{long_date(row.start_on)} — {long_date(row.end_on)}"),
            (_("May be read by"), row.get_scope_display()),
            (_("Content"), _("%(n)d items") % {"n": len(row.snapshot)}),
            (_("Hotline"), row.campaign.hotline),
            (_("Website"), address),
        ]
        foot = settings.SITE["organiser"]
        if settings.DEMO:
            foot += _("(demonstration)")
        return {
            "notice": Notice(
                place=row.unit.name,
                title=_("Rectification plan for everybody to read"),
                qr=qr(address),
                ask=_ask(row),
                facts=[(name, value) for name, value in facts if value],
                foot=foot,
            )
        }
