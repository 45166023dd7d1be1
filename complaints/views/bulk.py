"""Several cases of the queue at once: a check page, then what became of each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from complaints import access, choices
from complaints.actions import bulk as actions
from complaints.forms.desk import UnitField
from complaints.models import Complaint
from complaints.views.acts import staff
from core.access import require
from core.forms import PortalForm


class UnitChoice(PortalForm):
    """Which unit gets the chosen cases."""

    unit = UnitField(label=_("Handling unit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, found = self.fields["unit"], choices.units()
        assert isinstance(field, UnitField)  # noqa: S101
        field.offer(found, found, _("choose a unit"))
        self.word_errors()


@never_cache
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The check page; with `confirmed` the act itself and its result."""
    user = staff(request)
    require(access.can_intake(user))
    act = request.POST.get("act", "")
    numbers = request.POST.getlist("case")[: actions.MOST]
    rows = Complaint.objects.visible_to(user).with_units().filter(number__in=numbers)
    cases = list(rows.order_by("number")) if act in actions.DOINGS else []
    confirmed = "confirmed" in request.POST
    form = UnitChoice(request.POST if confirmed else None) if act == "dispatch" else None
    context: dict[str, Any] = {
        "cases": cases,
        "act": act,
        "words": actions.DOINGS[act][0] if cases else _("Nothing is chosen"),
        "form": form,
        "most": actions.MOST,
        "unread": [case for case in cases if case.pk not in actions.read_of(cases, user)],
    }
    if cases and confirmed and (form is None or form.is_valid()):
        field = form.fields["unit"] if form else None
        unit = field.unit(form.cleaned_data["unit"]) if isinstance(field, UnitField) else None  # type: ignore[union-attr]
        context["outcome"] = actions.run(cases, act=act, by=user, unit=unit)
    status = 422 if form and form.is_bound and form.errors else 200
    return render(request, "complaints/staff/bulk.html", context, status=status)
