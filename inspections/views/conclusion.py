"""The team leader writes the conclusion."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access import require
from core.errors import DomainError
from core.http import status_message
from inspections import access, queries
from inspections.actions import conclusions
from inspections.addresses import address
from inspections.forms import ConclusionForm
from inspections.views.inspections import find


@require_http_methods(["GET", "POST"])
def conclude(request: HttpRequest, number: str) -> HttpResponse:
    inspection = find(request, number)
    require(access.can_conclude(request.user, inspection))
    initial = {"summary": inspection.summary, "conclusion": inspection.conclusion}
    form = ConclusionForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            conclusions.conclude(inspection=inspection, by=request.user, **form.cleaned_data)
        except DomainError as fault:
            form.add_domain_error(fault)
        else:
            url = address("inspection", number)
            status_message(request, _("Concluded; the office checks it now:"), url, number)
            return redirect(url)
    context = {
        "form": form,
        "inspection": inspection,
        "findings": queries.findings_for(request.user, inspection),
    }
    return render(request, "inspections/conclude.html", context)
