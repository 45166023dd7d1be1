"""Typical cases as the public reads them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from complaints.models import TypicalCase
from core.http import ListPage, Sort

SORTS = [Sort("newest", ("-released_at", "-pk"), _("newest first"))]


@login_not_required
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """All that are published, newest first."""
    page = ListPage(request, TypicalCase.objects.published(), sorts=SORTS, per_page=20)
    return render(request, "complaints/typical_cases.html", {"page": page})


@login_not_required
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One of them; 404 once it was taken down."""
    found = get_object_or_404(TypicalCase.objects.published(), number=number)
    return render(request, "complaints/typical_case.html", {"case": found})
