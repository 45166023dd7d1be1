"""The office's campaigns: one a year, its state, and the next year's from this one."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaign import access, queries
from campaign.actions import campaigns as actions
from campaign.actions import cloning
from campaign.forms.campaigns import CloneForm
from campaign.models import Campaign, Phase
from campaign.timelines import timeline
from campaign.workflow import CAMPAIGN
from core.access import require
from core.errors import DomainError
from core.http import status_message
from core.workdays import calendar


def campaigns(request: HttpRequest) -> HttpResponse:
    """All years, latest first."""
    require(access.can_read_zone(request.user))
    rows = Campaign.objects.prefetch_related("phases").order_by("-year")
    context = {"campaigns": rows, "can_manage": access.can_manage_campaigns(request.user)}
    return render(request, "campaign/campaigns.html", context)


def _find(request: HttpRequest, year: int) -> Campaign:
    require(access.can_read_zone(request.user))
    rows = Campaign.objects.select_related("previous", "plan_document").prefetch_related(
        "phases__tasks"
    )
    return get_object_or_404(rows, year=year)


def campaign(request: HttpRequest, year: int) -> HttpResponse:
    """A year's campaign with its phases, hints about rest days, and what can be done now."""
    found = _find(request, year)
    context = {
        "campaign": found,
        "phases": [(phase, _hints(phase)) for phase in found.phase_list],
        "facts_rows": _facts(found),
        "references": list(found.references.all()),
        "targets": list(found.targets.all()),
        "steps": CAMPAIGN.available(found, request.user),
        "can_clone": access.can_manage_campaigns(request.user) and not hasattr(found, "next"),
        "can_change": access.can_change_campaign(request.user, found),
        "can_change_phases": access.can_change_phases(request.user, found),
        "late_units": list(queries.units_without_tasks(found))
        if access.can_enrol(request.user, found)
        else [],
        "timeline_entries": timeline(CAMPAIGN, found.pk),
    }
    return render(request, "campaign/campaign.html", context)


def _facts(found: Campaign) -> list[tuple[str, str]]:
    """What the issuing document says, as pairs."""
    names = ("issuer", "doc_no", "policy", "office_host", "hotline", "address", "hours", "email")
    fields = {field.name: field for field in Campaign._meta.fields}
    return [(str(fields[name].verbose_name), getattr(found, name)) for name in names]


def _late(phase: Phase) -> Iterator[str]:
    """Tasks that are due after their phase: allowed (reports come later), but worth a look."""
    for task in phase.tasks.all():
        if task.due > phase.end:
            said = {"name": task.title, "day": task.due.isoformat()}
            yield _("%(name)s (%(day)s) is due after the phase has ended.") % said


def _hints(phase: Phase) -> list[str]:
    """What falls on a rest day; nothing is moved by the portal (R-030)."""
    days, found = calendar(), list(_late(phase))
    marks = [(_("first day"), phase.start), (_("last day"), phase.end)]
    marks += [(task.title, task.due) for task in phase.tasks.all()]
    for name, day in marks:
        if not days.is_workday(day):
            said = {"name": name, "day": day.isoformat(), "next": days.next_workday(day)}
            found.append(
                _("%(name)s (%(day)s) is a day off; the next working day is %(next)s.") % said
            )
    return found


@require_http_methods(["GET", "POST"])
def campaign_clone(request: HttpRequest, year: int) -> HttpResponse:
    """Prepare the next campaign from this one."""
    found = _find(request, year)
    require(access.can_manage_campaigns(request.user))
    form = CloneForm(request.POST or None, campaign=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = cloning.clone(
                campaign=found,
                by=request.user,
                year=form.cleaned_data["year"],
                title=form.cleaned_data["title"],
                phases=form.days,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            url = reverse("campaign:campaign", args=[made.year])
            status_message(request, _("In preparation:"), url, made.title)
            return redirect(url)
    return render(request, "campaign/campaign_clone.html", {"form": form, "campaign": found})


@require_POST
def campaign_step(request: HttpRequest, year: int, step: str) -> HttpResponse:
    """Start, sum up, close or archive."""
    found = _find(request, year)
    if step not in CAMPAIGN.transitions:
        return redirect("campaign:campaign", year)
    require(CAMPAIGN.can(found, step, request.user))
    if step == "start":
        actions.start(campaign=found, by=request.user)
    else:
        actions.move(campaign=found, step=step, by=request.user)
    url = reverse("campaign:campaign", args=[year])
    status_message(request, _("Noted:"), url, found.title)
    return redirect(url)
