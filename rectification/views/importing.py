"""Import a ledger: upload or paste, name the columns, look, take over (domain.md §2.1)."""

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import User
from core import attachments
from core.access import Denied, require
from core.errors import DomainError, NotAllowed
from core.http import status_message
from core.sheets import cells, container, marks
from core.sheets.marks import Mark
from core.ui.parts import Tab
from rectification import access, sheet
from rectification.actions import importing
from rectification.forms.importing import ColumnsForm, SheetForm, WordsForm
from rectification.importing import columns as heads
from rectification.importing.entries import Fault
from rectification.importing.plan import Kind, Plan
from rectification.models import ImportBatch
from rectification.views.edit import units_to_register
from rectification.views.export import XLSX
from rectification.views.item import person

MOST_SHOWN = 200
_ORDER = (Kind.FAULTY, Kind.CONFLICT, Kind.CHANGED, Kind.NEW, Kind.SAME)


def upload(request: HttpRequest) -> HttpResponse:
    """Choose a workbook or paste cells; the next page shows what they hold."""
    user = person(request)
    units = units_to_register(user)
    if not units:
        raise NotAllowed(Denied(_("Only the unit itself or the office can register items.")).reason)
    initial = {"unit": request.GET.get("unit", "")} if "unit" in request.GET else None
    data = request.POST if request.method == "POST" else None
    form = SheetForm(data, request.FILES or None, units=units, initial=initial)
    if data is not None and form.is_valid():
        batch = _received(form, user)
        if batch is not None:
            table = cells.unpack(batch.table)
            page = "import-preview" if _is_sure(heads.find(table)) else "import-columns"
            return redirect(f"rectification:{page}", batch.pk)
    return render(request, "rectification/import.html", {"form": form})


def _received(form: SheetForm, user: User) -> ImportBatch | None:
    """The batch, or nothing and the reason at the field."""
    cleaned = form.cleaned_data
    file = cleaned.get("file")
    try:
        if file:
            container.check_size(file.size)  # before the whole of it is in memory
        return importing.receive(
            unit=cleaned["unit"],
            by=user,
            name=file.name if file else "",
            data=file.read() if file else b"",
            text="" if file else cleaned["text"],
        )
    except NotAllowed:
        raise
    except DomainError as error:
        form.add_error("file" if file else "text", str(error.message))
        return None


def _is_sure(header: heads.Header) -> bool:
    """Whether nobody needs to say which column is which."""
    return header.sure and {"description", "category", "measures"} <= set(header.columns)


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which column is which, for sheets with other or shuffled heads."""
    batch = _batch(request, pk)
    table = cells.unpack(batch.table)
    form = ColumnsForm(
        request.POST or None, table=table, header=heads.find(table), columns=batch.columns
    )
    if request.method == "POST" and form.is_valid():
        try:
            importing.arrange(batch=batch, by=person(request), columns=form.columns)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            return redirect(batch)
    return render(request, "rectification/import_columns.html", {"batch": batch, "form": form})


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the import would do, row by row; after it, what it has done."""
    batch, user = _batch(request, pk), person(request)
    if batch.done_at is not None:
        return render(request, "rectification/import_done.html", {"batch": batch})
    if request.method == "POST" and "fingerprint" in request.POST:
        return _apply(request, batch, user)
    plan = importing.plan_of(batch, user)
    if request.method == "POST":
        words = WordsForm(request.POST, asks=plan.asks, unit=batch.unit)
        if words.is_valid():
            mine = request.POST.getlist("mine")
            importing.choose(batch=batch, by=user, choices=words.choices, mine=mine)
            return redirect(batch)
    else:
        words = WordsForm(asks=plan.asks, unit=batch.unit)
    return render(
        request, "rectification/import_preview.html", _context(request, batch, plan, words)
    )


def _apply(request: HttpRequest, batch: ImportBatch, user: User) -> HttpResponse:
    try:
        done = importing.apply(batch=batch, by=user, fingerprint=request.POST["fingerprint"])
    except NotAllowed:
        raise
    except DomainError as error:
        status_message(request, error.message)
    else:
        count = len(done.result["new"]) + len(done.result["changed"])
        status_message(request, _("Imported rows: %(count)d.") % {"count": count})
    return redirect(batch)


def _context(
    request: HttpRequest, batch: ImportBatch, plan: Plan, words: WordsForm
) -> dict[str, Any]:
    counts = plan.counts
    first = next((kind for kind in _ORDER if counts[kind]), Kind.NEW)
    wanted = request.GET.get("kind", "")
    kind = Kind(wanted) if wanted in set(Kind) else first
    rows = plan.of(kind)
    labels = kind_labels()
    return {
        "batch": batch,
        "plan": plan,
        "kind": kind,
        "kind_label": labels[kind],
        "rows": rows[:MOST_SHOWN],
        "more": max(0, len(rows) - MOST_SHOWN),
        "tabs": [
            Tab(labels[one], f"{batch.get_absolute_url()}?kind={one}", counts[one], one == kind)
            for one in _ORDER
        ],
        "good": counts[Kind.NEW] + counts[Kind.CHANGED],
        "left": counts[Kind.FAULTY] + counts[Kind.CONFLICT],
        "counts": {one.value: counts[one] for one in Kind},
        "words": words if words.asks else None,
    }


def kind_labels() -> dict[Kind, str]:
    """The kinds of rows in words."""
    return {
        Kind.NEW: _("New"),
        Kind.CHANGED: _("Changed"),
        Kind.SAME: _("Unchanged"),
        Kind.CONFLICT: _("Changed on both sides"),
        Kind.FAULTY: _("To be corrected"),
    }


@require_GET
def marked(request: HttpRequest, pk: int) -> FileResponse:
    """The sheet as it was uploaded, bad cells marked, the reason beside each row."""
    batch = _batch(request, pk)
    asked = importing.request_of(batch, person(request))
    places = [
        Mark(fault.row, asked.header.columns.get(fault.key, -1), _sentence(fault))
        for fault in importing.faults_of(batch, person(request))
    ]
    head = heads.MARKED_HEAD
    if batch.workbook is not None:
        content = attachments.read(batch.workbook)
        content = marks.marked(content, asked.table, places, head, asked.header.row)
    else:
        content = marks.of_table(asked.table, places, head, asked.header.row)
    stem = PurePath(batch.name or batch.unit.code).stem
    name = _("to-correct-%(name)s") % {"name": f"{stem}.xlsx"}
    return _workbook(content, name)


def _sentence(fault: Fault) -> str:
    return f"{fault.column}：{fault.message}"


@require_GET
def template(request: HttpRequest) -> FileResponse:
    """An empty ledger in the layout that exports have."""
    user = person(request)
    units = units_to_register(user)
    unit = units.filter(code=request.GET.get("unit", "")).first() or units.first()
    if unit is None:
        raise NotAllowed(Denied(_("Only the unit itself or the office can register items.")).reason)
    file = BytesIO()
    sheet.write_template(file, unit_name=unit.name, filled_by=user.name)
    name = _("ledger-template-%(code)s.xlsx") % {"code": unit.code}
    return _workbook(file.getvalue(), name)


def _workbook(content: bytes, name: str) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    """The person's own batch; other people's do not exist."""
    batches = ImportBatch.objects.visible_to(person(request)).select_related("unit", "workbook")
    batch = get_object_or_404(batches, pk=pk)
    require(access.can_register(person(request), batch.unit))
    return batch
