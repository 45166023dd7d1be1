"""What becomes of an opinion: its page, the disposition, the other unit's answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from core.access import require
from core.errors import DomainError, NotAllowed
from core.http import status_message
from core.models import StatusLog
from outreach import visit_access as may
from outreach import visit_stories
from outreach.actions import opinions as actions
from outreach.enums import Demand, Way
from outreach.forms.visits import GIVE_BACK, AnswerOpinionForm, DisposeForm
from outreach.models import FieldVisit, Opinion
from outreach.views.frame import person
from outreach.workflow import OPINION, OPINION_KIND


def find(request: HttpRequest, number: str) -> Opinion:
    """The opinion, or 404 for everybody who may not know of it."""
    rows = Opinion.objects.visible_to(person(request)).select_related(
        "visit__unit", "visit__enterprise", "handed_to", "item", "case"
    )
    return get_object_or_404(rows, number=number)


@require_GET
def opinion(request: HttpRequest, number: str) -> HttpResponse:
    """One opinion: what was said, what became of it, and the next step."""
    row = find(request, number)
    user = person(request)
    context = {
        **_about(user, row),
        "tag": visit_stories.tag(row),
        "may_dispose": bool(may.can_dispose(user, row)),
        "may_answer": bool(may.can_answer(user, row)),
        "may_open_item": bool(may.can_open_item(user, row)),
        "timeline": visit_stories.timeline(OPINION, StatusLog.objects.of(OPINION_KIND, row.pk)),
    }
    return render(request, "outreach/opinion.html", context)


@require_http_methods(["GET", "POST"])
def dispose(request: HttpRequest, number: str) -> HttpResponse:
    """Choose one of the five ways; `?way=case` chooses one beforehand."""
    row, user = find(request, number), person(request)
    require(may.can_dispose(user, row))
    form = DisposeForm(
        request.POST if request.method == "POST" else None,
        opinion=row,
        initial={"way": request.GET.get("way", "")},
    )
    if form.is_valid():
        try:
            done = _dispose(row, user, form.cleaned_data)
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_domain_error(error)
        else:
            return _done(request, done, _("Disposed of:"))
    return _step(request, row, form, _("Dispose of the opinion"))


def _dispose(row: Opinion, by: User, data: dict[str, Any]) -> Opinion:
    way, note = data["way"], data["note"]
    if way == Way.ADOPT:
        return actions.adopt(opinion=row, by=by, note=note)
    if way == Way.EXPLAIN:
        return actions.explain(opinion=row, by=by, note=note)
    if way == Way.HAND:
        return actions.hand(opinion=row, by=by, unit=data["unit"], reason=note)
    if way == Way.ITEM:
        return actions.to_item(opinion=row, by=by, category=data["category"])
    demand = data["demand"] or Demand.OTHER
    return actions.to_case(opinion=row, by=by, demand=demand, enterprise=data["enterprise"])


@require_POST
def to_item(request: HttpRequest, number: str) -> HttpResponse:
    """One click: a draft on the ledger."""
    done = actions.to_item(opinion=find(request, number), by=person(request))
    return _done(request, done, _("A draft is on the ledger for opinion:"))


@require_POST
def to_case(request: HttpRequest, number: str) -> HttpResponse:
    """One click: a case of the firm that was visited; else its firm is asked for."""
    row = find(request, number)
    if row.visit.enterprise is None and may.can_dispose(person(request), row):
        address = f"{row.get_absolute_url()}dispose/?way={Way.CASE}"
        return redirect(address)
    done = actions.to_case(opinion=row, by=person(request), demand=Demand.OTHER)
    return _done(request, done, _("An enterprise case is open for opinion:"))


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """The other unit answers, or gives it back once."""
    row, user = find(request, number), person(request)
    require(may.can_answer(user, row))
    form = AnswerOpinionForm(request.POST if request.method == "POST" else None, opinion=row)
    if form.is_valid():
        note = form.cleaned_data["note"]
        if form.cleaned_data["said"] == GIVE_BACK:
            done = actions.give_back(opinion=row, by=user, reason=note)
        else:
            done = actions.answer(opinion=row, by=user, note=note)
        return _done(request, done, _("Answered:"))
    return _step(request, row, form, _("Answer the opinion"))


def _done(request: HttpRequest, row: Opinion, words: str) -> HttpResponse:
    status_message(request, words, row.get_absolute_url(), row.number)
    own = FieldVisit.objects.visible_to(person(request)).filter(pk=row.visit_id)
    return redirect(row.visit if own.exists() else row)


def _step(request: HttpRequest, row: Opinion, form: Any, title: str) -> HttpResponse:
    context = {**_about(person(request), row), "form": form, "title": title}
    status = 422 if form.is_bound else 200
    return render(request, "outreach/opinion_step.html", context, status=status)


def _about(user: User, row: Opinion) -> dict[str, Any]:
    own = FieldVisit.objects.visible_to(user).filter(pk=row.visit_id).exists()
    return {
        "opinion": row,
        "own": own,
        "facts": visit_stories.opinion_facts(row, visit_link=own),
    }
