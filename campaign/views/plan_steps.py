"""The unit head signs or sends back; the office reviews; both withdraw, amend, publish."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaign import access, completeness
from campaign.actions import plans, reviews
from campaign.forms.plan import ReasonForm
from campaign.forms.review import ReviewForm
from campaign.likeness import strikingly_like
from campaign.models import UnitPlan
from campaign.snapshot import sections, snapshot
from campaign.views.plan_page import find
from campaign.workflow import PLAN
from core.access import require
from core.errors import Conflict, DomainError
from core.http import status_message
from core.text import Text


def _done(request: HttpRequest, plan: UnitPlan, text: Text, back: str = "") -> HttpResponse:
    url = reverse("campaign:plan", args=[plan.number])
    status_message(request, text, url, plan.number)
    return redirect(back or url)


@require_http_methods(["GET", "POST"])
def plan_sign(request: HttpRequest, number: str) -> HttpResponse:
    """The head reads the whole plan, then signs and sends it, or sends it back with a reason."""
    plan = find(request, number)
    require(PLAN.can(plan, "submit", request.user))
    form = ReasonForm(request.POST if "send_back" in request.POST else None)
    if request.method == "POST":
        if "sign" in request.POST:
            plan = plans.submit(
                plan=plan, by=request.user, version=_version(request.POST.get("version", ""))
            )
            return _done(request, plan, _("Signed and sent to the office:"))
        if form.is_valid():
            plan = plans.send_back(plan=plan, by=request.user, reason=form.cleaned_data["reason"])
            return _done(request, plan, _("Sent back to the liaison:"))
    context = {
        "plan": plan,
        "form": form,
        "sections": list(sections(snapshot(plan))),
        "gaps": [*completeness.gaps(plan), *completeness.unanswered(plan)],
        "hints": completeness.hints(plan),
        "notes": list(plan.notes.open()),
        "can_send_back": PLAN.can(plan, "send_back", request.user),
    }
    return render(request, "campaign/plan_sign.html", context)


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


@require_http_methods(["GET", "POST"])
def plan_review(request: HttpRequest, number: str) -> HttpResponse:
    """The office writes notes at sections, then puts the plan on file or returns it."""
    plan = find(request, number)
    require(access.can_review_plan(request.user, plan))
    sent = plan.versions.latest("edition")
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        content=sent.content,
        initial={"version": plan.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, plan, form)
        except Conflict:
            raise
        except DomainError as error:
            form.add_domain_error(error)
    context = {
        "plan": plan,
        "form": form,
        "parts": list(form.parts()),
        "sent": sent,
        "earlier": list(plan.notes.open().select_related("version")),
        "editions": plan.versions.count(),
        "alike": strikingly_like(plan, sent.content),
    }
    return render(request, "campaign/plan_review.html", context)


def _decide(request: HttpRequest, plan: UnitPlan, form: ReviewForm) -> HttpResponse:
    version = form.cleaned_data["version"]
    back = reverse("campaign:plans")
    if "return" in request.POST:
        plan = reviews.return_plan(
            plan=plan,
            by=request.user,
            notes=form.notes,
            phone=form.cleaned_data["phone"],
            version=version,
        )
        return _done(request, plan, _("Returned for changes:"), back)
    if form.notes:
        raise DomainError(
            _("You have written notes: return the plan with them, or empty them to file it."),
            "notes-left",
        )
    plan = reviews.accept(plan=plan, by=request.user, version=version)
    return _done(request, plan, _("Put on file:"), back)


@require_POST
def plan_withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The unit head takes the plan back before the office has judged it."""
    plan = plans.withdraw(plan=find(request, number), by=request.user)
    return _done(request, plan, _("Taken back as a draft:"))


@require_POST
def plan_amend(request: HttpRequest, number: str) -> HttpResponse:
    """The unit head opens a filed plan for changes, with a reason."""
    plan = find(request, number)
    plan = plans.amend(plan=plan, by=request.user, reason=request.POST.get("reason", ""))
    return _done(request, plan, _("Open for changes; the filed version stays readable:"))


@require_POST
def plan_publish(request: HttpRequest, number: str) -> HttpResponse:
    """Show the plan on the public pages."""
    plan = plans.publish(plan=find(request, number), by=request.user)
    return _done(request, plan, _("Made public:"))
