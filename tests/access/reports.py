"""Who may open the addresses of reports."""

from collections.abc import Callable

from django.urls import reverse

from campaign.actions import cloning
from campaign.actions.cloning import same_days
from core import clock
from reports.actions import zone
from reports.models import SummaryReport
from tests.access.types import Route
from tests.cast import Cast
from tests.factories.reports import TEXTS, TODAY, make_report, make_sent, make_signing, the_campaign

UNIT = frozenset({"liaison", "unit_head", "unit_deputy", "owner"})
UNITS = UNIT | {"outsider", "outsider_head"}
OFFICE = frozenset({"office", "office_head"})
ZONE = OFFICE | {"leader"}


def _of(make: Callable[[Cast], SummaryReport], name: str, *more: str) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            return reverse(f"reports:{name}", args=[make(cast).number, *more])

    return path


def _with_campaign(name: str) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            the_campaign(cast)
        return reverse(f"reports:{name}")

    return path


CASES = ZONE | {"desk", "desk2", "discipline", "contact", "unit_head", "outsider_head"}


def _portrait(cast: Cast) -> str:
    with clock.at(TODAY):
        the_campaign(cast)
    return reverse("reports:portrait", args=[cast.unit.code])


def _with_year(page: str, state: str = "begun") -> Callable[[Cast], str]:
    """An address of the zone's report: not there yet, begun, or written."""

    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            campaign = the_campaign(cast)
            if state:
                report = zone.open_report(campaign=campaign, by=cast.office)
            if state == "written":
                zone.save(report=report, by=cast.office, version=1, fields=TEXTS)
        return f"/staff/zone-report/2011/{page}"

    return path


def _second_year(page: str) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            first = the_campaign(cast)
            days = {p.kind: same_days(p, 2012, 2011) for p in first.phase_list}
            cloning.clone(
                campaign=first, by=cast.office_head, year=2012, title="2012年活动", phases=days
            )
        return f"/staff/campaigns/2012/{page}/"

    return path


ROUTES = {
    "reports:dashboard": Route(_with_campaign("dashboard"), ZONE),
    "reports:cases": Route(_with_campaign("cases"), CASES),
    "reports:years": Route(_second_year("compare"), ZONE),
    "reports:carry": Route(_second_year("carry"), ZONE),
    "reports:zone": Route(_with_year("", ""), ZONE),
    "reports:zone-start": Route(_with_year("start/", ""), OFFICE, "post"),
    "reports:zone-edit": Route(_with_year("edit/"), OFFICE),
    "reports:zone-rows": Route(_with_year("rows/items/"), ZONE),
    "reports:zone-step": Route(
        _with_year("steps/issue/", "written"), frozenset({"office_head"}), "post"
    ),
    "reports:zone-print": Route(_with_year("print/"), ZONE, "post"),
    "reports:zone-word": Route(_with_year("word/"), ZONE),
    "reports:portrait": Route(_portrait, UNIT | ZONE),
    "reports:unit-print": Route(
        lambda cast: f"{_portrait(cast)}print/code/", UNIT | ZONE, method="post"
    ),
    "reports:summaries": Route(_with_campaign("summaries"), UNITS | ZONE),
    "reports:summary-make": Route(
        _with_campaign("summary-make"), frozenset({"liaison"}), "post", {"unit": "JFJ"}
    ),
    "reports:summary-start": Route(
        _with_campaign("summary-start"), frozenset({"liaison"}), "post", {"unit": "JFJ"}
    ),
    "reports:summary": Route(_of(make_sent, "summary"), UNIT | ZONE),
    "reports:summary-edit": Route(_of(make_report, "summary-edit"), frozenset({"liaison"})),
    "reports:summary-rows": Route(_of(make_sent, "summary-rows", "items"), UNIT | ZONE),
    "reports:summary-step": Route(
        _of(make_signing, "summary-step", "submit"), frozenset({"unit_head"}), "post"
    ),
    "reports:summary-print": Route(_of(make_sent, "summary-print"), UNIT | ZONE, "post"),
    "reports:summary-word": Route(_of(make_sent, "summary-word"), UNIT | ZONE),
}
