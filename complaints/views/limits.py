"""Time limits: what they are, on what basis, and their change (P34)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.enums import Permission
from complaints.actions import limits as actions
from complaints.forms.limits import PolicyForm
from complaints.models import Policy
from complaints.views.acts import staff
from core.access import Allowed, Answer, Denied, require
from core.errors import Conflict
from core.http import conflict_response, status_message


def _can(request: HttpRequest) -> Answer:
    if staff(request).may(Permission.CAMPAIGN_MANAGE):
        return Allowed()
    return Denied(_("Only the head of the office changes time limits."))


@require_GET
def limits(request: HttpRequest) -> HttpResponse:
    """All tracks with their limits."""
    require(_can(request))
    return render(request, "complaints/staff/limits.html", {"policies": Policy.objects.all()})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, track: str) -> HttpResponse:
    """One track."""
    require(_can(request))
    policy = get_object_or_404(Policy, track=track)
    posted = request.method == "POST"
    form = PolicyForm(request.POST if posted else None, instance=policy)
    url = reverse("complaints:limits")
    if posted and form.is_valid():
        values = {k: v for k, v in form.cleaned_data.items() if k != "opened"}
        try:
            actions.change(policy=Policy.objects.get(pk=policy.pk), by=staff(request), **values)
        except Conflict as stale:
            current = stale.current
            assert isinstance(current, Policy)  # noqa: S101
            return conflict_response(
                request,
                form,
                current,
                who=_("Somebody else"),
                when=current.updated_at,
                cancel_url=url,
            )
        status_message(request, _("The time limits are saved. Cases under way keep their dates."))
        return redirect(url)
    context = {"form": form, "policy": policy}
    return render(request, "complaints/staff/limit.html", context, status=422 if posted else 200)
