"""Units, kept by the system administrator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts import access
from accounts.actions import users
from accounts.forms import UnitForm, apply_action
from accounts.models import Unit
from core.access import require
from core.http import ListPage, Sort, status_message

SORTS = (
    Sort("order", ("order", "sort_key", "id"), gettext_lazy("in the zone's order")),
    Sort("name", ("sort_key", "id"), gettext_lazy("by name"), gettext_lazy("by name, backwards")),
)


@require_GET
def units_list(request: HttpRequest) -> HttpResponse:
    require(access.can_manage_units(request.user))
    page = ListPage(request, Unit.objects.all(), sorts=SORTS, per_page=50)
    return render(request, "accounts/units.html", {"page": page})


@require_http_methods(["GET", "POST"])
def unit_new(request: HttpRequest) -> HttpResponse:
    require(access.can_manage_units(request.user))
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
def unit_edit(request: HttpRequest, code: str) -> HttpResponse:
    require(access.can_manage_units(request.user))
    return _edit(request, get_object_or_404(Unit, code=code))


def _edit(request: HttpRequest, unit: Unit | None) -> HttpResponse:
    form = UnitForm(request.POST if request.method == "POST" else None, instance=unit)
    # A model form writes into its instance; the action gets the stored one.
    stored = Unit.objects.get(pk=unit.pk) if unit else None
    saved = form.is_valid() and apply_action(
        form, lambda: users.save_unit(by=request.user, unit=stored, **form.cleaned_data)
    )
    if not saved:
        changes = list(unit.changes.select_related("successor")) if unit else []
        context = {"form": form, "unit": unit, "stored": stored, "changes": changes}
        return render(request, "accounts/unit_form.html", context)
    url = reverse("accounts:unit", args=[saved.code])
    status_message(request, _("Unit saved:"), url, saved.short_name)
    return redirect("accounts:units")
