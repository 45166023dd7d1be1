"""The filtered ledger as a print, an item as PDF and as a Word file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core import audit, watermark
from core.access import require
from core.documents import word
from core.documents.actions import request_document
from core.http import ListPage
from rectification import access, sheet
from rectification.forms.filters import LedgerFilter
from rectification.ledger_papers import LedgerPaper, paper_of
from rectification.models import RectificationItem
from rectification.papers import MOST_SHEETS, SheetsPaper
from rectification.queries import present_day
from rectification.views.item import find, person
from rectification.views.ledger import SORTS, with_default
from rectification.workflow import KIND


@require_POST
def print_ledger(request: HttpRequest) -> HttpResponse:
    """Queue the list of the present address: the same filter, the same order, every row."""
    user = person(request)
    require(access.can_read_ledger(user))
    params = with_default(request.GET).copy()
    params.pop("page", None)
    request.GET = params  # type: ignore[assignment]
    filters = LedgerFilter(params, user=user, day=present_day())
    rows = filters.apply(RectificationItem.objects.visible_to(user))
    page = ListPage(request, rows, sorts=SORTS, filters=filters, per_page=MOST_SHEETS)
    if not 0 < page.total <= MOST_SHEETS:
        messages.warning(request, _refusal(page.total))
        return redirect(f"{reverse('rectification:ledger')}?{params.urlencode()}")
    words = "；".join(f"{chip.label}：{chip.value}" for chip in page.chips)
    chosen = {"numbers": [item.number for item in page], "filter": words or _("All items")}
    document = request_document(LedgerPaper.code, chosen, by=user)
    return redirect("core:document-progress", key=document.key)


def _refusal(total: int) -> str:
    if not total:
        return _("The list is empty, so there is nothing to print.")
    return _(
        "A print holds at most %(most)d items, this list has %(n)d. "
        "Narrow the filter, or export the workbook."
    ) % {"most": MOST_SHEETS, "n": total}


@require_POST
def print_item(request: HttpRequest, number: str) -> HttpResponse:
    """Queue the sheet of one item as a PDF."""
    row = find(request, number)
    document = request_document(SheetsPaper.code, {"numbers": [row.number]}, by=person(request))
    return redirect("core:document-progress", key=document.key)


@require_GET
def item_word(request: HttpRequest, number: str) -> HttpResponse:
    """The same sheet as an editable DOCX that says who took it."""
    user, row = person(request), find(request, number)
    event = audit.record(
        f"{KIND}.word",
        by=user,
        kind=KIND,
        object_id=row.pk,
        number=row.number,
        unit_code=row.unit_code,
    )
    (whole,) = sheet.fetched(RectificationItem.objects.filter(pk=row.pk))
    return word.download(paper_of(whole, watermark.words(event)), row.number)
