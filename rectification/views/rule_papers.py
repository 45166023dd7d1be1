"""A rule as PDF and as a Word file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from core import audit
from core.documents import word as docx
from core.documents.actions import request_document
from rectification.rule_papers import RulePaper, paper_of
from rectification.views.item import person
from rectification.views.rules import find
from rectification.workflow import RULE_KIND


@require_POST
def print_(request: HttpRequest, number: str) -> HttpResponse:
    """Queue the PDF and show how far it is."""
    rule = find(request, number)
    document = request_document(RulePaper.code, {"rule": rule.number}, by=person(request))
    return redirect("core:document-progress", key=document.key)


def word(request: HttpRequest, number: str) -> HttpResponse:
    """The same rule as an editable DOCX."""
    rule, user = find(request, number), person(request)
    answer = docx.download(paper_of(rule, user), rule.number)
    audit.record(
        f"{RULE_KIND}.word",
        by=user,
        kind=RULE_KIND,
        object_id=rule.pk,
        number=rule.number,
        unit_code=rule.unit_code,
    )
    return answer
