"""The poster with a supervision code: for a wall (A4) or a window (A5)."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.models import Campaign
from complaints import access, entries
from complaints.models import EntryCode
from core.access import Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Notice
from core.documents.setting import qr

SIZES = ("A4", "A5")


def notice(code: str, place: str, size: str = "A4") -> Notice:
    """What stands on a poster: whom it is about, the code, telephone, hours, the plain address."""
    campaign, site = Campaign.objects.current_or_none(), settings.SITE
    address = entries.address_of(code)
    facts = [
        (_("Hotline"), campaign.hotline if campaign else site["hotline"]),
        (_("Hours"), campaign.hours if campaign else site["hours"]),
        (_("Address"), campaign.address if campaign else site["address"]),
        (_("Website"), address),
    ]
    foot = site["organiser"] + (_("(demonstration)") if settings.DEMO else "")
    return Notice(
        place=place,
        title=_("Your supervision is welcome"),
        qr=qr(address),
        ask=_("Scan to tell us about the service and the style of work here."),
        facts=[(name, value) for name, value in facts if value],
        foot=foot,
        size=size,
        promise=_("Anonymous complaints are welcome. The unit does not learn who you are."),
    )


class Poster(Builder):
    """`HB-JFJ-7K4M-A5`: the poster of one code in one size."""

    code = "complaints.poster"
    template = "core/documents/notice.html"
    closing = ""

    def title(self, params: Params) -> str:
        return _("Supervision code of %(place)s") % {"place": _entry(params).place}

    def number(self, params: Params) -> str:
        return f"HB-{params['code']}-{params['size']}"

    def can_read(self, params: Params, user: Actor) -> Answer:
        if not isinstance(user, User) or params["size"] not in SIZES:
            return Denied(_("There is no such poster."))
        return access.can_manage_codes(user)

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        entry = _entry(params)
        return {"notice": notice(entry.code, entry.place, params["size"])}


def _entry(params: Params) -> EntryCode:
    return EntryCode.objects.select_related("unit").get(code=params["code"])
