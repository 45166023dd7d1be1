"""Democratic life meetings: the list of facts, the papers, and the way onto the ledger."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import Permission
from campaign import access
from campaign.actions import life_meetings as actions
from campaign.enums import LifeMeetingState
from campaign.forms.filters import LifeMeetingFilter
from campaign.forms.life_meetings import AgreedForm, LedgerForm, LifeMeetingForm, values_of
from campaign.life_papers import procedure, seats
from campaign.models import LifeMeeting
from campaign.timelines import timeline
from campaign.views.records import conflict, own_unit
from campaign.workflow import LIFE
from core import clock, drafts
from core.access import require
from core.errors import Conflict, DomainError
from core.forms.base import form_of_draft
from core.http import ListPage, Sort, status_message

SORTS = [
    Sort(
        "date",
        ("-date", "-pk"),
        gettext_lazy("by day, latest first"),
        gettext_lazy("by day, earliest first"),
    ),
]


def life_meetings(request: HttpRequest) -> HttpResponse:
    """Held or not, when, how many came, how many problems; never a word."""
    require(access.can_read_records(request.user))
    rows = LifeMeeting.objects.visible_to(request.user).select_related("unit")
    filters = LifeMeetingFilter(request.GET)
    if not request.user.reads_zone:
        del filters.fields["unit"]
    page = ListPage(request, filters.apply(rows), sorts=SORTS, filters=filters)
    may_add = bool(request.user.units_with(Permission.LIFE_MEETING))
    return render(request, "campaign/life_meetings.html", {"page": page, "may_add": may_add})


def find(request: HttpRequest, number: str) -> LifeMeeting:
    """The meeting, if the person may see its facts; else 404."""
    rows = LifeMeeting.objects.visible_to(request.user).select_related("unit", "campaign")
    return get_object_or_404(rows, number=number)


def life_meeting(request: HttpRequest, number: str) -> HttpResponse:
    """The facts for all who see the meeting, what was said for the head and the members."""
    found = find(request, number)
    context: dict[str, Any] = {
        "meeting": found,
        "inside": bool(access.can_read_life_meeting(request.user, found)),
        "timeline_entries": timeline(LIFE, found.pk),
    }
    if access.can_take_to_ledger(request.user, found) or context["inside"]:
        context["agreed"] = list(found.agreed_problems.all())
        context["can_take"] = access.can_take_to_ledger(request.user, found)
        context["ledger_form"] = LedgerForm()
    if context["inside"]:
        context |= _inside(request, found)
    return render(request, "campaign/life_meeting.html", context)


def _inside(request: HttpRequest, found: LifeMeeting) -> dict[str, Any]:
    """What only the people of the meeting see, and what they can do."""
    keeps = access.can_change_life_meeting(request.user, found)
    steps = {step.name for step in LIFE.available(found, request.user)}
    return {
        "steps": procedure(found),
        "seats": seats(found),
        "own": access.own_part(request.user, found),
        "can_speak": access.can_speak(request.user, found),
        "can_edit": keeps,
        "can_hold": "hold" in steps and found.date <= clock.today(),
        "can_rectify": "rectify" in steps,
        "can_finish": "finish" in steps,
        "can_cancel": "cancel" in steps,
        "agreed_form": AgreedForm(prefix="agreed")
        if keeps and found.state != LifeMeetingState.PREPARING
        else None,
    }


@require_http_methods(["GET", "POST"])
def life_meeting_new(request: HttpRequest) -> HttpResponse:
    """Prepare a meeting of the own unit."""
    unit = own_unit(request, Permission.LIFE_MEETING)
    require(access.can_prepare_life_meeting(request.user, unit))
    form = LifeMeetingForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare(unit=unit, by=request.user, **form.values)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            url = reverse("campaign:life-meeting", args=[made.number])
            status_message(request, _("In preparation:"), url, made.number)
            return redirect(url)
    return render(request, "campaign/life_meeting_edit.html", {"form": form, "unit": unit})


@require_http_methods(["GET", "POST"])
def life_meeting_edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change the papers."""
    found = find(request, number)
    require(access.can_change_life_meeting(request.user, found))
    key = f"life-meeting:{found.pk}"

    def make(data: Any) -> LifeMeetingForm:
        return LifeMeetingForm(data, unit=found.unit, meeting=found)

    form = make(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(
                meeting=found,
                by=request.user,
                version=form.cleaned_data["version"],
                **form.values,
            )
        except Conflict as stale:
            saved = values_of(find(request, number))
            return conflict(request, form, LIFE.kind, stale, "campaign:life-meeting", saved)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            drafts.drop(request.user, key)
            url = reverse("campaign:life-meeting", args=[number])
            status_message(request, _("Saved:"), url, number)
            return redirect(url)
    elif request.method == "GET" and (kept := drafts.load(request.user, key)):
        form = form_of_draft(make, kept.data)
    context = {"form": form, "unit": found.unit, "meeting": found, "draft_key": key}
    return render(request, "campaign/life_meeting_edit.html", context)


@require_POST
def life_meeting_hold(request: HttpRequest, number: str) -> HttpResponse:
    """Log the meeting as held with those who came (`present`: seats)."""
    found = find(request, number)
    present = [int(pk) for pk in request.POST.getlist("present") if pk.isascii() and pk.isdigit()]
    actions.hold(meeting=found, by=request.user, present=present)
    return _back(request, _("Logged as held:"), number)


@require_POST
def life_meeting_step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """Begin to put things right, or conclude."""
    found = find(request, number)
    if step not in LIFE.transitions or step == "hold":
        raise Http404
    require(LIFE.can(found, step, request.user))
    if step == "cancel":
        actions.cancel(meeting=found, by=request.user)
        return _back(request, _("Cancelled:"), number)
    actions.move(meeting=found, step=step, by=request.user)
    return _back(request, _("Noted:"), number)


@require_POST
def life_meeting_agree(request: HttpRequest, number: str) -> HttpResponse:
    """Release an agreed problem to those who keep the ledger."""
    found = find(request, number)
    require(access.can_change_life_meeting(request.user, found))
    form = AgreedForm(request.POST, prefix="agreed")
    if not form.is_valid():
        context = {"form": form, "meeting": found}
        return render(request, "campaign/life_agree.html", context)
    actions.agree(meeting=found, by=request.user, text=form.cleaned_data["text"])
    return _back(request, _("Released for the ledger:"), number)


@require_POST
def life_meeting_item(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Make a draft item of an agreed problem."""
    found = find(request, number)
    require(access.can_take_to_ledger(request.user, found))
    problem = get_object_or_404(found.agreed_problems, pk=pk)
    form = LedgerForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "meeting": found, "problem": problem}
        return render(request, "campaign/life_agree.html", context)
    item = actions.to_ledger(
        problem=problem, by=request.user, category=form.cleaned_data["category"]
    )
    status_message(request, _("A draft is on the ledger:"), "", item)
    return redirect("campaign:life-meeting", number)


def _back(request: HttpRequest, text: str, number: str) -> HttpResponse:
    url = reverse("campaign:life-meeting", args=[number])
    status_message(request, text, url, number)
    return redirect(url)
