"""One act on one case: its page, its button, its action. The tables of the desk and the units
say what there is; this says how every one of them runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.models import User
from complaints.conflict import ConflictOfInterest
from complaints.enums import Step
from complaints.forms.desk import CaseForm, EmptyForm
from complaints.models import Complaint
from complaints.views import trail
from complaints.workflow import COMPLAINT
from core.access import Answer
from core.errors import Conflict, DomainError
from core.http import denied, status_message
from core.text import Text

_MILESTONES = (
    Step.RECEIVED,
    Step.ACCEPTED,
    Step.TRANSFERRED,
    Step.TAKEN_UP,
    Step.REPLIED,
    Step.RATED,
    Step.CLOSED,
    Step.WITHDRAWN,
    Step.RETALIATION,
)
Run = Callable[..., object]
Ask = Callable[[User, Complaint], Answer]


def step(name: str) -> Ask:
    """Whether the transition is possible now for this person."""
    return lambda user, complaint: COMPLAINT.can(complaint, name, user)


@dataclass(frozen=True)
class Act:
    """`run(complaint=…, by=…, **form.values())` does it; `done` is what the next page says.

    `main`: the primary button of the case page in this state. `plain`: done by its button
    alone, without a page of its own.
    """

    title: Text
    done: Text
    ask: Ask
    run: Run
    form: type[CaseForm] = EmptyForm
    lead: Text = ""
    main: bool = False
    template: str = "complaints/staff/act.html"

    @property
    def plain(self) -> bool:
        return self.form is EmptyForm


@dataclass(frozen=True)
class Desk:
    """Where acts are done: their table and the addresses around them."""

    acts: Mapping[str, Act]
    case_url: str
    act_url: str
    list_url: str
    more: Callable[[User, Complaint, str], dict[str, Any]]


@dataclass(frozen=True)
class Offer:
    """An act that is possible now."""

    name: str
    url: str
    title: Text
    plain: bool
    main: bool


def offers(place: Desk, user: User, complaint: Complaint) -> list[Offer]:
    """The acts that this person can do now; the first main one gets the main button."""
    found = [
        Offer(
            name,
            reverse(place.act_url, args=[complaint.number, name]),
            act.title,
            act.plain,
            act.main,
        )
        for name, act in place.acts.items()
        if act.ask(user, complaint)
    ]
    return sorted(found, key=lambda offer: not offer.main)


def sealed(request: HttpRequest, complaint: Complaint, found: Sequence[Offer] = ()) -> HttpResponse:
    """What all but discipline see of a transferred accusation: days and milestones (C15)."""
    steps = complaint.steps.filter(kind__in=_MILESTONES, for_public=True)
    context = {"complaint": complaint, "steps": steps, "offers": found}
    return render(request, "complaints/staff/sealed.html", context)


def find(request: HttpRequest, number: str) -> Complaint:
    """The case if this person may know of it, else 404."""
    rows = Complaint.objects.visible_to(staff(request)).with_units().select_related("duplicate_of")
    return get_object_or_404(rows, number=number)


def staff(request: HttpRequest) -> User:
    """The signed-in person."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    return user


def perform(
    request: HttpRequest,
    place: Desk,
    number: str,
    name: str,
    given: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Scope, ask, form, action, message, redirect. `given` overrides what the page starts with."""
    act = place.acts.get(name)
    if act is None:
        raise Http404
    user, complaint = staff(request), find(request, number)
    answer = act.ask(user, complaint)
    if not answer:
        return denied(request, answer.reason)  # type: ignore[union-attr]
    posted = request.method == "POST"
    context = {**place.more(user, complaint, name), **(given or {})}
    form = act.form(
        request.POST if posted else None,
        request.FILES if posted else None,
        complaint=complaint,
        initial=context.pop("initial", {}),
    )
    status = 200
    if posted and form.is_valid():
        try:
            act.run(complaint=complaint, by=user, **form.values())
        except Conflict:
            raise
        except DomainError as refusal:
            form.add_domain_error(refusal)
            status = refusal.status if isinstance(refusal, ConflictOfInterest) else 422
        else:
            return _back(request, place, complaint, act)
    elif posted:
        status = 422
    trail.shown(request, user, complaint)
    page = {
        "act": act,
        "form": form,
        "complaint": complaint,
        "place": place,
        **_urls(place, number),
    }
    return render(request, act.template, page | context, status=status)


def _urls(place: Desk, number: str) -> dict[str, str]:
    return {"list_url": reverse(place.list_url), "case_url": reverse(place.case_url, args=[number])}


def _back(request: HttpRequest, place: Desk, complaint: Complaint, act: Act) -> HttpResponse:
    """To the case, or to the list once the person may not see it any more."""
    user = staff(request)
    url = reverse(place.case_url, args=[complaint.number])
    if Complaint.objects.visible_to(user).filter(pk=complaint.pk).exists():
        status_message(request, act.done, url, complaint.number)
        return redirect(url)
    status_message(request, act.done)
    return redirect(place.list_url)
