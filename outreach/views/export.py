"""The ledger of enterprise cases as a workbook, filtered as on the screen."""

import tempfile

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import audit, clock, watermark
from core.access import require
from outreach import access, sheet
from outreach.forms.cases import CaseFilter
from outreach.models import EnterpriseCase
from outreach.views.cases import with_default
from outreach.views.frame import person

# Larger exports are written to disk while they grow.
IN_MEMORY = 5_000_000


@require_GET
def export(request: HttpRequest) -> FileResponse:
    """The cases of the present filter; telephone numbers are never in it."""
    user = person(request)
    require(access.can_export(user))
    filters = CaseFilter(with_default(request.GET), user=user)
    rows = filters.apply(EnterpriseCase.objects.visible_to(user))
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the response closes it
    event = audit.record("outreach.case.export", by=user, detail={"cases": rows.count()})
    sheet.write(
        file, rows.order_by("number"), filled_by=user.name, watermark=watermark.words(event)
    )
    file.seek(0)
    name = _("enterprise-cases-%(day)s.xlsx") % {"day": clock.today().isoformat()}
    return FileResponse(file, as_attachment=True, filename=name, content_type=sheet.XLSX)
