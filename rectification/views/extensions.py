"""Ask for a later deadline, give an opinion, decide (domain.md §4.8)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from core.access import require
from core.http import status_message
from core.text import Text
from rectification import access, acts
from rectification.actions import extensions
from rectification.forms import steps as forms
from rectification.models import ExtensionRequest, RectificationItem
from rectification.views.frame import StepPage
from rectification.views.item import find, person


class Extend(StepPage):
    title = _("Ask for an extension")
    submit = _("Ask the office")
    lead = _(
        "Ask before the deadline: a later request is marked. At most two extensions are granted; "
        "the original deadline stays visible."
    )
    form_class = forms.ExtendForm
    template = "rectification/extend.html"
    question = access.can_ask_extension

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        extensions.ask(item=item, by=person(request), **form.cleaned_data)
        return _("Extension asked for:")


class RequestPage(StepPage):
    """A step of the undecided request of an item."""

    template = "rectification/extend.html"

    def prepare(self, request: HttpRequest, number: str) -> RectificationItem:
        item = find(request, number)
        self.request_row = _undecided(item)
        require(self.allowed(request))
        return item

    def allowed(self, request: HttpRequest) -> Any:
        raise NotImplementedError

    def more(self, request: HttpRequest, item: RectificationItem) -> dict[str, Any]:
        return {**super().more(request, item), "extension": self.request_row}


class Opinion(RequestPage):
    title = _("First opinion on the extension")
    submit = _("Give the opinion")
    form_class = forms.OpinionForm

    def allowed(self, request: HttpRequest) -> Any:
        return access.can_opine(person(request), self.request_row)

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        extensions.give_opinion(
            request=self.request_row, by=person(request), opinion=form.cleaned_data["opinion"]
        )
        return _("Opinion given on the extension of")


class Decision(RequestPage):
    title = _("Decide on the extension")
    submit = _("Confirm my decision")
    form_class = forms.ExtensionDecisionForm

    def allowed(self, request: HttpRequest) -> Any:
        return access.can_decide_extension(person(request), self.request_row)

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        extensions.decide(
            request=self.request_row,
            by=person(request),
            approve=form.agrees,
            note=form.cleaned_data["reason"],
        )
        return _("Extension approved:") if form.agrees else _("Extension refused:")


@require_POST
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the request back."""
    item = find(request, number)
    extensions.withdraw(request=_undecided(item), by=person(request))
    status_message(request, _("Request withdrawn:"), item.get_absolute_url(), item.number)
    return redirect(item.get_absolute_url())


def _undecided(item: RectificationItem) -> ExtensionRequest:
    row = acts.undecided(item)
    if row is None:
        raise Http404
    return row
