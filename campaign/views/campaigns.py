"""The office's campaigns: one a year, its state, and the next year's from this one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaign import access
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
    return render(request, "campaign/campaigns.html", {"campaigns": rows})


def _find(request: HttpRequest, year: int) -> Campaign:
    require(access.can_read_zone(request.user))
    rows = Campaign.objects.select_related("previous").prefetch_related("phases__tasks")
    return get_object_or_404(rows, year=year)


def campaign(request: HttpRequest, year: int) -> HttpResponse:
    """A year's campaign with its phases, hints about rest days, and what can be done now."""
    found = _find(request, year)
    context = {
        "campaign": found,
        "phases": [(phase, _hints(phase)) for phase in found.phase_list],
        "targets": list(found.targets.all()),
        "steps": CAMPAIGN.available(found, request.user),
        "can_clone": access.can_manage_campaigns(request.user) and not hasattr(found, "next"),
        "timeline_entries": timeline(CAMPAIGN, found.pk),
    }
    return render(request, "campaign/campaign.html", context)


def _hints(phase: Phase) -> list[str]:
    """What falls on a rest day; nothing is moved by the portal (R-030)."""
    days, found = calendar(), []
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
