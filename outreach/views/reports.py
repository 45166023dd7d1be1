"""Research reports: list, page, writing."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.enums import Permission as P
from accounts.models import Unit
from campaign.views.records import conflict, own_unit
from core import drafts
from core.access import require
from core.errors import Conflict, DomainError, NotAllowed
from core.forms import form_of_draft
from core.http import ListPage, Sort, status_message
from core.models import StatusLog
from outreach import report_access as may
from outreach import visit_stories
from outreach.actions import reports as actions
from outreach.enums import ReportField, ReportState
from outreach.forms.reports import (
    BackForm,
    OriginalForm,
    ProblemRows,
    ReportFilter,
    ReportForm,
    values_of,
)
from outreach.models import ResearchReport
from outreach.views.frame import person
from outreach.workflow import REPORT, REPORT_KIND

SORTS = (
    Sort("new", ("-id",), gettext_lazy("newest first"), gettext_lazy("oldest first")),
    Sort("number", ("number",), gettext_lazy("by number"), gettext_lazy("by number, last first")),
)
TAGS = {
    ReportState.SIGNING: "amber",
    ReportState.FILED: "brand",
    ReportState.RETURNED: "red",
    ReportState.ADOPTED: "green",
    ReportState.PUBLISHED: "green",
}


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The reports that the person may read, newest first."""
    user = person(request)
    require(may.can_read(user))
    filters = ReportFilter(request.GET, user=user)
    rows = filters.apply(ResearchReport.objects.visible_to(user)).select_related("unit")
    page = ListPage(request, rows, sorts=SORTS, filters=filters, prepare=_dress)
    context = {"page": page, "may_write": bool(may.can_write(user))}
    return render(request, "outreach/reports.html", context)


def _dress(rows: list[ResearchReport]) -> None:
    for row in rows:
        row.tag = TAGS.get(ReportState(row.state), "")  # type: ignore[attr-defined]


def find(request: HttpRequest, number: str) -> ResearchReport:
    """The report, or 404 for everybody who may not know of it."""
    rows = ResearchReport.objects.visible_to(person(request))
    return get_object_or_404(rows.select_related("unit", "campaign", "file"), number=number)


@require_GET
def report(request: HttpRequest, number: str) -> HttpResponse:
    """One report with its problems, its visits and the next step."""
    return page_of(request, find(request, number))


def page_of(
    request: HttpRequest,
    row: ResearchReport,
    *,
    back: BackForm | None = None,
    original: OriginalForm | None = None,
) -> HttpResponse:
    """The page, also with a form that has errors."""
    user = person(request)
    problems = list(row.problems.select_related("item"))
    for problem in problems:
        problem.report = row
    context = {
        "report": row,
        "tag": TAGS.get(ReportState(row.state), ""),
        "problems": [(one, bool(may.can_open_item(user, one))) for one in problems],
        "visits": row.visits.order_by("on", "id"),
        "notes": row.notes.filter(resolved=False),
        "may_edit": bool(may.can_edit(user, row)),
        "may_sign": bool(may.can_sign(user, row)),
        "may_review": bool(may.can_review(user, row)),
        "may_publish": bool(may.can_publish(user, row)),
        "back_form": back or BackForm(),
        "original_form": original or OriginalForm(),
        "timeline": visit_stories.timeline(REPORT, StatusLog.objects.of(REPORT_KIND, row.pk)),
    }
    wrong = back is not None or original is not None
    return render(request, "outreach/report.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a report."""
    require(may.can_write(person(request)))
    return _form(request, own_unit(request, P.REPORT_EDIT), None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Go on writing; notes of the office stand at their fields."""
    row = find(request, number)
    require(may.can_edit(person(request), row))
    return _form(request, row.unit, row)


def _form(request: HttpRequest, unit: Unit, row: ResearchReport | None) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form, problems, from_draft = _forms(request, posted, unit, row)
    if problems.changed_rows:
        form.quiet()
    elif posted is not None and form.is_valid() and problems.is_valid():
        try:
            saved = _save(request, unit, row, form, [line["text"] for line in problems.rows])
            drafts.drop(request.user, _key(row))
            return _after(request, saved)
        except Conflict as stale:
            values = values_of(stale.current)  # type: ignore[arg-type]
            return conflict(request, form, REPORT_KIND, stale, "outreach:report", values)
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_domain_error(error)
    context = {
        "form": form,
        "problems": problems,
        "report": row,
        "unit": unit,
        "draft_key": _key(row),
        "from_draft": from_draft,
        "notes": _notes(row),
    }
    wrong = posted is not None and not problems.changed_rows
    return render(request, "outreach/report_form.html", context, status=422 if wrong else 200)


def _forms(
    request: HttpRequest, posted: Any, unit: Unit, row: ResearchReport | None
) -> tuple[Any, Any, bool]:
    """The form and its rows: posted, from the kept draft, or as saved."""

    def made(data: Any) -> ReportForm:
        first = {} if row else {"initial": {"version": 0, "authors": person(request).name}}
        return ReportForm(data, unit=unit, report=row, **first)

    kept = drafts.load(request.user, _key(row))
    if posted is None and kept and "restart" not in request.GET:
        return form_of_draft(made, kept.data), _kept_rows(kept.data), True
    if posted is not None:
        # Without initial values: a row that did not change still counts.
        return made(posted), ProblemRows(posted, prefix="problems"), False
    lines = [{"text": one.text} for one in row.problems.all()] if row else []
    return made(None), ProblemRows(prefix="problems", initial=lines), False


def _kept_rows(typed: Mapping[str, list[str]]) -> Any:
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    rows = ProblemRows(data, prefix="problems")
    for form in rows:
        form.quiet()
    return rows


def _save(
    request: HttpRequest,
    unit: Unit,
    row: ResearchReport | None,
    form: ReportForm,
    problems: list[str],
) -> ResearchReport:
    user = person(request)
    if row is None:
        return actions.draft(unit=unit, by=user, problems=problems, **form.values)
    version = form.cleaned_data["version"]
    return actions.edit(report=row, by=user, version=version, problems=problems, **form.values)


def _after(request: HttpRequest, saved: ResearchReport) -> HttpResponse:
    """What the pressed button asks for besides saving: draw from the visits, or hand on."""
    user, here = person(request), saved.get_absolute_url()
    if "draw" in request.POST:
        actions.draw(report=saved, by=user, version=saved.version)
        status_message(request, _("Drawn from the visits:"), here, saved.number)
        return redirect("outreach:report-edit", saved.number)
    status_message(request, _("Report saved:"), here, saved.number)
    return redirect(saved)


def _key(row: ResearchReport | None) -> str:
    return f"outreach.report:{row.pk}" if row else "outreach.report:new"


def _notes(row: ResearchReport | None) -> dict[str, str]:
    """The office's notes by field."""
    found: dict[str, list[str]] = {field: [] for field in ReportField.values}
    for note in row.notes.filter(resolved=False) if row else ():
        found[note.field].append(note.text)
    return {field: "\n".join(texts) for field, texts in found.items()}
