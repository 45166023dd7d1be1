"""Opinions of external supervisors: given, answered, and the giver sees how."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Unit, User
from core.access import require
from core.forms import PortalForm
from core.http import ListPage, Sort, status_message
from core.models import StatusLog
from inspections import access
from inspections.actions import opinions
from inspections.addresses import address
from inspections.models import Opinion, SupervisionGroup
from inspections.scope import serving
from inspections.timelines import entries
from inspections.workflow import OPINION, OPINION_KIND

SORTS = (
    Sort("new", ("-pk",), gettext_lazy("newest first"), gettext_lazy("oldest first")),
    Sort("due", ("reply_due", "-pk"), gettext_lazy("by date of the answer")),
)


class OpinionForm(PortalForm):
    """What the group wants to say about a unit."""

    group = forms.ModelChoiceField(
        SupervisionGroup.objects.none(), label=gettext_lazy("Group"), empty_label=None
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Unit"),
        to_field_name="code",
        empty_label=gettext_lazy("choose a unit"),
    )
    text = forms.CharField(
        label=gettext_lazy("Opinion"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, user: User) -> None:
        super().__init__(*args)
        mine = Q(members__user=user) & serving("members__")
        groups = SupervisionGroup.objects.filter(mine, active=True)
        self.fields["group"].queryset = groups.distinct()  # type: ignore[attr-defined]
        self.fields["unit"].queryset = Unit.objects.active().in_order()  # type: ignore[attr-defined]


class AnswerForm(PortalForm):
    """What the office did about it."""

    text = forms.CharField(
        label=gettext_lazy("Answer"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


@require_GET
def opinion_list(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(access.can_list_opinions(user))
    rows = Opinion.objects.visible_to(user).select_related("group", "unit")
    page = ListPage(request, rows, sorts=SORTS)
    may_give = bool(access.can_give_opinions(user))
    return render(request, "inspections/opinions.html", {"page": page, "may_give": may_give})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    require(access.can_give_opinions(request.user))
    form = OpinionForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        row = opinions.give(by=request.user, **form.cleaned_data)
        url = address("opinion", row.number)
        status_message(request, _("Opinion sent to the office:"), url, row.number)
        return redirect(url)
    return render(request, "inspections/opinion_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, number: str) -> HttpResponse:
    rows = Opinion.objects.visible_to(request.user).select_related("group", "unit", "created_by")
    row = get_object_or_404(rows, number=number)
    answer = access.can_answer_opinion(request.user, row)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(answer)
        if form.is_valid():
            opinions.answer(opinion=row, by=request.user, **form.cleaned_data)
            url = address("opinion", number)
            status_message(request, _("Opinion answered:"), url, number)
            return redirect(url)
    context = {
        "opinion": row,
        "form": form,
        "may_answer": bool(answer),
        "timeline": entries(OPINION, StatusLog.objects.of(OPINION_KIND, row.pk)),
    }
    return render(request, "inspections/opinion.html", context)
