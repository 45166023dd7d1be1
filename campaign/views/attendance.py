"""The study plan against what was held; who came, for the unit itself."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Permission
from accounts.models import User
from campaign import access, attendance
from campaign.actions import sign_ins
from campaign.models import Campaign
from campaign.views.records import own_unit
from campaign.views.sessions import find
from core import clock
from core.access import require
from core.forms import PortalForm
from core.http import status_message


@require_safe
def study_plan(request: HttpRequest) -> HttpResponse:
    """The lines of the unit's study plan with their sessions, and the matrix of names."""
    require(access.can_read_records(request.user))
    unit = own_unit(request, Permission.UNIT_READ)
    campaign = Campaign.objects.current()
    context = {
        "unit": unit,
        "lines": attendance.plan_lines(campaign, unit),
        "matrix": attendance.matrix(campaign, unit),
        "may_add": access.can_add_session(request.user, unit),
        "today": clock.today(),
    }
    return render(request, "campaign/study_plan.html", context)


class PresentForm(PortalForm):
    """Who was there."""

    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who was there?"),
        help_text=gettext_lazy("Only the unit reads the names. Nobody is ranked by them."),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = User.objects.filter(pk__in=[person.pk for person in people]).order_by("id")
        self.fields["people"].queryset = rows  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def session_present(request: HttpRequest, number: str) -> HttpResponse:
    """Tick who was at a session that was held."""
    found = find(request, number)
    require(access.can_note_attendance(request.user, found))
    signed = list(found.sign_ins.values_list("user_id", flat=True))
    form = PresentForm(
        request.POST if request.method == "POST" else None,
        people=attendance.people_of(found.unit),
        initial={"people": signed},
    )
    if request.method == "POST" and form.is_valid():
        sign_ins.note_present(
            session=found, by=request.user, people=list(form.cleaned_data["people"])
        )
        url = reverse("campaign:session", args=[number])
        status_message(request, _("Noted:"), url, number)
        return redirect(url)
    return render(request, "campaign/session_present.html", {"form": form, "session": found})
