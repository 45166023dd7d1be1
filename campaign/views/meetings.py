"""Meetings of the zone and of units: the list, a meeting, a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import Permission
from accounts.models import Unit
from campaign import access, hints
from campaign.actions import meetings as actions
from campaign.enums import MeetingKind, MeetingState
from campaign.forms.filters import MeetingFilter
from campaign.forms.plan import ReasonForm
from campaign.forms.records import MeetingForm, MeetingRecordForm, ResultForm, at_version
from campaign.models import Meeting
from campaign.timelines import timeline
from campaign.views.records import conflict, own_unit
from campaign.workflow import MEETING
from core import clock
from core.access import require
from core.errors import Conflict, DomainError
from core.http import ListPage, Sort, status_message

SORTS = [
    Sort(
        "date",
        ("-date", "-pk"),
        gettext_lazy("by day, latest first"),
        gettext_lazy("by day, earliest first"),
    ),
]


def meetings(request: HttpRequest) -> HttpResponse:
    """All meetings the person may read."""
    require(access.can_read_records(request.user))
    rows = Meeting.objects.visible_to(request.user).select_related("unit")
    filters = MeetingFilter(request.GET)
    if not request.user.reads_zone:
        del filters.fields["unit"]
    page = ListPage(request, filters.apply(rows), sorts=SORTS, filters=filters)
    may_add = request.user.may(Permission.PLAN_REVIEW) or bool(
        request.user.units_with(Permission.MEETING_EDIT)
    )
    context = {"page": page, "may_add": may_add, "today": clock.today()}
    return render(request, "campaign/meetings.html", context)


def _unit_for(request: HttpRequest) -> Unit | None:
    """The office makes meetings of the zone, a liaison those of the unit."""
    if request.user.may(Permission.PLAN_REVIEW):
        return None
    return own_unit(request, Permission.MEETING_EDIT)


@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Call a meeting (`plan`), or log one that has been held (`log`) in one go."""
    unit = _unit_for(request)
    require(access.can_add_meeting(request.user, unit))
    data = request.POST if request.method == "POST" else None
    kind = request.GET.get("kind", "")
    initial = {
        "version": 0,
        "date": clock.today(),
        "kind": kind if kind in MeetingKind.values else "",
    }
    form = MeetingForm(data, unit=unit, initial=initial)
    logging = data is not None and "log" in data
    record = MeetingRecordForm(data if logging else None, prefix="record", initial={"version": 0})
    if data is not None and form.is_valid() and (not logging or record.is_valid()):
        try:
            made = _make(request, unit, form, record if logging else None)
        except DomainError as error:
            (record if error.field in record.fields else form).add_domain_error(error)
        else:
            text = _("Logged as held:") if logging else _("Planned:")
            url = reverse("campaign:meeting", args=[made.number])
            status_message(request, text, url, made.number)
            return redirect("campaign:meetings")
    context = {"form": form, "record": record, "unit": unit}
    return render(request, "campaign/meeting_new.html", context)


def _make(
    request: HttpRequest,
    unit: Unit | None,
    form: MeetingForm,
    record: MeetingRecordForm | None,
) -> Meeting:
    if record is None:
        return actions.plan(unit=unit, by=request.user, **form.values)
    guests = record.values["guests"] or form.values["guests"]
    return actions.log(
        unit=unit,
        by=request.user,
        record={**record.values, "guests": guests},
        **{**form.values, "guests": guests},
    )


def find(request: HttpRequest, number: str) -> Meeting:
    """The meeting, if the person may see it; else 404."""
    rows = Meeting.objects.visible_to(request.user).select_related("unit", "campaign")
    return get_object_or_404(rows, number=number)


@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, number: str) -> HttpResponse:
    """A meeting with its record; POST logs it as held."""
    found = find(request, number)
    can_hold = access.can_hold_meeting(request.user, found)
    keeps = bool(access.can_add_meeting(request.user, found.unit))
    form = None
    if can_hold and found.date <= clock.today():
        form = MeetingRecordForm(request.POST or None, initial=at_version(found))
    if request.method == "POST":
        require(can_hold)
        form = form or MeetingRecordForm(request.POST)
        if form.is_valid():
            try:
                actions.hold(
                    meeting=found,
                    by=request.user,
                    version=form.cleaned_data["version"],
                    **form.values,
                )
                status_message(request, _("Logged as held:"), request.path, found.number)
                return redirect(request.path)
            except Conflict as stale:
                return conflict(request, form, MEETING.kind, stale, "campaign:meeting")
            except DomainError as error:
                form.add_domain_error(error)
    context = {
        "meeting": found,
        "form": form,
        "hints": hints.of_meeting(found) if keeps else [],
        "results": list(found.results.all()),
        "result_form": ResultForm() if access.can_add_result(request.user, found) else None,
        "can_edit": found.state == MeetingState.PLANNED and keeps,
        "can_cancel": access.can_cancel_meeting(request.user, found),
        "cancel_form": ReasonForm(prefix="cancel"),
        "timeline_entries": timeline(MEETING, found.pk),
    }
    return render(request, "campaign/meeting.html", context)


@require_http_methods(["GET", "POST"])
def meeting_result(request: HttpRequest, number: str) -> HttpResponse:
    """Note a problem (it becomes a draft on the ledger) or a highlight of a held meeting."""
    found = find(request, number)
    require(access.can_add_result(request.user, found))
    form = ResultForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            result = actions.note_result(meeting=found, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            url = reverse("campaign:meeting", args=[number])
            text = _("A draft is on the ledger:") if result.item_number else _("Noted:")
            status_message(request, text, url, result.item_number or str(result))
            return redirect(url)
    return render(request, "campaign/meeting_result.html", {"form": form, "meeting": found})


@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change a meeting that has not been held."""
    found = find(request, number)
    require(access.can_add_meeting(request.user, found.unit))
    form = MeetingForm(request.POST or None, instance=found, unit=found.unit)
    if request.method == "POST" and form.is_valid():
        fresh = find(request, number)  # the form has written the typed values into its instance
        try:
            actions.edit(
                meeting=fresh,
                by=request.user,
                version=form.cleaned_data["version"],
                **form.values,
            )
            url = reverse("campaign:meeting", args=[number])
            status_message(request, _("Saved:"), url, number)
            return redirect(url)
        except Conflict as stale:
            return conflict(request, form, MEETING.kind, stale, "campaign:meeting")
        except DomainError as error:
            form.add_domain_error(error)
    return render(request, "campaign/meeting_edit.html", {"form": form, "meeting": found})


@require_POST
def meeting_cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel a meeting, with the reason."""
    found = find(request, number)
    reason = request.POST.get("cancel-reason", "")
    actions.cancel(meeting=found, by=request.user, reason=reason)
    url = reverse("campaign:meeting", args=[number])
    status_message(request, _("Cancelled:"), url, number)
    return redirect(url)
