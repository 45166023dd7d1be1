"""What is kept no longer: what is due, proposed by one person and decided by another (C12)."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import Permission as P
from complaints import access
from complaints.actions import retention
from complaints.enums import Decision
from complaints.models import ClearingBatch, Complaint, LegalHold
from complaints.views.acts import staff
from core.access import require
from core.errors import DomainError
from core.forms import PortalForm
from core.http import ListPage, Sort, status_message

SORTS = (Sort("new", ("-id",), _("newest first"), _("oldest first")),)
SHOWN = 200


class DecideForm(PortalForm):
    """Why a clearing is denied; nothing is asked for a granted one."""

    note = forms.CharField(label=_("Reason"), required=False, max_length=300)


@never_cache
@require_GET
def clearings(request: HttpRequest) -> HttpResponse:
    """How much is due, what is held, and every clearing so far."""
    user = staff(request)
    require(access.can_clear(user))
    rows = ClearingBatch.objects.select_related("proposed_by", "decided_by")
    held = LegalHold.objects.filter(
        ended_at=None, complaint__in=Complaint.objects.visible_to(user)
    ).select_related("complaint", "by")
    context = {
        "page": ListPage(request, rows, sorts=SORTS),
        "due": retention.due().count(),
        "held": held,
        "may_propose": user.may(P.COMPLAINT_INTAKE),
    }
    return render(request, "complaints/staff/clearings.html", context)


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Put what is due before a second person."""
    user = staff(request)
    require(access.can_clear(user))
    try:
        batch = retention.propose(by=user)
    except DomainError as refusal:
        if refusal.status == 403:
            raise
        status_message(request, refusal.message)
        return redirect("complaints:clearings")
    url = reverse("complaints:clearing", args=[batch.pk])
    status_message(request, _("A second person decides about the clearing:"), url, str(batch.pk))
    return redirect(url)


@never_cache
@require_http_methods(["GET", "POST"])
def clearing(request: HttpRequest, pk: int) -> HttpResponse:
    """One clearing: which cases by number and date, and the decision of the second person."""
    user = staff(request)
    require(access.can_clear(user))
    batch = get_object_or_404(
        ClearingBatch.objects.select_related("proposed_by", "decided_by"), pk=pk
    )
    form = DecideForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        grant = request.POST.get("grant") == "1"
        try:
            retention.decide(batch=batch, by=user, grant=grant, note=form.cleaned_data["note"])
        except DomainError as refusal:
            if refusal.status == 403:
                raise
            form.add_domain_error(refusal)
            status = 422
        else:
            status_message(request, _("The clearing is decided."))
            return redirect("complaints:clearing", pk)
    context = {
        "batch": batch,
        "form": form,
        "cases": batch.cases.order_by("number")[:SHOWN],
        "count": batch.cases.count(),
        "may_decide": batch.decision == Decision.OPEN
        and user.may(P.COMPLAINT_DECIDE)
        and batch.proposed_by_id != user.pk,
    }
    return render(request, "complaints/staff/clearing.html", context, status=status)
