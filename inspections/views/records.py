"""On site, on a phone: the record of a place (P29)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import attachments, clock
from core.access import require
from core.errors import DomainError
from core.http import status_message
from core.text import Text, whole_number
from core.ui.parts import Upload
from core.uploads.errors import UploadError
from inspections import access
from inspections.actions import visits
from inspections.actions.visits import Answer
from inspections.addresses import address
from inspections.enums import Result
from inspections.forms import FindingForm, RecordForm
from inspections.models import CheckRow, Inspection, SiteRecord
from inspections.views.inspections import find


@dataclass(frozen=True)
class RowView:
    """One question as the page draws it."""

    row: CheckRow
    result: str
    note: str
    wants_item: bool
    uploads: list[Upload]
    error: str

    @property
    def choices(self) -> list[tuple[str, Text, bool]]:
        """Value, label, chosen."""
        return [(value, str(label), value == self.result) for value, label in Result.choices]


@require_http_methods(["GET", "POST"])
def record_new(request: HttpRequest, number: str) -> HttpResponse:
    """Choose unit, place and checklist; then straight to the questions."""
    inspection = find(request, number)
    require(access.can_record(request.user, inspection))
    data = request.POST if request.method == "POST" else None
    form = RecordForm(data, inspection=inspection)
    if form.is_valid():
        record = visits.open_record(inspection=inspection, by=request.user, **form.cleaned_data)
        if record.is_open:
            return redirect("inspections:record", record.pk)
        sent = _("The record of this place has been sent. Name the place more exactly for another.")
        form.add_error("place", sent)
    context = {"form": form, "inspection": inspection}
    return render(request, "inspections/record_new.html", context)


def _find_record(request: HttpRequest, record_id: int) -> SiteRecord:
    visible = Inspection.objects.visible_to(request.user)
    rows = SiteRecord.objects.filter(inspection__in=visible)
    return get_object_or_404(rows.select_related("inspection", "unit"), pk=record_id)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, record_id: int) -> HttpResponse:
    row = _find_record(request, record_id)
    require(access.can_read_record(request.user, row.inspection))
    if not row.is_open:
        return redirect("inspections:inspection", row.inspection.number)
    require(access.can_record(request.user, row.inspection))
    if request.method == "POST":
        return _send(request, row)
    return _page(request, row, {}, {})


def _send(request: HttpRequest, record: SiteRecord) -> HttpResponse:
    """Keep the files first: nothing chosen is lost when a sentence is missing (R2)."""
    rows = list(record.rows.all())
    answers = _answers(request.POST, rows)
    removed = _remove_file(request, rows)
    errors = _stage(request, rows)
    if errors or removed:
        visits.save_record(record=record, by=request.user, answers=answers)
        return _page(request, record, answers, errors)
    try:
        found = visits.submit_record(record=record, by=request.user, answers=answers)
    except DomainError as fault:
        visits.save_record(record=record, by=request.user, answers=answers)
        return _page(request, record, answers, {fault.field: str(fault.message)})
    text = ngettext(
        "Record sent in, %(n)d problem found:", "Record sent in, %(n)d problems found:", len(found)
    )
    url = address("inspection", record.inspection.number)
    status_message(request, text % {"n": len(found)}, url, record.place)
    return redirect(url)


def _answers(data: Mapping[str, Any], rows: list[CheckRow]) -> dict[int, Answer]:
    return {
        row.pk: Answer(
            str(data.get(f"result-{row.pk}", "")),
            str(data.get(f"note-{row.pk}", "")),
            wants_item=f"item-{row.pk}" in data,
        )
        for row in rows
    }


def _stage(request: HttpRequest, rows: list[CheckRow]) -> dict[str, str]:
    errors: dict[str, str] = {}
    for row in rows:
        files = request.FILES.getlist(f"files-{row.pk}")
        faults: list[UploadError] = attachments.stage_all(
            files, owner_key=row.upload_key, by=request.user
        )
        if faults:
            errors[f"files-{row.pk}"] = " ".join(str(fault) for fault in faults)
    return errors


def _remove_file(request: HttpRequest, rows: list[CheckRow]) -> bool:
    wanted = whole_number(request.POST.get("remove_file", ""))
    return any(attachments.unstage(row.upload_key, wanted) for row in rows if wanted)


@require_POST
def record_save(request: HttpRequest, record_id: int) -> JsonResponse:
    """Autosave: JSON with the sentence that the page shows."""
    row = _find_record(request, record_id)
    require(access.can_record(request.user, row.inspection))
    answers = _answers(request.POST, list(row.rows.all()))
    try:
        visits.save_record(record=row, by=request.user, answers=answers)
    except DomainError as fault:
        return JsonResponse({"message": str(fault.message)}, status=400)
    return JsonResponse({"message": _state(list(row.rows.all()), saved=True)})


def _state(rows: list[CheckRow], *, saved: bool = False) -> str:
    words = _("%(done)d of %(all)d answered") % {
        "done": sum(bool(row.result) for row in rows),
        "all": len(rows),
    }
    if not saved:
        return words
    now = timezone.localtime(clock.now())
    return _("%(words)s, saved at %(time)s") % {"words": words, "time": f"{now:%H:%M}"}


def _page(
    request: HttpRequest,
    record: SiteRecord,
    answers: Mapping[int, Answer],
    errors: Mapping[str, str],
) -> HttpResponse:
    rows = list(record.rows.all())
    context = {
        "record": record,
        "inspection": record.inspection,
        "rows": [_row_view(row, answers.get(row.pk), errors) for row in rows],
        "errors": errors,
        "state": _state(rows),
    }
    return render(request, "inspections/record.html", context)


def _row_view(row: CheckRow, answer: Answer | None, errors: Mapping[str, str]) -> RowView:
    given = answer or Answer(row.result, row.note, row.wants_item)
    uploads = [
        Upload(file.attachment.original_name, file.attachment.size, remove=str(file.pk))
        for file in attachments.staged(row.upload_key)
    ]
    error = errors.get(f"note-{row.pk}") or errors.get(f"files-{row.pk}") or ""
    return RowView(row, given.result, given.note, given.wants_item, uploads, error)


@require_GET
def worker(request: HttpRequest) -> HttpResponseBase:
    """The service worker that keeps record pages readable without a network (R30)."""
    require(access.can_work_on_site(request.user))
    response = render(request, "inspections/worker.js", content_type="text/javascript")
    response.headers["Service-Worker-Allowed"] = "/staff/inspections/records/"
    return response


@require_http_methods(["GET", "POST"])
def finding_new(request: HttpRequest, number: str) -> HttpResponse:
    """What no question asks for: a problem or a good example."""
    inspection = find(request, number)
    require(access.can_record(request.user, inspection))
    key = f"inspection-finding:{inspection.pk}:{request.user.pk}"
    data = request.POST if request.method == "POST" else None
    form = FindingForm(data, request.FILES or None, inspection=inspection)
    if form.is_bound:
        removed = attachments.unstage(key, whole_number(request.POST.get("remove_file", "")))
        for fault in attachments.stage_all(
            request.FILES.getlist("photos"), owner_key=key, by=request.user
        ):
            form.add_error("photos", str(fault))
        if not removed and form.is_valid():
            answer = _add(request, form, inspection, key)
            if answer is not None:
                return answer
    uploads = [
        Upload(file.attachment.original_name, file.attachment.size, remove=str(file.pk))
        for file in attachments.staged(key)
    ]
    context = {"form": form, "inspection": inspection, "uploads": uploads}
    return render(request, "inspections/finding_form.html", context)


def _add(
    request: HttpRequest, form: FindingForm, inspection: Inspection, key: str
) -> HttpResponse | None:
    try:
        finding = visits.add_finding(
            inspection=inspection, by=request.user, seen=form.seen(), files_key=key
        )
    except DomainError as fault:
        form.add_domain_error(fault)
        return None
    status_message(
        request, _("Finding recorded:"), address("finding", finding.number), finding.number
    )
    return redirect("inspections:inspection", inspection.number)
