"""Units for the public: where they are, how they handle complaints, their codes."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import Unit
from campaign.models import LegalBasis
from complaints import choices, entries, policies, published
from complaints.enums import Track
from complaints.models import Policy
from core import clock
from core.ui.qr import qr_svg

_A_YEAR = dt.timedelta(days=365)


@login_not_required
@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """All units that work, by kind."""
    found = choices.units()
    by_code = {unit.code: unit for unit in found}
    groups = [
        (kind, [by_code[code] for code, _name in members])
        for kind, members in choices.grouped(found)
    ]
    return render(request, "complaints/units.html", {"groups": groups})


@login_not_required
@require_GET
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: address and telephone, a year's figures, the code to scan."""
    found = get_object_or_404(Unit.objects.active(), code=code)
    today = clock.today()
    address = entries.address_of(found.code)
    context = {
        "unit": found,
        "figures": published.unit_figures(found, today - _A_YEAR, today),
        "since": today - _A_YEAR,
        "until": today,
        "windows": found.entry_codes.in_use().exclude(window="").order_by("window"),
        "address": address,
        "qr": qr_svg(address, _("QR code of this unit")),
        "reply_days": policies.of(Track.SERVICE).reply_days,
    }
    return render(request, "complaints/unit.html", context)


@login_not_required
@require_GET
def rights(request: HttpRequest) -> HttpResponse:
    """How long each thing may take and on what basis, what you may ask, where else to go."""
    laws = list(LegalBasis.objects.in_force(clock.today()))
    context = {"policies": Policy.objects.all(), "laws": laws}
    return render(request, "complaints/rights.html", context)
