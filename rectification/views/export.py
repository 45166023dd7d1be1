"""The ledger as a workbook, filtered as on the screen."""

import tempfile

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import audit, clock, watermark
from core.access import require
from rectification import access, sheet
from rectification.forms.filters import LedgerFilter
from rectification.models import RectificationItem
from rectification.queries import present_day
from rectification.views.item import person
from rectification.views.ledger import with_default

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Larger exports are written to disk while they grow.
IN_MEMORY = 5_000_000


def export(request: HttpRequest) -> FileResponse:
    """The items of the present filter, or the chosen ones (`item=` several times)."""
    user = person(request)
    require(access.can_read_ledger(user))
    items = RectificationItem.objects.visible_to(user)
    numbers = request.GET.getlist("item")
    if numbers:
        items = items.filter(number__in=numbers)
    else:
        params = with_default(request.GET)
        items = LedgerFilter(params, user=user, day=present_day()).apply(items)
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the response closes it
    event = audit.record("rectification.ledger.export", by=user, detail={"items": items.count()})
    sheet.write(
        file,
        items.in_order(),
        unit_name=_unit_name(items),
        filled_by=user.name,
        watermark=watermark.words(event),
    )
    file.seek(0)
    name = _("rectification-ledger-%(day)s.xlsx") % {"day": clock.today().isoformat()}
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _unit_name(items: QuerySet[RectificationItem]) -> str:
    """The unit's name if all items are of one, else the zone's ledger."""
    names = list(items.order_by().values_list("unit__name", flat=True).distinct()[:2])
    return names[0] if len(names) == 1 else pgettext("ledger export", "All units")
