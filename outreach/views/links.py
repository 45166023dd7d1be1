"""The confirmation link for whoever asks the enterprise: shown after it was made, kept nowhere.

Between two pages it lies in the session, encrypted and bound to its hash, for half an hour.
"""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.access import require
from core.crypto import decrypt, encrypt
from core.http import status_message
from core.ui.qr import qr_svg
from outreach import acts
from outreach.actions import confirming
from outreach.links import address_of, hashes_of
from outreach.models import EnterpriseCase
from outreach.views.frame import find, person

_KEY = "enterprise-link"
SECONDS = 30 * 60


def keep(request: HttpRequest, case: EnterpriseCase, token: str) -> None:
    """Let this browser show the link for half an hour."""
    value = {"pk": case.pk, "token": token, "at": clock.now().timestamp()}
    request.session[_KEY] = encrypt(json.dumps(value), _KEY)


def kept(request: HttpRequest, case: EnterpriseCase) -> str:
    """The secret of the case's present link, if this browser has just made it."""
    sealed = request.session.get(_KEY)
    if not sealed:
        return ""
    try:
        value = json.loads(decrypt(sealed, _KEY))
    except ValueError:
        return ""
    if value["pk"] != case.pk or clock.now().timestamp() - value["at"] > SECONDS:
        return ""
    token = str(value["token"])
    return token if case.link_hash in hashes_of(token) else ""


@require_GET
@never_cache
def link(request: HttpRequest, number: str) -> HttpResponse:
    """Link and code for the enterprise, to copy, print or have scanned."""
    case = find(request, number)
    require(acts.by_table("renew")(person(request), case))
    token = kept(request, case)
    context = {"case": case, "address": "", "qr": ""}
    if token:
        context["address"] = address_of(token)
        context["qr"] = qr_svg(address_of(token), _("QR code of the confirmation page"))
    return render(request, "outreach/link.html", context)


@require_POST
def renew(request: HttpRequest, number: str) -> HttpResponse:
    """A new link; the old one ends."""
    case, token = confirming.renew(case=find(request, number), by=person(request))
    keep(request, case, token)
    status_message(
        request,
        _("The new link is ready; the old one does not work any more:"),
        case.get_absolute_url(),
        case.number,
    )
    return redirect("outreach:link", case.number)
