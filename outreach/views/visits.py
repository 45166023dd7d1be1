"""Field visits: list, export, units without visits, a visit, a new one."""

import tempfile
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.enums import Permission as P
from accounts.models import Unit
from campaign.views.records import conflict, own_unit
from core import audit, clock, drafts
from core.access import require
from core.errors import Conflict, DomainError, NotAllowed
from core.forms import form_of_draft
from core.http import ListPage, Sort, status_message
from outreach import visit_access as may
from outreach import visit_counts, visit_sheet, visit_stories
from outreach.actions import visits as actions
from outreach.enums import VisitKind
from outreach.forms.visits import OpinionRows, VisitFilter, VisitForm, values_of
from outreach.models import FieldVisit
from outreach.sheet import XLSX
from outreach.views.export import IN_MEMORY
from outreach.views.frame import person

SORTS = (
    Sort(
        "on",
        ("-on", "-id"),
        gettext_lazy("by day, latest first"),
        gettext_lazy("by day, earliest first"),
    ),
    Sort("number", ("number",), gettext_lazy("by number"), gettext_lazy("by number, last first")),
)
NEW = "outreach.visit:new"


def _rows(request: HttpRequest, filters: VisitFilter) -> QuerySet[FieldVisit]:
    rows = FieldVisit.objects.visible_to(person(request)).with_counts()
    return filters.apply(rows).select_related("unit")


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The visits, newest first, with the counts of the three kinds."""
    user = person(request)
    require(may.can_read(user))
    filters = VisitFilter(request.GET, user=user)
    page = ListPage(request, _rows(request, filters), sorts=SORTS, filters=filters)
    here = reverse("outreach:visits")
    counts = visit_counts.by_kind(user)
    kinds = [(kind.label, counts[kind], f"{here}?kind={kind}") for kind in VisitKind]
    context = {
        "page": page,
        "kinds": kinds,
        "may_log": bool(may.can_log(user)),
        "sees_units": bool(may.can_see_units(user)),
        "query": request.GET.urlencode(),
    }
    return render(request, "outreach/visits.html", context)


@require_GET
def export(request: HttpRequest) -> FileResponse:
    """The visits of the present filter as a workbook."""
    user = person(request)
    require(may.can_read(user))
    filters = VisitFilter(request.GET, user=user)
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the response closes it
    rows = _rows(request, filters).order_by("number")
    count = visit_sheet.write(file, rows, filled_by=user.name)
    audit.record("outreach.visit.export", by=user, detail={"visits": count})
    file.seek(0)
    name = _("field-visits-%(day)s.xlsx") % {"day": clock.today().isoformat()}
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Which unit has been where; those that miss a kind can be shown alone."""
    user = person(request)
    require(may.can_see_units(user))
    rows = visit_counts.by_unit(user)
    gaps = [row for row in rows if row.has_gap]
    only = request.GET.get("gap") == "1"
    context = {
        "rows": gaps if only else rows,
        "gaps": len(gaps),
        "only": only,
        "kinds": [kind.label for kind in VisitKind],
    }
    return render(request, "outreach/visit_units.html", context)


def find(request: HttpRequest, number: str) -> FieldVisit:
    """The visit, or 404 for everybody who may not know of it."""
    rows = FieldVisit.objects.visible_to(person(request))
    return get_object_or_404(rows.select_related("unit", "enterprise", "campaign"), number=number)


@require_GET
def visit(request: HttpRequest, number: str) -> HttpResponse:
    """One visit with what was said there."""
    row = find(request, number)
    user = person(request)
    opinions = list(row.opinions.select_related("handed_to", "item", "case").order_by("id"))
    for opinion in opinions:
        opinion.visit = row
    context = {
        "visit": row,
        "facts": visit_stories.visit_facts(row),
        "opinions": [
            {
                "row": opinion,
                "tag": visit_stories.tag(opinion),
                "link": visit_stories.linked(opinion),
                "may_dispose": bool(may.can_dispose(user, opinion)),
            }
            for opinion in opinions
        ],
        "may_edit": bool(may.can_edit(user, row)),
    }
    return render(request, "outreach/visit.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Log a visit that has taken place."""
    user = person(request)
    require(may.can_log(user))
    return _form(request, own_unit(request, P.VISIT_EDIT), None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Correct a visit, or add what else was said."""
    row = find(request, number)
    require(may.can_edit(person(request), row))
    return _form(request, row.unit, row)


def _form(request: HttpRequest, unit: Unit, row: FieldVisit | None) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form, opinions, from_draft = _forms(request, posted, row)
    if opinions.changed_rows:
        form.quiet()
    elif posted is not None and form.is_valid() and opinions.is_valid():
        try:
            saved = _save(request, unit, row, form, opinions)
        except Conflict as stale:
            values = values_of(stale.current)  # type: ignore[arg-type]
            return conflict(request, form, actions.KIND, stale, "outreach:visit", values)
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_domain_error(error)
        else:
            drafts.drop(request.user, _key(row))
            status_message(request, _("Visit saved:"), saved.get_absolute_url(), saved.number)
            return redirect(saved)
    context = {
        "form": form,
        "opinions": opinions,
        "visit": row,
        "unit": unit,
        "draft_key": _key(row),
        "from_draft": from_draft,
    }
    wrong = posted is not None and not opinions.changed_rows
    return render(request, "outreach/visit_form.html", context, status=422 if wrong else 200)


def _forms(request: HttpRequest, posted: Any, row: FieldVisit | None) -> tuple[Any, Any, bool]:
    """The form and its rows: posted, from the kept draft, or as saved."""
    first = {"on": clock.today(), "version": 0}

    def made(data: Any) -> VisitForm:
        return VisitForm(data, visit=row) if row else VisitForm(data, initial=first)

    kept = drafts.load(request.user, _key(row))
    if posted is None and kept and "restart" not in request.GET:
        return form_of_draft(made, kept.data), _kept_rows(kept.data), True
    return made(posted), OpinionRows(posted, prefix="opinions"), False


def _kept_rows(typed: Mapping[str, list[str]]) -> Any:
    """The rows of a draft, not judged yet."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    rows = OpinionRows(data, prefix="opinions")
    for form in rows:
        form.quiet()
    return rows


def _key(row: FieldVisit | None) -> str:
    return f"outreach.visit:{row.pk}" if row else NEW


def _save(
    request: HttpRequest, unit: Unit, row: FieldVisit | None, form: VisitForm, opinions: Any
) -> FieldVisit:
    said = [{"text": line["text"], "nature": line["nature"]} for line in opinions.rows]
    if row is None:
        return actions.record(unit=unit, by=person(request), opinions=said, **form.values)  # type: ignore[arg-type]
    return actions.change(
        visit=row,
        by=person(request),
        version=form.cleaned_data["version"],
        opinions=said,  # type: ignore[arg-type]
        **form.values,
    )
