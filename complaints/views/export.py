"""The lists of complaints as files, filtered and ordered as on the screen."""

import tempfile

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.models import User
from complaints import access, sheet
from complaints.models.complaint import ComplaintQuerySet
from complaints.views import queue
from complaints.views.acts import staff
from complaints.views.listing import listed
from complaints.workflow import COMPLAINT
from core import audit, watermark
from core.access import require

# Larger exports are written to disk while they grow.
IN_MEMORY = 5_000_000


@never_cache
@require_GET
def workbook(request: HttpRequest) -> FileResponse:
    """The list as XLSX."""
    user = staff(request)
    require(access.can_list(user))
    return _workbook(user, listed(request, user))


@never_cache
@require_GET
def text(request: HttpRequest) -> StreamingHttpResponse:
    """The list as CSV, sent while it is read."""
    user = staff(request)
    require(access.can_list(user))
    return _text(user, listed(request, user))


@never_cache
@require_GET
def queue_workbook(request: HttpRequest) -> FileResponse:
    """The queue of the desk as XLSX."""
    user = staff(request)
    require(access.can_intake(user))
    return _workbook(user, queue.listed(request, user))


@never_cache
@require_GET
def queue_text(request: HttpRequest) -> StreamingHttpResponse:
    """The queue of the desk as CSV."""
    user = staff(request)
    require(access.can_intake(user))
    return _text(user, queue.listed(request, user))


def _workbook(user: User, rows: ComplaintQuerySet) -> FileResponse:
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the response closes it
    sheet.write(file, rows, _mark(user, rows, "xlsx"))
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=sheet.file_name("xlsx"), content_type=sheet.XLSX
    )


def _text(user: User, rows: ComplaintQuerySet) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(
        sheet.lines(rows, _mark(user, rows, "csv")), content_type="text/csv; charset=utf-8"
    )
    disposition = content_disposition_header(True, sheet.file_name("csv"))
    answer.headers["Content-Disposition"] = str(disposition)
    return answer


def _mark(user: User, rows: ComplaintQuerySet, form: str) -> str:
    """Who takes the list out of the portal is in the trail before the first row leaves it."""
    event = audit.record(
        f"{COMPLAINT.kind}.export", by=user, detail={"cases": rows.count(), "form": form}
    )
    return watermark.words(event)
