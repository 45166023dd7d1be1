"""One summary report: read it, follow its figures, move it on, take it away as a file."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from core.documents.word import download
from core.http import status_message
from core.models import Document, StatusLog
from core.text import Text, whole_number
from core.ui.parts import TimelineEntry
from core.workflow import Workflow
from reports import access, paper, sentences
from reports.actions import summary as actions
from reports.enums import Section
from reports.figures import BY_CODE
from reports.forms import ReasonForm, ReturnForm
from reports.models import SummaryReport
from reports.workflow import REPORT


@dataclass(frozen=True)
class Step:
    """What a button of the page does; `reason` is asked for first."""

    action: Callable[..., SummaryReport]
    done: Text
    reason: bool = False
    versioned: bool = False


STEPS = {
    "send_to_head": Step(
        actions.send_to_head, gettext_lazy("Handed to the unit head for signing:"), versioned=True
    ),
    "send_back": Step(actions.send_back, gettext_lazy("Sent back to the liaison:"), reason=True),
    "submit": Step(
        actions.submit, pgettext_lazy("summary", "Signed and sent to the office:"), versioned=True
    ),
    "return": Step(actions.return_, gettext_lazy("Returned to the unit:"), reason=True),
    "adopt": Step(actions.adopt, gettext_lazy("Adopted:")),
    "archive": Step(actions.archive, gettext_lazy("Archived:")),
}


def find(request: HttpRequest, number: str) -> SummaryReport:
    """The report, if the person may see it; else 404."""
    reports = SummaryReport.objects.visible_to(request.user)
    return get_object_or_404(
        reports.select_related("unit", "campaign", "submitted_by"), number=number
    )


@require_GET
def summary(request: HttpRequest, number: str) -> HttpResponse:
    """The report with its linked figures, and the steps the person can take now."""
    report = find(request, number)
    return _page(request, report, _form_of("return" if report.state == "submitted" else "")())


def _form_of(step: str) -> type[ReasonForm]:
    """The form that a step asks for; the office remarks on single parts."""
    return ReturnForm if step == "return" else ReasonForm


def _page(
    request: HttpRequest, report: SummaryReport, form: ReasonForm, status: int = 200
) -> HttpResponse:
    values = paper.values_of(report)
    context = {
        "report": report,
        "parts": [
            (part, getattr(report, part.value), report.part_notes.get(part.value, ""))
            for part in Section
        ],
        "results": Section.RESULTS,
        "sentences": sentences.linked(values, lambda code: _rows_url(report, code)),
        "figures": [
            (value, _rows_url(report, code)) for code, value in values.items() if value.count
        ],
        "annexes": paper.linked_annexes(values, lambda code: _rows_url(report, code)),
        "steps": REPORT.available(report, request.user),
        "reasons": {name for name, step in STEPS.items() if step.reason},
        "can_edit": access.can_edit_report(request.user, report),
        "missing": report.missing(),
        "editions": Document.objects.issued().filter(number=report.number),
        "timeline": [entry_of(REPORT, log) for log in StatusLog.objects.of(REPORT.kind, report.pk)][
            ::-1
        ],
        "form": form,
    }
    return render(request, "reports/summary.html", context, status=status)


def _rows_url(report: SummaryReport, code: str) -> str:
    return reverse("reports:summary-rows", args=[report.number, code])


def entry_of(workflow: Workflow, log: StatusLog) -> TimelineEntry:
    """A line of a report's timeline."""
    at = timezone.localtime(log.at)
    meta = f"{log.actor_name} {log.actor_post} · {at:%Y-%m-%d %H:%M}"
    return TimelineEntry(str(workflow[log.transition].label), meta, body=log.reason)


@require_GET
def rows(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The records that a figure counts: exactly as many as the number says (R32)."""
    report = find(request, number)
    if code not in BY_CODE:
        raise Http404
    value = paper.values_of(report)[code]
    found = [(n, text, record_url(value.figure.page, n)) for n, text in value.rows]
    context = {"report": report, "figure": value.figure, "rows": found}
    return render(request, "reports/summary_rows.html", context)


def record_url(page: str, number: str) -> str:
    """The page of a record that a figure counts; empty if it has none."""
    try:
        return reverse(page, args=[number]) if page and number else ""
    except NoReverseMatch:
        return ""


@require_POST
def step(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Move the report on. The action checks state and right again."""
    report = find(request, number)
    if name not in STEPS:
        raise Http404
    chosen, terms = STEPS[name], {}
    if chosen.reason:
        form = _form_of(name)(request.POST)
        if not form.is_valid():
            return _page(request, report, form, status=422)
        terms["reason"] = form.cleaned_data["reason"]
        if isinstance(form, ReturnForm):
            terms["notes"] = form.notes
    if chosen.versioned and request.POST.get("version"):
        terms["version"] = whole_number(request.POST["version"])
    chosen.action(report=report, by=request.user, **terms)
    url = reverse("reports:summary", args=[number])
    status_message(request, chosen.done, url, number)
    # Sent back, a report may be none of the reader's business any more.
    seen = SummaryReport.objects.visible_to(request.user).filter(pk=report.pk).exists()
    return redirect(url if seen else "reports:summaries")


@require_POST
def print_(request: HttpRequest, number: str) -> HttpResponse:
    """Queue the PDF and show how far it is."""
    document = actions.print_report(report=find(request, number), by=request.user)
    return redirect("core:document-progress", key=document.key)


@require_GET
def word(request: HttpRequest, number: str) -> HttpResponse:
    """The same report as an editable DOCX."""
    report = find(request, number)
    return download(paper.paper_of(report), number)
