"""The campaign for everybody: what is asked for when, who runs it, where to call (P15)."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaign.models import Campaign, LeadershipGroup, PlanVersion, UnitPlan
from campaign.snapshot import sections
from core import attachments, clock


@login_not_required
def campaign(request: HttpRequest) -> HttpResponse:
    """The running campaign, or that none is running."""
    found = Campaign.objects.current_or_none()
    if found is None:
        return render(request, "campaign/public_none.html", status=404)
    today = clock.today()
    targets = list(found.targets.all())
    group = LeadershipGroup.objects.of_zone().filter(campaign=found).first()
    context = {
        "campaign": found,
        "phases": [
            (phase, phase.stands(today).name.lower(), list(phase.tasks.all()))
            for phase in found.phases.prefetch_related("tasks")
        ],
        "targets": targets,
        "has_actuals": any(target.actual is not None for target in targets),
        "references": list(found.references.all()),
        "members": list(group.members.all()) if group else [],
        "plans": _public_plans(found),
    }
    return render(request, "campaign/public.html", context)


@require_safe
@login_not_required
def plan_file(request: HttpRequest) -> HttpResponseBase:
    """The plan of the running campaign as it was issued (R-005)."""
    found = Campaign.objects.current_or_none()
    if found is None or found.plan_document is None:
        raise Http404(_("The plan has not been put here yet."))
    return attachments.serve(found.plan_document, request, number=found.number)


def _public_plans(campaign: Campaign) -> list[tuple[UnitPlan, str]]:
    """Each unit's plan with its title as it was made public."""
    versions = PlanVersion.objects.filter(plan=OuterRef("pk"), edition=OuterRef("public_edition"))
    plans = UnitPlan.objects.public().of(campaign).select_related("unit").order_by("unit__order")
    title = KeyTextTransform("title", Subquery(versions.values("content")[:1]))
    return [(plan, plan.public_title) for plan in plans.annotate(public_title=title)]


@login_not_required
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's plan as it was made public: its filed version, never a later draft."""
    found = Campaign.objects.current_or_none()
    if found is None:
        raise Http404(_("No campaign is running."))
    rows = UnitPlan.objects.public().of(found).select_related("unit", "campaign")
    shown = get_object_or_404(rows, unit__code=code.upper())
    version = shown.public_version()
    context = {
        "plan": shown,
        "version": version,
        "sections": [part for part in sections(version.content) if part.field in PUBLIC],
    }
    return render(request, "campaign/public_plan.html", context)


# The names of the liaison and of those in charge stay inside: goals and steps are for everybody.
PUBLIC = {"goals", "features", "keypoints", "difficulties", "highlights", "measures"}
