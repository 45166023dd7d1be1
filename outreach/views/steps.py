"""The steps of unit and office, one short page each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from core.http import redirect_back, status_message
from core.text import Text
from outreach import access, acts
from outreach.actions import cases, confirming, serving
from outreach.enums import Claim
from outreach.forms import steps as forms
from outreach.models import EnterpriseCase
from outreach.views import links
from outreach.views.frame import StepPage, find, person


class Assign(StepPage):
    title = submit = pgettext_lazy("enterprise case", "Hand to the unit")
    lead = _("The unit lays down measures and a date within 7 days.")
    form_class = forms.AssignForm
    question = access.can_assign

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        cases.assign(case=case, by=person(request), unit=form.cleaned_data["unit"])
        return _("Handed to the unit:")


class HandBack(StepPage):
    title = submit = pgettext_lazy("enterprise case", "Hand back to the office")
    lead = _("For what another unit has to handle. The office hands it on.")
    form_class = forms.ReasonForm
    question = acts.by_table("hand_back")

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        cases.hand_back(case=case, by=person(request), reason=form.cleaned_data["reason"])
        return _("Handed back to the office:")


class Promise(StepPage):
    title = submit = _("Lay down measures")
    form_class = forms.PromiseForm
    question = acts.by_table("promise")

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        data = form.cleaned_data
        serving.promise(
            case=case,
            by=person(request),
            measures=data["measures"],
            due_on=data["due_on"],
            next_on=data["next_on"],
            version=data["version"],
        )
        return _("Measures laid down:")


class Revise(StepPage):
    title = submit = _("Change measures or date")
    form_class = forms.ReviseForm
    question = acts.by_table("revise")

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        data = form.cleaned_data
        serving.revise(
            case=case,
            by=person(request),
            measures=data["measures"],
            due_on=data["due_on"],
            reason=data["reason"],
            version=data["version"],
        )
        return _("Changed:")


class Follow(StepPage):
    title = submit = _("Log a follow-up")
    form_class = forms.FollowForm
    question = access.can_follow

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        data = form.cleaned_data
        serving.follow(
            case=case,
            by=person(request),
            on=data["on"],
            progress=data["progress"],
            next_on=data["next_on"],
        )
        return _("Follow-up logged:")


class KeepLong(StepPage):
    title = submit = _("Follow it up for long")
    lead = _("The case stays open and is looked at again every quarter at least.")
    form_class = forms.LaterForm
    question = access.can_keep_long

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        data = form.cleaned_data
        serving.keep_long(
            case=case, by=person(request), reason=data["reason"], next_on=data["next_on"]
        )
        return _("Followed up for long:")


class Ask(StepPage):
    title = _("Ask the enterprise")
    submit = _("Make the link for the enterprise")
    lead = _("Only the enterprise's word concludes the case. You get a link and a code to hand on.")
    form_class = forms.AskForm
    question = access.can_ask

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        case, token = confirming.ask(
            case=case, by=person(request), result=form.cleaned_data["result"]
        )
        links.keep(request, case, token)
        return _("The enterprise can be asked now:")

    def then(self, case: EnterpriseCase) -> str:
        return reverse("outreach:link", args=[case.number])


class GoOn(StepPage):
    title = submit = _("Go on serving")
    lead = _("There is more to do before the enterprise can be asked. Its link ends.")
    form_class = forms.LaterForm
    question = access.can_go_on

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        data = form.cleaned_data
        confirming.go_on(
            case=case, by=person(request), reason=data["reason"], next_on=data["next_on"]
        )
        return _("The service goes on:")


class _Explain(StepPage):
    submit = _("Send the explanation to the office")
    form_class = forms.ClaimForm
    claim: Claim

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        note = form.cleaned_data["note"]
        confirming.claim(case=case, by=person(request), claim=self.claim, note=note)
        return _("The explanation is with the office:")


class Refusal(_Explain):
    title = _("The enterprise does not confirm")
    lead = _("The office decides. Until then the enterprise can still answer by its link.")
    claim = Claim.REFUSAL
    question = acts.claims(Claim.REFUSAL)


class Unsolvable(_Explain):
    title = _("It cannot be solved")
    lead = _("The office decides. Say which rule or fact stands against it, and what was offered.")
    claim = Claim.UNSOLVABLE
    question = acts.claims(Claim.UNSOLVABLE)


class Decide(StepPage):
    title = _("Judge the explanation")
    submit = _("Confirm my decision")
    form_class = forms.DecideForm
    question = access.can_decide

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        if form.agrees:
            confirming.accept(case=case, by=person(request))
            return _("Explanation accepted:")
        confirming.reject(case=case, by=person(request), reason=form.cleaned_data["reason"])
        return _("The unit goes on:")


class OpenItem(StepPage):
    title = submit = _("Turn into a rectification item")
    lead = _("The problem behind the demand goes onto the unit's ledger as a draft.")
    form_class = forms.ItemForm
    question = access.can_open_item

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        cases.open_item(case=case, by=person(request), category=form.cleaned_data["category"])
        return _("The item is on the ledger; the case shows its number:")


@require_POST
def take(request: HttpRequest, number: str) -> HttpResponse:
    """The unit named takes the case on."""
    case = cases.take(case=find(request, number), by=person(request))
    status_message(request, _("Taken on:"), case.get_absolute_url(), case.number)
    return redirect(case)


@require_POST
def mark(request: HttpRequest, number: str) -> HttpResponse:
    """Put a case on the list of real things, or take it off."""
    case = cases.mark(
        case=find(request, number),
        by=person(request),
        is_real_thing=request.POST.get("real") == "1",
    )
    said = (
        _("On the list of real things:")
        if case.is_real_thing
        else _("No longer on the list of real things:")
    )
    status_message(request, said, case.get_absolute_url(), case.number)
    return redirect_back(request, case.get_absolute_url())
