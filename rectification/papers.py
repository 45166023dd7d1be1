"""Papers of the ledger: sheets of items, chosen items on A4 landscape, a unit's plan."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign.models import Campaign
from core import clock
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from core.documents.builders import Builder, Params
from core.documents.paper import (
    Block,
    Heading,
    OfficialPaper,
    Paragraph,
    Sheet,
    Table,
    columns_of,
)
from core.documents.text import long_date
from rectification import sheet
from rectification.models import RectificationItem, RectificationPlan
from rectification.models.plan import planned_items

MOST_SHEETS = 200


@dataclass(frozen=True)
class ItemSheet:
    """One item on one page: what, who, by when, and what has been done."""

    number: str
    state: str
    facts: list[tuple[str, str]]
    tables: list[Table]


class ChosenPaper(Builder):
    """Papers of chosen items: `params["numbers"]`, which the reader must see, every one."""

    closing = ""
    sign = ""
    traced = True

    def number(self, params: Params) -> str:
        numbers = sorted(params["numbers"])
        if len(numbers) == 1:
            return f"{self.sign}-{numbers[0]}"
        mark = hashlib.sha256("\n".join(numbers).encode()).hexdigest()[:8].upper()
        return f"{self.sign}-{Campaign.objects.current().year}-{mark}"

    def can_read(self, params: Params, user: Actor) -> Answer:
        numbers = set(params["numbers"])
        if isinstance(user, User) and 0 < len(numbers) <= MOST_SHEETS:
            seen = RectificationItem.objects.visible_to(user).filter(number__in=numbers)
            if seen.count() == len(numbers):
                return Allowed()
        return Denied(_("There are no such items on your ledger."))


class SheetsPaper(ChosenPaper):
    """A sheet for each chosen item."""

    code = "rectification.sheets"
    template = "rectification/papers/sheet.html"
    sign = "DJ"

    def title(self, params: Params) -> str:
        return _("Rectification item sheets (%(n)d)") % {"n": len(params["numbers"])}

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        return {"sheets": [sheet_of(item) for item in _rows(params)]}


class ExtractPaper(ChosenPaper):
    """Chosen items as the ledger's table, its head on each page."""

    code = "rectification.extract"
    template = "core/documents/landscape.html"
    sign = "TZ"

    def title(self, params: Params) -> str:
        return _("Extract of the rectification ledger (%(n)d)") % {"n": len(params["numbers"])}

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        rows = [sheet.cells(item, n) for n, item in enumerate(sheet.fetched(_chosen(params)), 1)]
        return {
            "sheet": Sheet(
                title=_("Extract of the rectification ledger"),
                line=_("Printed by: %(name)s    Date: %(day)s")
                % {"name": user.name, "day": long_date(clock.today())},
                columns=columns_of((name, float(width)) for name, width in sheet.COLUMNS),
                rows=rows,
            )
        }


class PlanPaper(Builder):
    """The rectification plan of a unit: all its items but those of persons (R-065)."""

    code = "rectification.plan"

    def number(self, params: Params) -> str:
        return f"ZF-{Campaign.objects.current().year}-{params['unit']}"

    def title(self, params: Params) -> str:
        unit = Unit.objects.get(code=params["unit"])
        return _("Rectification plan of %(unit)s for its style of work") % {"unit": unit.name}

    def can_read(self, params: Params, user: Actor) -> Answer:
        unit = Unit.objects.filter(code=params["unit"]).first()
        if unit is None or not isinstance(user, User) or unit not in plan_units(user):
            return Denied(_("There is no such unit."))
        return Allowed()

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        assert isinstance(user, User)  # noqa: S101 (`can_read` let the person through)
        return {"paper": plan_of(Unit.objects.get(code=params["unit"]), user)}


PAPERS = (SheetsPaper, ExtractPaper, PlanPaper)


def plan_units(user: User) -> list[Unit]:
    """The units whose plan a person may print: one's own, or all for readers of the zone."""
    if user.reads_zone:
        return list(Unit.objects.active().in_order())
    return user.units_with(Permission.UNIT_READ)


