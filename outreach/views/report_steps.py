"""The steps of a research report, its papers and files, and what everybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from core import attachments, audit
from core.access import require
from core.documents import word
from core.documents.actions import request_document
from core.errors import DomainError, NotAllowed
from core.http import ListPage, Sort, status_message
from outreach import report_access as may
from outreach.actions import reports as actions
from outreach.forms.reports import ADOPT, BackForm, OriginalForm, ReviewForm
from outreach.models import ReportProblem, ResearchReport
from outreach.report_papers import ReportPaper, paper_of
from outreach.views.frame import person
from outreach.views.reports import find, page_of

PUBLIC_SORTS = (
    Sort(
        "new", ("-published_at", "-id"), gettext_lazy("newest first"), gettext_lazy("oldest first")
    ),
)


@require_POST
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """Hand it to the head; what is missing is said on the page of the form."""
    row = find(request, number)
    require(may.can_edit(person(request), row))
    if gaps := actions.missing(row):
        status_message(
            request,
            _("Not handed on yet. %(gap)s") % {"gap": next(iter(gaps.values()))},
            row.get_absolute_url(),
            row.number,
        )
        return redirect("outreach:report-edit", number)
    return _done(request, actions.submit(report=row, by=person(request)), _("With the head:"))


@require_POST
def sign(request: HttpRequest, number: str) -> HttpResponse:
    """The head signs; the office gets it."""
    done = actions.sign(report=find(request, number), by=person(request))
    return _done(request, done, _("Signed and sent to the office:"))


@require_POST
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """The head wants changes first."""
    row = find(request, number)
    require(may.can_sign(person(request), row))
    form = BackForm(request.POST)
    if not form.is_valid():
        return page_of(request, row, back=form)
    reason = form.cleaned_data["reason"]
    done = actions.send_back(report=row, by=person(request), reason=reason)
    return _done(request, done, _("Sent back to the liaison:"))


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, number: str) -> HttpResponse:
    """The office adopts it with a score, or returns it with notes."""
    row, user = find(request, number), person(request)
    require(may.can_review(user, row))
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            if data["decision"] == ADOPT:
                done = actions.adopt(
                    report=row, by=user, score=data["score"], comment=data["comment"]
                )
                return _done(request, done, _("Adopted:"))
            done = actions.send_return(report=row, by=user, notes=form.notes)
            return _done(request, done, _("Returned to the unit:"))
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_domain_error(error)
    context = {"report": row, "form": form, "problems": row.problems.all()}
    status = 422 if form.is_bound else 200
    return render(request, "outreach/report_review.html", context, status=status)


@require_POST
def publish(request: HttpRequest, number: str) -> HttpResponse:
    """Everybody may read it from now on."""
    done = actions.publish(report=find(request, number), by=person(request))
    return _done(request, done, _("Public now:"))


@require_POST
def to_item(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One click: a problem onto the ledger."""
    row = find(request, number)
    problem = get_object_or_404(ReportProblem, report=row, pk=pk)
    actions.to_item(problem=problem, by=person(request))
    return _done(request, row, _("A draft is on the ledger for a problem of report:"))


@require_POST
def attach(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the original file; a fault of the file stands at its field."""
    row = find(request, number)
    require(may.can_edit(person(request), row))
    form = OriginalForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            done = actions.attach(
                report=row, by=person(request), file=form.cleaned_data["original"][0]
            )
        except DomainError as fault:
            form.add_error("original", str(fault.message))
        else:
            return _done(request, done, _("Original file kept:"))
    return page_of(request, row, original=form)


@require_safe
def original(request: HttpRequest, number: str) -> HttpResponseBase:
    """The original file."""
    row = find(request, number)
    if row.file is None:
        raise Http404
    return attachments.serve(row.file, request, number=number)


@require_POST
def printed(request: HttpRequest, number: str) -> HttpResponse:
    """Queue the report as a PDF in the official format."""
    row = find(request, number)
    document = request_document(ReportPaper.code, {"number": row.number}, by=person(request))
    return redirect("core:document-progress", key=document.key)


@require_GET
def in_word(request: HttpRequest, number: str) -> HttpResponse:
    """The same as an editable file."""
    row = find(request, number)
    answer = word.download(paper_of(row), row.number)
    audit.record("outreach.report.word", by=person(request), number=row.number)
    return answer


@require_safe
@login_not_required
def public_list(request: HttpRequest) -> HttpResponse:
    """The reports that everybody may read."""
    rows = ResearchReport.objects.published().select_related("unit")
    page = ListPage(request, rows, sorts=PUBLIC_SORTS)
    return render(request, "outreach/public_reports.html", {"page": page})


@require_safe
@login_not_required
def public_report(request: HttpRequest, number: str) -> HttpResponse:
    """One public report; without its file, score and the office's words."""
    rows = ResearchReport.objects.published().select_related("unit")
    row = get_object_or_404(rows, number=number)
    context = {"report": row, "problems": row.problems.all()}
    return render(request, "outreach/public_report.html", context)


def _done(request: HttpRequest, row: ResearchReport, words: str) -> HttpResponse:
    status_message(request, words, row.get_absolute_url(), row.number)
    return redirect(row)
