"""Who may open the addresses of reports."""

from collections.abc import Callable

from django.urls import reverse

from core import clock
from reports.models import SummaryReport
from tests.access.types import Route
from tests.cast import Cast
from tests.factories.reports import TODAY, make_report, make_sent, make_signing, the_campaign

UNIT = frozenset({"liaison", "unit_head", "unit_deputy", "owner"})
UNITS = UNIT | {"outsider", "outsider_head"}
ZONE = frozenset({"leader", "office", "office_head"})


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


ROUTES = {
    "reports:dashboard": Route(_with_campaign("dashboard"), ZONE),
    "reports:cases": Route(_with_campaign("cases"), CASES),
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
