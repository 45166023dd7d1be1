"""The desk's routing rules: the list, one rule, and a test of it on a real case."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from complaints import access, conflict, routing
from complaints.actions import routing as actions
from complaints.errors import NO_SUCH_CASE
from complaints.forms.routing import RoutingForm
from complaints.models import Complaint, RoutingRule
from complaints.views.acts import staff
from core.access import require
from core.http import status_message


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """All rules in their order."""
    require(access.can_route(staff(request)))
    found = RoutingRule.objects.select_related("category", "target_unit", "unit")
    return render(request, "complaints/staff/routing.html", {"rules": found})


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A rule that does not exist yet."""
    return _page(request, RoutingRule())


@never_cache
@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """One rule."""
    require(access.can_route(staff(request)))
    return _page(request, get_object_or_404(RoutingRule, pk=pk))


def _page(request: HttpRequest, row: RoutingRule) -> HttpResponse:
    user = staff(request)
    require(access.can_route(user))
    posted, title = request.method == "POST", row.title
    form = RoutingForm(request.POST if posted else None, instance=row)
    context: dict[str, Any] = {"form": form, "name": title}
    if posted and form.is_valid():
        if "test" not in request.POST:
            actions.keep(rule=form.save(commit=False), by=user)
            status_message(request, _("The rule is saved."))
            return redirect(reverse("complaints:routing"))
        context |= _test(form, user)
    status = 422 if posted and form.errors else 200
    return render(request, "complaints/staff/routing_rule.html", context, status=status)


def _test(form: RoutingForm, user: User) -> dict[str, Any]:
    """What the rule, as it is typed, would do with a case that the person may read."""
    number = form.cleaned_data["number"].strip().upper()
    found = Complaint.objects.visible_to(user).with_units().filter(number=number).first()
    if found is None or not access.can_read_original(user, found):
        form.add_error("number", NO_SUCH_CASE)
        return {}
    typed = form.save(commit=False)
    return {
        "tested": found,
        "holds": bool(routing.holding(found, [typed])),
        "refused": conflict.blocked(found, [typed.unit]).get(typed.unit.pk, ""),
        "first": routing.advise(found),
    }
