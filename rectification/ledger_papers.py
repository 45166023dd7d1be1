"""The ledger as it is filtered on the screen, on A4 landscape; one item as an editable paper."""

import hashlib
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from campaign.models import Campaign
from core import clock
from core.actors import Actor
from core.documents.builders import Params
from core.documents.paper import Heading, OfficialPaper, Paragraph, Sheet, columns_of
from core.documents.text import long_date
from rectification import sheet
from rectification.models import RectificationItem
from rectification.papers import ChosenPaper, sheet_of


class LedgerPaper(ChosenPaper):
    """Exactly the filtered list, in its order; `params["filter"]` says the filter in words."""

    code = "rectification.ledger"
    template = "core/documents/landscape.html"
    sign = "TZ"

    def title(self, params: Params) -> str:
        return _("Rectification ledger (%(n)d)") % {"n": len(params["numbers"])}

    def number(self, params: Params) -> str:
        said = "\n".join([params["filter"], *params["numbers"]])
        mark = hashlib.sha256(said.encode()).hexdigest()[:8].upper()
        return f"{self.sign}-{Campaign.objects.current().year}-{mark}"

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        numbers = params["numbers"]
        found = RectificationItem.objects.filter(number__in=numbers)
        rows = {item.number: item for item in sheet.fetched(found.order_by("number"))}
        words = {
            "filter": params["filter"],
            "n": len(numbers),
            "name": user.name,
            "day": long_date(clock.today()),
        }
        line = _("%(filter)s    %(n)d items    Printed by: %(name)s    Date: %(day)s")
        return {
            "sheet": Sheet(
                title=_("Rectification ledger"),
                line=line % words,
                columns=columns_of((name, float(width)) for name, width in sheet.COLUMNS),
                rows=[sheet.cells(rows[number], n) for n, number in enumerate(numbers, 1)],
            )
        }


def paper_of(item: RectificationItem, mark: str) -> OfficialPaper:
    """The sheet of an item as a paper to copy from; `mark` says who took it out of the portal."""
    whole = sheet_of(item)
    body: list[Any] = [Paragraph(f"{name}：{value}") for name, value in whole.facts if value]
    for table in whole.tables:
        if table.rows:
            body += [Heading(1, table.caption), table]
    return OfficialPaper(
        head=settings.SITE["zone"],
        number=item.number,
        title=[_("Sheet of a rectification item")],
        addressee=item.unit.name,
        body=[*body, Paragraph(mark)],
        issuer=item.unit.name,
        issued_on=clock.today(),
    )
