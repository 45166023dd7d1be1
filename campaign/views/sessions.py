"""The study record: planned and held sessions (P23)."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import Permission
from campaign import access, hints
from campaign.actions import studies
from campaign.enums import SessionState
from campaign.forms.filters import SessionFilter
from campaign.forms.plan import ReasonForm
from campaign.forms.records import MoveForm, SessionForm, SessionRecordForm, at_version
from campaign.models import Campaign, StudyLine, StudySession, StudySignIn, StudyTopic
from campaign.models.study import AHEAD
from campaign.timelines import timeline
from campaign.views.records import conflict, own_unit
from campaign.workflow import SESSION
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
    Sort("unit", ("unit__order", "unit_id", "-date", "pk"), gettext_lazy("in the order of units")),
]


def sessions(request: HttpRequest) -> HttpResponse:
    """All sessions the person may read, and planned against held of this month."""
    require(access.can_read_records(request.user))
    rows = StudySession.objects.visible_to(request.user).select_related("unit", "line")
    filters = SessionFilter(request.GET)
    if not request.user.reads_zone:
        del filters.fields["unit"]
    page = ListPage(request, filters.apply(rows), sorts=SORTS, filters=filters)
    today = clock.today()
    month = rows.filter(date__year=today.year, date__month=today.month)
    context = {
        "page": page,
        "today": today,
        "month": month.aggregate(
            planned=Count("pk", filter=~Q(state=SessionState.CANCELLED)),
            held=Count("pk", filter=Q(state=SessionState.DONE)),
        ),
        "to_log": rows.to_log(today).count(),
        "may_add": bool(request.user.units_with(Permission.STUDY_EDIT)),
    }
    return render(request, "campaign/sessions.html", context)


@require_http_methods(["GET", "POST"])
def session_new(request: HttpRequest) -> HttpResponse:
    """Plan a session (`plan`), or log one that has been held (`log`) in one go."""
    unit = own_unit(request, Permission.STUDY_EDIT)
    require(access.can_add_session(request.user, unit))
    data = request.POST if request.method == "POST" else None
    initial = {} if data else _from_line(request, unit.pk)
    form = SessionForm(data, unit=unit, initial={"version": 0, "date": clock.today(), **initial})
    logging = data is not None and "log" in data
    record = SessionRecordForm(data if logging else None, prefix="record", initial={"version": 0})
    if data is not None and form.is_valid() and (not logging or record.is_valid()):
        try:
            if logging:
                values = {**form.values, "guests": record.values["guests"] or form.values["guests"]}
                given = {**record.values, "guests": values["guests"]}
                made = studies.log(unit=unit, by=request.user, record=given, **values)
            else:
                made = studies.plan(unit=unit, by=request.user, **form.values)
        except DomainError as error:
            (record if error.field in record.fields else form).add_domain_error(error)
        else:
            url = reverse("campaign:session", args=[made.number])
            text = _("Logged as held:") if logging else _("Planned:")
            status_message(request, text, url, made.number)
            return redirect("campaign:sessions")
    context = {"form": form, "record": record, "unit": unit, "topics": _topics()}
    return render(request, "campaign/session_new.html", context)


def _from_line(request: HttpRequest, unit_id: int) -> dict[str, object]:
    """A new session takes over what the line of the plan says."""
    pk = request.GET.get("line", "")
    line = (
        StudyLine.objects.filter(plan__unit_id=unit_id, pk=int(pk)).first()
        if pk.isascii() and pk.isdigit()
        else None
    )
    if line is None:
        return {}
    return {
        "line": line,
        "topic": line.topic,
        "form": line.form,
        "date": line.date,
        "speaker": line.person,
    }


def _topics() -> list[StudyTopic]:
    campaign = Campaign.objects.current_or_none()
    return list(StudyTopic.objects.filter(campaign=campaign, active=True)) if campaign else []


def find(request: HttpRequest, number: str) -> StudySession:
    """The session, if the person may see it; else 404."""
    rows = StudySession.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("unit", "campaign", "line", "make_up_of"), number=number
    )


@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, number: str) -> HttpResponse:
    """A session with its record; POST logs it as held."""
    found = find(request, number)
    can_hold = access.can_hold_session(request.user, found)
    keeps = bool(access.can_add_session(request.user, found.unit))
    form = None
    if can_hold and found.date <= clock.today():
        initial = at_version(found)
        form = SessionRecordForm(request.POST or None, initial=initial)
    if request.method == "POST":
        require(can_hold)
        form = form or SessionRecordForm(request.POST)
        if form.is_valid():
            try:
                studies.hold(
                    session=found,
                    by=request.user,
                    version=form.cleaned_data["version"],
                    **form.values,
                )
                status_message(request, _("Logged as held:"), request.path, found.number)
                return redirect(request.path)
            except Conflict as stale:
                return conflict(request, form, SESSION.kind, stale, "campaign:session")
            except DomainError as error:
                form.add_domain_error(error)
    context = {
        "session": found,
        "form": form,
        "can_edit": access.can_edit_session(request.user, found),
        "can_cancel": SESSION.can(found, "cancel", request.user),
        "move_form": MoveForm(prefix="move"),
        "cancel_form": ReasonForm(prefix="cancel"),
        "timeline_entries": timeline(SESSION, found.pk),
        "materials": found.materials.filter(in_use=True).select_related("attachment"),
        "can_materials": access.can_change_materials(request.user, found),
        "signed": _signed(request, found),
        "can_screen": found.date == clock.today() and keeps,
        "is_ahead": found.state in AHEAD,
        "hints": hints.of_session(found) if keeps else [],
        "can_note": access.can_note_attendance(request.user, found),
        "today": clock.today(),
    }
    return render(request, "campaign/session.html", context)


def _signed(request: HttpRequest, found: StudySession) -> list[StudySignIn]:
    """Who signed in, for the unit itself; nobody else reads names."""
    if not access.can_read_sign_ins(request.user, found):
        return []
    return list(found.sign_ins.select_related("user"))


@require_http_methods(["GET", "POST"])
def session_edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change a session that has not been held."""
    found = find(request, number)
    require(access.can_edit_session(request.user, found))
    form = SessionForm(request.POST or None, instance=found, unit=found.unit)
    if request.method == "POST" and form.is_valid():
        fresh = find(request, number)  # the form has written the typed values into its instance
        try:
            studies.edit(
                session=fresh,
                by=request.user,
                version=form.cleaned_data["version"],
                **form.values,
            )
            url = reverse("campaign:session", args=[number])
            status_message(request, _("Saved:"), url, number)
            return redirect(url)
        except Conflict as stale:
            return conflict(request, form, SESSION.kind, stale, "campaign:session")
        except DomainError as error:
            form.add_domain_error(error)
    context = {"form": form, "session": found, "topics": _topics()}
    return render(request, "campaign/session_edit.html", context)


@require_POST
def session_move(request: HttpRequest, number: str) -> HttpResponse:
    """Move a session to another day, with the reason."""
    found = find(request, number)
    form = MoveForm(request.POST, prefix="move")
    if not form.is_valid():
        raise DomainError(str(next(iter(form.errors.values()))[0]), "incomplete")
    studies.reschedule(session=found, by=request.user, **form.cleaned_data)
    url = reverse("campaign:session", args=[number])
    status_message(request, _("Moved to another day:"), url, number)
    return redirect(url)


@require_POST
def session_cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel a session, with the reason."""
    found = find(request, number)
    reason = request.POST.get("cancel-reason", "")
    studies.cancel(session=found, by=request.user, reason=reason)
    url = reverse("campaign:session", args=[number])
    status_message(request, _("Cancelled:"), url, number)
    return redirect(url)
