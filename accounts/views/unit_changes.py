"""Rename a unit, or merge it into another."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from accounts import access, departures
from accounts.actions import units as actions
from accounts.forms import apply_action
from accounts.models import Post, Unit
from core.access import require
from core.forms import PortalForm
from core.http import status_message

BASIS = gettext_lazy("Number of the decision, so that it can be found again.")


class RenameForm(PortalForm):
    """The new names, and the decision."""

    name = forms.CharField(label=gettext_lazy("full name"), max_length=100)
    short_name = forms.CharField(label=gettext_lazy("short name"), max_length=40)
    basis = forms.CharField(
        label=pgettext_lazy("unit", "decision"), help_text=BASIS, max_length=100, required=False
    )


class MergeForm(PortalForm):
    """Where the unit goes, and the decision."""

    into = forms.ModelChoiceField(
        Unit.objects.none(), label=pgettext_lazy("unit", "merged into"), to_field_name="code"
    )
    basis = forms.CharField(
        label=pgettext_lazy("unit", "decision"), help_text=BASIS, max_length=100
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.queryset = Unit.objects.active().exclude(pk=unit.pk).in_order()


def _find(request: HttpRequest, code: str) -> Unit:
    require(access.can_manage_units(request.user))
    return get_object_or_404(Unit, code=code)


@require_http_methods(["GET", "POST"])
def unit_rename(request: HttpRequest, code: str) -> HttpResponse:
    """Another name from today; the old one stays in the history."""
    unit = _find(request, code)
    initial = {"name": unit.name, "short_name": unit.short_name}
    form = RenameForm(request.POST or None, initial=initial)
    done = form.is_valid() and apply_action(
        form, lambda: actions.rename(unit=unit, by=request.user, **form.cleaned_data)
    )
    if not done:
        return render(request, "accounts/unit_rename.html", {"form": form, "unit": unit})
    return _back(request, done, _("Unit renamed:"))


@require_http_methods(["GET", "POST"])
def unit_merge(request: HttpRequest, code: str) -> HttpResponse:
    """Dissolve the unit into another one."""
    unit = _find(request, code)
    form = MergeForm(request.POST or None, unit=unit)
    done = form.is_valid() and apply_action(
        form, lambda: actions.merge(unit=unit, by=request.user, **form.cleaned_data)
    )
    if not done:
        held = Post.objects.current().filter(unit=unit).select_related("user", "unit")
        context = {
            "form": form,
            "unit": unit,
            "held": held.order_by("role", "id"),
            "open_matters": departures.open_in(unit),
        }
        return render(request, "accounts/unit_merge.html", context)
    return _back(request, done, _("Unit merged:"))


def _back(request: HttpRequest, unit: Unit, text: str) -> HttpResponse:
    url = reverse("accounts:unit", args=[unit.code])
    status_message(request, text, url, unit.short_name)
    return redirect(url)
