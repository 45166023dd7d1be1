"""Papers about a unit that hang on walls or lie in files: its ledger, and its supervision code."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Unit, User
from campaign.models import Campaign
from complaints import posters
from core import clock
from core.access import Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import Sheet, columns_of
from core.documents.text import long_date
from rectification import sheet
from rectification.models import RectificationItem
from reports import access

MOST_ROWS = 200


def _unit(params: Params) -> Unit:
    return Unit.objects.get(code=params["unit"])


class _UnitPaper(Builder):
    """A paper of a unit: for those who see its portrait."""

    closing = ""
    sign = ""

    def number(self, params: Params) -> str:
        return f"{self.sign}-{Campaign.objects.current().year}-{params['unit']}"

    def can_read(self, params: Params, user: Actor) -> Answer:
        unit = Unit.objects.filter(code=params["unit"]).first()
        if unit is None or not isinstance(user, User):
            return Denied(_("There is no such unit."))
        return access.can_see_portrait(user, unit)


class LedgerPaper(_UnitPaper):
    """The ledger of a unit on A4 landscape, the 20 columns that offices keep."""

    code = "reports.ledger"
    traced = True
    template = "core/documents/landscape.html"
    sign = "TZ"

    def title(self, params: Params) -> str:
        return _("Rectification ledger of %(unit)s") % {"unit": _unit(params).name}

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        assert isinstance(user, User)  # noqa: S101 (`can_read` let the person through)
        unit = _unit(params)
        items = RectificationItem.objects.visible_to(user).filter(unit=unit).in_order()
        count = items.count()
        rows = [
            sheet.cells(item, n) for n, item in enumerate(sheet.fetched(items[:MOST_ROWS]), start=1)
        ]
        table = Sheet(
            title=self.title(params),
            line=_("Unit: %(unit)s    Printed by: %(name)s    Date: %(day)s")
            % {"unit": unit.name, "name": user.name, "day": long_date(clock.today())},
            columns=columns_of((name, float(width)) for name, width in sheet.COLUMNS),
            rows=rows,
            more=count - len(rows),
        )
        return {"sheet": table}


class CodePaper(_UnitPaper):
    """The notice with the code that citizens scan to complain about a unit (domain.md §2.4)."""

    code = "reports.code"
    template = "core/documents/notice.html"
    sign = "GS"

    def title(self, params: Params) -> str:
        return _("Supervision code of %(unit)s") % {"unit": _unit(params).name}

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        unit = _unit(params)
        return {"notice": posters.notice(unit.code, unit.name)}


PAPERS: dict[str, type[_UnitPaper]] = {"ledger": LedgerPaper, "code": CodePaper}
