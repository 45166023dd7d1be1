"""The rules of the units that everybody may read: issued, and disclosed to the whole public."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from core import attachments
from core.http import ListPage, Sort
from publicity.forms import PublicRuleFilter
from rectification.models import Rule

_SORTS = (Sort("new", ("-issued_on", "-id"), gettext_lazy("newest first")),)


@login_not_required
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """All public rules, newest first."""
    rows = Rule.objects.public().select_related("unit")
    filters = PublicRuleFilter(request.GET)
    page = ListPage(request, filters.apply(rows), sorts=_SORTS, filters=filters)
    return render(request, "publicity/rules.html", {"page": page})


def _find(number: str) -> Rule:
    return get_object_or_404(Rule.objects.public().select_related("unit"), number=number)


@login_not_required
@require_GET
def rule(request: HttpRequest, number: str) -> HttpResponse:
    """One rule: its text and what it saves. How it came about stays inside."""
    row = _find(number)
    files = row.files.filter(in_use=True).select_related("attachment")
    return render(request, "publicity/rule.html", {"rule": row, "files": files})


@login_not_required
@require_GET
def file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """The rule as the unit wrote it."""
    found = get_object_or_404(
        _find(number).files.filter(in_use=True).select_related("attachment"), pk=pk
    )
    return attachments.serve(found.attachment, request)
