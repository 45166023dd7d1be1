"""Read a plan, its versions, and what changed between them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from campaign import access
from campaign.compare import compare
from campaign.enums import PlanState
from campaign.forms.plan import ReasonForm
from campaign.models import PlanVersion, UnitPlan
from campaign.models.plan import ON_FILE
from campaign.snapshot import sections, snapshot
from campaign.timelines import timeline
from campaign.workflow import PLAN


def find(request: HttpRequest, number: str) -> UnitPlan:
    """The plan, if the person may see it; else 404."""
    rows = UnitPlan.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("campaign", "unit", "group"), number=number)


def plan(request: HttpRequest, number: str) -> HttpResponse:
    """The plan with its state, versions, notes and what the person can do now."""
    found = find(request, number)
    context = {
        "plan": found,
        "sections": list(sections(snapshot(found))),
        "versions": list(found.versions.order_by("-edition")),
        "notes": list(found.notes.open()),
        "files": list(found.files.filter(in_use=True).select_related("attachment")),
        "timeline_entries": timeline(PLAN, found.pk),
        "can_edit": access.can_edit_plan(request.user, found),
        "can_sign": PLAN.can(found, "submit", request.user),
        "can_review": access.can_review_plan(request.user, found),
        "can_withdraw": PLAN.can(found, "withdraw", request.user),
        "can_amend": PLAN.can(found, "amend", request.user),
        "can_publish": access.can_publish_plan(request.user, found),
        "on_file": found.state in ON_FILE,
        "reason_form": ReasonForm(),
        "returned": found.state == PlanState.RETURNED,
    }
    return render(request, "campaign/plan.html", context)


def plan_version(request: HttpRequest, number: str, edition: int) -> HttpResponse:
    """A version as it was sent, with the notes made on it."""
    found = find(request, number)
    version = get_object_or_404(found.versions, edition=edition)
    context = {
        "plan": found,
        "version": version,
        "sections": list(sections(version.content)),
        "notes": list(version.notes.all()),
    }
    return render(request, "campaign/plan_version.html", context)


def plan_compare(request: HttpRequest, number: str) -> HttpResponse:
    """Two versions side by side: `old` and `new` (the last two by default)."""
    found = find(request, number)
    versions = list(found.versions.all())
    if len(versions) < 2:
        raise Http404(_("There is only one version so far."))
    new = _chosen(versions, request.GET.get("new"), versions[-1])
    older = [version for version in versions if version.edition < new.edition] or versions[:1]
    old = _chosen(versions, request.GET.get("old"), older[-1])
    diffs = compare(old.content, new.content)
    context = {
        "plan": found,
        "old": old,
        "new": new,
        "versions": versions,
        "diffs": [diff for diff in diffs if diff.changed],
        "same": [diff.label for diff in diffs if not diff.changed],
    }
    return render(request, "campaign/plan_compare.html", context)


def _chosen(versions: list[PlanVersion], edition: str | None, default: PlanVersion) -> PlanVersion:
    return next((v for v in versions if str(v.edition) == edition), default)
