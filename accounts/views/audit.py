"""The audit trail, for the audit administrator; reading it is audited itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts import access, queries
from accounts.forms import AuditFilterForm
from accounts.todo import TRAIL
from core import audit
from core.access import require
from core.http import FilterForm, ListPage, Sort, status_message

SORTS = (Sort("id", ("-id",), gettext_lazy("newest first"), gettext_lazy("oldest first")),)


class AuditFilter(FilterForm, AuditFilterForm):
    """Filters of the trail in the URL."""


@require_GET
def audit_list(request: HttpRequest) -> HttpResponse:
    require(access.can_read_audit(request.user))
    filters = AuditFilter(request.GET)
    filters.is_valid()
    page = ListPage(
        request, queries.trail(filters.cleaned_data), sorts=SORTS, filters=filters, per_page=50
    )
    audit.record("audit.read", by=request.user, detail={"rows": len(page), "total": page.total})
    return render(request, "accounts/audit.html", {"page": page})


@require_POST
def audit_verify(request: HttpRequest) -> HttpResponse:
    """Walk the chain now and say what was found."""
    require(access.can_read_audit(request.user))
    verdict = audit.verify()
    kind, pk = TRAIL
    audit.record(
        "audit.verify",
        by=request.user,
        kind=kind,
        object_id=pk,
        detail={"checked": verdict.checked, "ok": verdict.ok},
    )
    if verdict.ok:
        text = _("The chain holds: %(n)d sealed events, none changed, none missing.")
        status_message(request, text % {"n": verdict.checked})
    else:
        text = _("The chain is broken after %(n)d events: %(fault)s. Secure the database now.")
        messages.error(request, text % {"n": verdict.checked, "fault": verdict.fault})
    return redirect("accounts:audit")
