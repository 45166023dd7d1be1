"""Write the summary report: one page, saved on the server while typing (R27, R28)."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import drafts
from core.access import require
from core.errors import Conflict, DomainError
from core.http import conflict_response, status_message
from reports import access, paper, sentences
from reports.actions import summary as actions
from reports.enums import Section
from reports.forms import ReportForm
from reports.models import SummaryReport
from reports.views.summary import find

KEY = "reports.summary:{}"


@require_http_methods(["GET", "POST"])
def summary_edit(request: HttpRequest, number: str) -> HttpResponse:
    """The editor. Buttons: `save`, and `send` (save and hand to the head)."""
    report = find(request, number)
    require(access.can_edit_report(request.user, report))
    if request.method == "GET":
        form, from_draft = _opened(request, report)
        return _page(request, report, form, from_draft=from_draft)
    form = ReportForm(request.POST, instance=report)
    if not form.is_valid():
        return _page(request, report, form)
    version = form.cleaned_data["version"]
    try:
        report = actions.save(report=report, by=request.user, version=version, fields=form.texts)
    except Conflict as stale:
        return _conflict(request, form, stale.current)
    drafts.drop(request.user, KEY.format(number))
    return _send(request, report, form) if "send" in request.POST else _saved(request, report)


def _opened(request: HttpRequest, report: SummaryReport) -> tuple[ReportForm, bool]:
    """The form as saved, with the person's unsaved draft typed into it if there is one."""
    saved = (
        None if "restart" in request.GET else drafts.load(request.user, KEY.format(report.number))
    )
    if saved is None:
        return ReportForm(instance=report), False
    typed = QueryDict(mutable=True)
    for name, texts in saved.data.items():
        typed.setlist(name, texts)
    initial: dict[str, object] = {
        name: typed[name] for name in ReportForm.base_fields if name in typed
    }
    initial["version"] = report.version
    return ReportForm(instance=report, initial=initial), True


def _send(request: HttpRequest, report: SummaryReport, form: ReportForm) -> HttpResponse:
    try:
        actions.send_to_head(report=report, by=request.user)
    except DomainError as error:
        fresh = find(request, report.number)
        form = ReportForm({**form.texts, "version": str(fresh.version)}, instance=fresh)
        form.is_valid()
        form.add_domain_error(error)
        return _page(request, fresh, form)
    url = reverse("reports:summary", args=[report.number])
    status_message(request, _("Handed to the unit head for signing:"), url, report.number)
    return redirect(url)


def _saved(request: HttpRequest, report: SummaryReport) -> HttpResponse:
    url = reverse("reports:summary", args=[report.number])
    status_message(request, _("Saved:"), url, report.number)
    return redirect(url)


def _conflict(request: HttpRequest, form: ReportForm, current: object) -> HttpResponse:
    assert isinstance(current, SummaryReport)  # noqa: S101 (what `lock` was given)
    return conflict_response(
        request,
        form,
        current,
        who=_("Somebody of your unit"),
        when=current.updated_at,
        cancel_url=reverse("reports:summary-edit", args=[current.number]) + "?restart=1",
        title=current.number,
    )


def _page(
    request: HttpRequest, report: SummaryReport, form: ReportForm, *, from_draft: bool = False
) -> HttpResponse:
    context = {
        "report": report,
        "form": form,
        "from_draft": from_draft,
        "notes": {part.value: report.part_notes.get(part.value, "") for part in Section},
        "draft_key": KEY.format(report.number),
        "sentences": sentences.plain(paper.values_of(report)),
    }
    return render(request, "reports/summary_edit.html", context)
