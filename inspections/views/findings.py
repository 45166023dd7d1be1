"""One finding: what was seen, what the unit says, what the office decides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from core import attachments
from core.buttons import Step, available, by_table, press
from core.errors import DomainError
from core.http import status_message
from core.models import StatusLog
from core.ui.parts import Link
from inspections import access
from inspections.actions import findings
from inspections.addresses import address
from inspections.forms import DecisionForm, StatementForm
from inspections.models import Finding, FindingEvidence
from inspections.timelines import entries
from inspections.workflow import FINDING, FINDING_KIND
from rectification.models import RectificationItem

STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "link",
            _("Open a rectification item"),
            access.can_link,
            findings.open_item,
            _("Rectification item opened from finding:"),
        ),
        Step(
            "resolve",
            _("Mark as rectified"),
            access.can_resolve,
            findings.resolve,
            _("Marked as rectified:"),
            plain=True,
        ),
        Step(
            "verify",
            _("Re-check passed"),
            by_table(FINDING, "verify"),
            findings.verify,
            _("Re-check passed:"),
        ),
        Step(
            "relapse",
            _("Found again at the re-check"),
            by_table(FINDING, "relapse"),
            findings.relapse,
            _("Open again:"),
            reason=True,
            plain=True,
        ),
    )
}


def find(request: HttpRequest, number: str) -> Finding:
    """The finding if it exists for this person, else 404."""
    rows = Finding.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("inspection", "unit", "category", "item"), number=number
    )


@require_GET
def finding(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, find(request, number), StatementForm(), DecisionForm())


def _page(
    request: HttpRequest, row: Finding, statement: StatementForm, decision: DecisionForm
) -> HttpResponse:
    user = request.user
    files = row.evidence_links.select_related("attachment").order_by("pk")
    item_open = (
        row.item is not None
        and RectificationItem.objects.visible_to(user).filter(pk=row.item.pk).exists()
    )
    context = {
        "finding": row,
        "files": [
            Link(link.attachment.original_name, address("evidence", row.number, link.pk))
            for link in files
        ],
        "may_state": bool(access.can_state(user, row)),
        "may_decide": bool(access.can_decide(user, row)),
        "item_open": item_open,
        "statement": statement,
        "decision": decision,
        "form": statement if statement.is_bound else decision,
        "steps": available(STEPS, user, row),
        "timeline": entries(FINDING, StatusLog.objects.of(FINDING_KIND, row.pk)),
    }
    return render(request, "inspections/finding.html", context)


@require_POST
def state(request: HttpRequest, number: str) -> HttpResponse:
    row = find(request, number)
    form = StatementForm(request.POST)
    if form.is_valid():
        try:
            findings.state(finding=row, by=request.user, text=form.cleaned_data["text"])
        except DomainError as fault:
            if fault.field not in form.fields:
                raise
            form.add_domain_error(fault)
        else:
            url = address("finding", number)
            status_message(request, _("Statement sent to the office:"), url, number)
            return redirect(url)
    return _page(request, row, form, DecisionForm())


@require_POST
def decide(request: HttpRequest, number: str) -> HttpResponse:
    row = find(request, number)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, row, StatementForm(), form)
    _decide(row, request.user, **form.cleaned_data)
    url = address("finding", number)
    status_message(request, _("Decided on finding:"), url, number)
    return redirect(url)


def _decide(row: Finding, user: Any, *, decision: str, note: str) -> None:
    if decision in {"trivial", "dismiss"}:
        findings.dismiss(finding=row, by=user, reason=note, trivial=decision == "trivial")
        return
    row = findings.uphold(finding=row, by=user, note=note)
    if decision == "item":
        findings.open_item(finding=row, by=user)


@require_POST
def step(request: HttpRequest, number: str, name: str) -> HttpResponse:
    row = find(request, number)
    return press(request, STEPS, name, {"finding": row}, address("finding", number))


@require_GET
def evidence(request: HttpRequest, number: str, link_id: int) -> HttpResponseBase:
    """A photo of a finding, for whom the finding exists; each download is audited."""
    row = find(request, number)
    link = get_object_or_404(
        FindingEvidence.objects.select_related("attachment"), finding=row, pk=link_id
    )
    return attachments.serve(link.attachment, request, inline=True, number=row.number)
