"""Re-examination: asked by the unit, assigned by the office, answered by other people."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import Role
from accounts.models import User
from core.access import require
from core.forms import PortalForm
from core.http import status_message
from core.models import StatusLog
from inspections import access
from inspections.actions import reviews
from inspections.addresses import address
from inspections.forms import people_in
from inspections.models import Finding, Inspection, Reexamination
from inspections.scope import own_units
from inspections.timelines import entries
from inspections.views.inspections import find
from inspections.workflow import REEXAMINATION, REVIEW_KIND


class AskForm(PortalForm):
    """Which findings, and why."""

    findings = forms.ModelMultipleChoiceField(
        Finding.objects.none(),
        label=gettext_lazy("Findings to be examined again"),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="number",
    )
    grounds = forms.CharField(
        label=gettext_lazy("Grounds"),
        max_length=2000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, inspection: Inspection, user: User) -> None:
        super().__init__(*args)
        rows = Finding.objects.visible_to(user).filter(
            inspection=inspection, unit__in=own_units(user)
        )
        self.fields["findings"].queryset = rows.problems()  # type: ignore[attr-defined]


class AssignForm(PortalForm):
    """An inspector who had no part in the conclusion."""

    examiner = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Examiner"),
        empty_label=gettext_lazy("choose a person"),
        help_text=gettext_lazy("People who made the conclusion must withdraw and are not listed."),
    )

    def __init__(self, *args: Any, review: Reexamination) -> None:
        super().__init__(*args)
        people = people_in(Role.INSPECTOR, Role.INSPECTOR_LEAD)
        away = access.withdrawn_from(review.inspection)
        self.fields["examiner"].queryset = people.exclude(pk__in=away)  # type: ignore[attr-defined]


class AnswerForm(PortalForm):
    """The outcome; findings ticked here do not hold any more."""

    answer = forms.CharField(
        label=pgettext_lazy("re-examination", "Outcome"),
        max_length=2000,
        min_length=4,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    overturned = forms.ModelMultipleChoiceField(
        Finding.objects.none(),
        label=gettext_lazy("Findings that do not hold any more"),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="number",
        required=False,
        help_text=gettext_lazy("Tick none if the conclusion stands."),
    )

    def __init__(self, *args: Any, review: Reexamination) -> None:
        super().__init__(*args)
        self.fields["overturned"].queryset = review.findings.filter(  # type: ignore[attr-defined]
            state__in=reviews.CAN_BE_OVERTURNED
        )


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, number: str) -> HttpResponse:
    inspection = find(request, number)
    require(access.can_ask_review(request.user, inspection))
    form = AskForm(
        request.POST if request.method == "POST" else None,
        inspection=inspection,
        user=request.user,
    )
    if form.is_valid():
        unit = form.cleaned_data["findings"][0].unit
        reviews.ask(inspection=inspection, unit=unit, by=request.user, **form.cleaned_data)
        url = address("feedback", number)
        status_message(request, _("Re-examination asked for:"), url, number)
        return redirect(url)
    context = {"form": form, "inspection": inspection}
    return render(request, "inspections/review_ask.html", context)


def _find(request: HttpRequest, review_id: int) -> Reexamination:
    rows = Reexamination.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("inspection", "unit", "examiner"), pk=review_id)


@require_GET
def review(request: HttpRequest, review_id: int) -> HttpResponse:
    row = _find(request, review_id)
    return _page(request, row, AssignForm(review=row), AnswerForm(review=row))


def _page(
    request: HttpRequest, row: Reexamination, assign_form: AssignForm, answer_form: AnswerForm
) -> HttpResponse:
    user = request.user
    context = {
        "review": row,
        "findings": row.findings.select_related("category").order_by("number"),
        "may_assign": bool(REEXAMINATION.can(row, "assign", user)),
        "may_examine": bool(access.can_examine(user, row)),
        "assign_form": assign_form,
        "answer_form": answer_form,
        "form": assign_form if assign_form.is_bound else answer_form,
        "timeline": entries(REEXAMINATION, StatusLog.objects.of(REVIEW_KIND, row.pk)),
    }
    return render(request, "inspections/review.html", context)


@require_POST
def assign(request: HttpRequest, review_id: int) -> HttpResponse:
    row = _find(request, review_id)
    require(REEXAMINATION.can(row, "assign", request.user))
    form = AssignForm(request.POST, review=row)
    if not form.is_valid():
        return _page(request, row, form, AnswerForm(review=row))
    reviews.assign(review=row, by=request.user, examiner=form.cleaned_data["examiner"])
    return _done(request, row, _("Re-examination assigned:"))


@require_POST
def answer(request: HttpRequest, review_id: int) -> HttpResponse:
    row = _find(request, review_id)
    require(access.can_examine(request.user, row))
    form = AnswerForm(request.POST, review=row)
    if not form.is_valid():
        return _page(request, row, AssignForm(review=row), form)
    text, overturned = form.cleaned_data["answer"], list(form.cleaned_data["overturned"])
    if overturned:
        reviews.change(review=row, by=request.user, answer=text, overturned=overturned)
    else:
        reviews.keep(review=row, by=request.user, answer=text)
    return _done(request, row, _("Re-examination answered:"))


def _done(request: HttpRequest, row: Reexamination, text: str) -> HttpResponse:
    url = address("review", row.pk)
    status_message(request, text, url, row.number)
    return redirect(url)
