"""Papers of a unit: its rectification plan as PDF, and as a Word file to go on writing in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.models import Unit
from core import audit
from core.access import require
from core.documents import word
from core.documents.actions import request_document
from rectification import access, papers
from rectification.views.item import person


def plans(request: HttpRequest) -> HttpResponse:
    """The units whose plan the person may print."""
    user = person(request)
    require(access.can_read_plans(user))
    return render(request, "rectification/plans.html", {"units": papers.plan_units(user)})


@require_POST
def plan_print(request: HttpRequest, code: str) -> HttpResponse:
    """Queue the plan as a PDF."""
    unit = _unit(request, code)
    document = request_document(papers.PlanPaper.code, {"unit": unit.code}, by=person(request))
    return redirect("core:document-progress", key=document.key)


def plan_word(request: HttpRequest, code: str) -> HttpResponse:
    """The same plan as an editable DOCX."""
    user, unit = person(request), _unit(request, code)
    answer = word.download(
        papers.plan_of(unit, user), papers.PlanPaper().number({"unit": unit.code})
    )
    audit.record("rectification.plan.word", by=user, unit_code=unit.code)
    return answer


def _unit(request: HttpRequest, code: str) -> Unit:
    user = person(request)
    require(access.can_read_plans(user))
    found = {unit.code: unit for unit in papers.plan_units(user)}.get(code)
    if found is None:
        raise Http404
    return found