def plan_of(unit: Unit, user: User) -> OfficialPaper:
    """The plan as an official paper: one heading for each item."""
    campaign = Campaign.objects.current()
    seen = RectificationItem.objects.visible_to(user)
    rows = list(sheet.fetched(planned_items(unit, campaign).filter(pk__in=seen.values("pk"))))
    plan = RectificationPlan.objects.visible_to(user).filter(campaign=campaign, unit=unit).first()
    return OfficialPaper(
        head=_("%(unit)s document") % {"unit": unit.name},
        number=f"ZF-{campaign.year}-{unit.code}",
        title=[unit.name, _("Rectification plan for problems of the style of work")],
        addressee=settings.SITE["organiser"],
        body=list(_plan_body(unit, rows, plan)),
        issuer=unit.name,
        issued_on=clock.today(),
        printed_by=unit.name,
    )


def _plan_body(
    unit: Unit, rows: list[RectificationItem], plan: RectificationPlan | None
) -> Iterable[Block]:
    for line in plan.aims.splitlines() if plan else []:
        if line.strip():
            yield Paragraph(line.strip())
    yield Paragraph(
        _(
            "Along the three checks, %(unit)s has found %(n)d problems. Content, measures, "
            "deadlines and responsible persons of their rectification are as follows."
        )
        % {"unit": unit.name, "n": len(rows)}
    )
    for item in rows:
        added = plan is not None and plan.is_addition(item)
        mark = pgettext("rectification plan", "(added)") if added else ""
        yield Heading(1, item.headline + mark)
        for name, value in _plan_facts(item):
            if value:
                yield Paragraph(f"{name}：{value}")


def _plan_facts(item: RectificationItem) -> list[tuple[str, str]]:
    return [
        (_("Problem"), item.description),
        (_("Cause"), item.cause),
        (_("Rectification target"), item.target),
        (_("Measures"), "；".join(measure.text for measure in item.measures.all())),
        (_("Deadline of the plan"), _due(item)),
        (_("Leading person"), item.lead.user.name if item.lead else ""),
        (_("Responsible person"), item.responsible.user.name if item.responsible else ""),
    ]


def sheet_of(item: RectificationItem) -> ItemSheet:
    """One item with its measures, milestones and reports."""
    facts = [
        (pgettext("rectification", "Unit"), sheet.section(item)),
        (_("Source"), item.get_source_display()),
        (_("Category"), item.category.called_at(item.created_at)),
        *_plan_facts(item)[:3],
        (_("Class"), item.get_klass_display()),
        *_plan_facts(item)[4:],
        (_("Progress"), f"{item.progress}%"),
        (_("Evidence"), "；".join(row.attachment.original_name for row in item.evidence.all())),
    ]
    return ItemSheet(
        item.number,
        item.get_state_display(),
        facts,
        [_measures(item), _milestones(item), _reports(item)],
    )


def _measures(item: RectificationItem) -> Table:
    rows = [(m.order, m.text, _day(m.due), _day(m.done_on)) for m in item.measures.all()]
    return Table([_("No."), _("Measure"), _("To be done by"), _("Done on")], rows, _("Measures"))


def _milestones(item: RectificationItem) -> Table:
    rows = [(m.name, _day(m.due), _day(m.done_on)) for m in item.milestones.all()]
    return Table([_("Milestone"), _("Reached by"), _("Done on")], rows, _("Milestones"))


def _reports(item: RectificationItem) -> Table:
    reports = sorted(item.reports.all(), key=lambda row: row.pk)
    rows = [(_day(r.period), f"{r.progress}%", r.content) for r in reports]
    return Table([_("On"), _("Progress"), _("What was done")], rows, _("Reports so far"))


def _due(item: RectificationItem) -> str:
    return long_date(item.due_date) if item.due_date else item.get_klass_display()


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _chosen(params: Params) -> QuerySet[RectificationItem]:
    return RectificationItem.objects.filter(number__in=params["numbers"]).order_by("number")


def _rows(params: Params) -> list[RectificationItem]:
    return list(sheet.fetched(_chosen(params)))
