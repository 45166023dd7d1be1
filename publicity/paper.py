"""The notice of a publication for walls and windows: A4 with a code to scan (domain.md §4.9)."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Notice
from core.documents.setting import qr
from core.documents.text import long_date
from publicity import access
from publicity.models import Publication


def _publication(params: Params) -> Publication:
    return Publication.objects.select_related("unit", "campaign").get(number=params["number"])


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
        address = f"{settings.SITE_URL}{reverse('publicity:notice', args=[row.number])}"
        facts = [
            (_("Title"), row.title),
            (_("Public"), f"{long_date(row.start_on)} — {long_date(row.end_on)}"),
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
                ask=_("Scan to read the plan and to say what you think of it."),
                facts=[(name, value) for name, value in facts if value],
                foot=foot,
            )
        }
