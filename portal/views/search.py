"""`/staff/search/`: one field for all records that a person may see; `/search/` for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.search import LONGEST_TERM, folded
from portal import finders, public_finders


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The hits by kind; a whole number leads straight to its record."""
    text = request.GET.get("q", "").strip()[:LONGEST_TERM]
    found = finders.find(request.user, text)  # type: ignore[arg-type]
    hits = [hit for result in found for hit in result.hits]
    exact = [hit for hit in hits if folded(hit.number) == folded(text)]
    if len(exact) == 1 and exact[0].url:
        return redirect(exact[0].url)
    return render(request, "portal/search.html", {"q": text, "found": found, "total": len(hits)})


@require_safe
@login_not_required
def public_search(request: HttpRequest) -> HttpResponse:
    """The public pages that hold every word, by kind."""
    text = request.GET.get("q", "").strip()[:LONGEST_TERM]
    found = public_finders.find(text)
    total = sum(len(result.hits) for result in found)
    context = {"q": text, "found": found, "total": total}
    return render(request, "portal/public_search.html", context)
