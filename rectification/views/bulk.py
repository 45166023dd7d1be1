"""One act on several items: check page, then a result that names every failure (R24)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from core.access import require
from core.documents.actions import request_document
from core.errors import DomainError
from core.forms import PortalForm
from rectification import access
from rectification.actions import items, office
from rectification.forms.promise import PersonChoice, members
from rectification.models import RectificationItem
from rectification.papers import ExtractPaper, SheetsPaper
from rectification.views.item import person

_RESULT = "ledger-bulk-result"
MOST = 200

Doing = Callable[[RectificationItem, User, dict[str, Any]], object]

DOINGS: dict[str, Doing] = {
    "urge": lambda item, by, _data: office.urge(item=item, by=by),
    "accept": lambda item, by, _data: items.accept(item=item, by=by, is_key=item.is_key),
    "sign": lambda item, by, _data: items.sign(item=item, by=by),
    "key": lambda item, by, _data: office.set_key(item=item, by=by, is_key=True),
    "draw": lambda item, by, _data: office.draw(item=item, by=by),
    "reassign": lambda item, by, data: office.reassign(
        item=item, by=by, responsible=data["responsible"]
    ),
}


PRINTS = {"sheets": SheetsPaper.code, "extract": ExtractPaper.code}


@dataclass(frozen=True)
class Failure:
    """An item that the act did not work for, and why."""

    number: str
    reason: str


class ReassignForm(PortalForm):
    """Whom the chosen items go to: a member of their unit."""

    responsible = PersonChoice(label="", queryset=None)

    def __init__(self, *args: Any, chosen: list[RectificationItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        field.label = _("Responsible person")
        field.queryset = members(chosen[0].unit)  # type: ignore[attr-defined]
        self.word_errors()


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The check page; with `confirmed` the act itself."""
    user = person(request)
    require(access.can_read_ledger(user))
    act = request.POST.get("act", "")
    words = dict(access.bulk_acts(user))
    chosen = _chosen(request, user)
    back = request.POST.get("next") or reverse("rectification:ledger")
    if act not in words or not chosen:
        context: dict[str, Any] = {
            "chosen": chosen,
            "left_out": [],
            "back": _safe(back),
            "act": "",
            "words": "",
            "form": None,
        }
        return render(request, "rectification/bulk.html", context)
    if act == "export":
        numbers = "&".join(f"item={item.number}" for item in chosen)
        return redirect(f"{reverse('rectification:export')}?{numbers}")
    if act in PRINTS:
        chosen_numbers = {"numbers": [item.number for item in chosen]}
        document = request_document(PRINTS[act], chosen_numbers, by=user)
        return redirect("core:document-progress", key=document.key)
    if act == "reassign":
        chosen = [item for item in chosen if item.unit_id == chosen[0].unit_id]
    left_out = _left_out(request, chosen)
    form = _form(request, act, chosen)
    if "confirmed" in request.POST and (form is None or form.is_valid()):
        _do(request, act, chosen, user, form.cleaned_data if form else {}, left_out)
        return redirect("rectification:bulk-result")
    context = {
        "chosen": chosen,
        "left_out": left_out,
        "back": _safe(back),
        "act": act,
        "words": words[act],
        "form": form,
    }
    return render(request, "rectification/bulk.html", context)


def result(request: HttpRequest) -> HttpResponse:
    """What the last act did: every item by number, every failure with its reason."""
    require(access.can_read_ledger(person(request)))
    kept = request.session.get(_RESULT, {"words": "", "done": [], "failed": [], "back": ""})
    failed = [Failure(**row) for row in kept["failed"]]
    context = {
        "words": kept["words"],
        "done": kept["done"],
        "failed": failed,
        "back": kept["back"] or reverse("rectification:ledger"),
    }
    return render(request, "rectification/bulk_result.html", context)


def _chosen(request: HttpRequest, user: User) -> list[RectificationItem]:
    rows = RectificationItem.objects.visible_to(user).filter(number__in=_numbers(request)[:MOST])
    return list(rows.select_related("unit", "responsible__user").in_order())


def _numbers(request: HttpRequest) -> list[str]:
    """What was ticked, each once, in that order."""
    return list(dict.fromkeys(request.POST.getlist("item")))


def _left_out(request: HttpRequest, chosen: list[RectificationItem]) -> list[dict[str, str]]:
    """What was ticked and is not done, with the reason: nothing vanishes in silence (R24)."""
    known = {item.number for item in chosen}
    numbers = _numbers(request)
    too_many = _("Not done: at most %(most)d items at a time. Choose it again.") % {"most": MOST}
    gone = _("There is no such item, or it is not yours.")
    other = _("It belongs to another unit. Choose the items of one unit at a time.")
    elsewhere = {item.number for item in _chosen(request, person(request))} - known
    return [
        {
            "number": number,
            "reason": too_many if place >= MOST else other if number in elsewhere else gone,
        }
        for place, number in enumerate(numbers)
        if number not in known
    ]


def _form(request: HttpRequest, act: str, chosen: list[RectificationItem]) -> forms.Form | None:
    if act != "reassign":
        return None
    data = request.POST if "confirmed" in request.POST else None
    return ReassignForm(data, chosen=chosen)


def _do(
    request: HttpRequest,
    act: str,
    chosen: list[RectificationItem],
    user: User,
    data: dict[str, Any],
    left_out: list[dict[str, str]],
) -> None:
    """Each item in its own transaction: one failure does not stop the others."""
    done, failed = [], list(left_out)
    for item in chosen:
        try:
            DOINGS[act](item, user, data)
        except DomainError as error:
            failed.append({"number": item.number, "reason": str(error.message)})
        else:
            done.append(item.number)
    request.session[_RESULT] = {
        "words": str(dict(access.bulk_acts(user))[act]),
        "done": done,
        "failed": failed,
        "back": _safe(request.POST.get("next", "")),
    }


def _safe(url: str) -> str:
    ledger = reverse("rectification:ledger")
    return url if url.startswith(ledger) else ledger
