"""Before the form: what is accepted, how long it takes, and the ways in by QR code."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from complaints import entries, policies, wizard
from complaints.enums import Track
from complaints.wizard import Draft


@login_not_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Is this the right place, and what will it cost me? (P2)"""
    return render(
        request,
        "complaints/start.html",
        {"service": policies.of(Track.SERVICE), "advice": policies.of(Track.ADVICE)},
    )


@never_cache
@login_not_required
@require_GET
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """A supervision code: the form with unit and window filled in; an ended one gets help (R11)."""
    landing = entries.find(code)
    if not landing.open or landing.unit is None:
        return render(request, "complaints/retired.html", {"landing": landing})
    entries.count_scan(code)
    draft = wizard.load(request) or Draft()
    draft.data["unit"] = {
        "unit": landing.unit.code,
        "window": landing.window or request.GET.get("w", "")[:60],
        "person": "",
        "by_code": True,
    }
    wizard.save(request, draft)
    return redirect("complaints:new-detail")
