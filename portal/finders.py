"""Global search: the records a person may see, by number and words (`/staff/search/`).

Complaints are searched in the number and the redacted copy only: a search never tells whether a
phone number or a name stands in the original.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission
from accounts.models import User
from campaign.models import UnitPlan
from complaints.models import Complaint
from core.search import terms
from core.text import Text
from inspections.models import Inspection
from outreach.models import Enterprise, EnterpriseCase, FieldVisit, ResearchReport
from rectification.models import RectificationItem, Rule

MOST_HITS = 20


@dataclass(frozen=True)
class Source:
    """One kind of record: where its words stand, and how a hit is shown.

    `goes_by`: what its address takes, where that is not its number.
    """

    key: str
    label: Text
    rows: Callable[[User], QuerySet[Any]]
    columns: tuple[str, ...]
    title: Callable[[Any], Text]
    meta: Callable[[Any], Text]
    page: Callable[[User], str]
    goes_by: Callable[[Any], Any] = lambda row: row.number


@dataclass(frozen=True)
class Hit:
    """A record that was found."""

    number: str
    title: Text
    meta: Text
    url: str


@dataclass(frozen=True)
class Found:
    """The hits of one kind; `more` if there are others beyond those shown."""

    key: str
    label: Text
    hits: list[Hit]
    more: bool


def _complaint_page(user: User) -> str:
    """The desk, discipline and everybody else read a case on different pages."""
    if user.may(Permission.COMPLAINT_INTAKE):
        return "complaints:intake-case"
    if user.may(Permission.COMPLAINT_DISCIPLINE):
        return "complaints:discipline-case"
    return "complaints:case"


def _address(page: str, key: Any) -> str:
    """The page of a record; nothing where its package mounts none, then it stands without link."""
    try:
        return reverse(page, args=[key])
    except NoReverseMatch:
        return ""


SOURCES = (
    Source(
        "items",
        _("Rectification items"),
        lambda user: RectificationItem.objects.visible_to(user).select_related("unit"),
        ("number", "description"),
        lambda item: item.description,
        lambda item: f"{item.unit.short_name} · {item.get_state_display()}",
        lambda user: "rectification:item",
    ),
    Source(
        "complaints",
        _("Complaints"),
        lambda user: Complaint.objects.visible_to(user).with_words(user).select_related("category"),
        ("number", "words"),
        lambda case: case.category.name,
        lambda case: case.get_state_display(),
        _complaint_page,
    ),
    Source(
        "cases",
        _("Enterprise cases"),
        lambda user: EnterpriseCase.objects.visible_to(user).select_related("enterprise", "unit"),
        ("number", "description", "enterprise__name"),
        lambda case: f"{case.enterprise.name}：{case.get_demand_display()}",
        lambda case: f"{case.unit.short_name} · {case.get_state_display()}",
        lambda user: "outreach:case",
    ),
    Source(
        "enterprises",
        _("Enterprises"),
        lambda user: Enterprise.objects.visible_to(user).select_related("unit"),
        ("name", "credit_code"),
        lambda firm: firm.name,
        lambda firm: f"{firm.unit.short_name} · {firm.get_industry_display()}",
        lambda user: "outreach:enterprise",
        goes_by=lambda firm: firm.pk,
    ),
    Source(
        "visits",
        _("Field visits"),
        lambda user: FieldVisit.objects.visible_to(user).select_related("unit"),
        ("number", "place", "summary"),
        lambda visit: visit.place,
        lambda visit: f"{visit.unit.short_name} · {visit.get_kind_display()}",
        lambda user: "outreach:visit",
    ),
    Source(
        "research",
        _("Research reports"),
        lambda user: ResearchReport.objects.visible_to(user).select_related("unit"),
        ("number", "title", "findings"),
        lambda report: report.title,
        lambda report: f"{report.unit.short_name} · {report.get_state_display()}",
        lambda user: "outreach:report",
    ),
    Source(
        "plans",
        _("Unit plans"),
        lambda user: UnitPlan.objects.visible_to(user).select_related("unit"),
        ("number", "title"),
        lambda plan: plan.title,
        lambda plan: f"{plan.unit.short_name} · {plan.get_state_display()}",
        lambda user: "campaign:plan",
    ),
    Source(
        "rules",
        pgettext_lazy("rule", "Rules"),
        lambda user: Rule.objects.visible_to(user).select_related("unit"),
        ("number", "title"),
        lambda rule: rule.title,
        lambda rule: f"{rule.unit.short_name} · {rule.get_state_display()}",
        lambda user: "rectification:rule",
    ),
    Source(
        "inspections",
        _("Inspections"),
        Inspection.objects.visible_to,
        ("number", "title"),
        lambda inspection: inspection.title,
        lambda inspection: inspection.get_state_display(),
        lambda user: "inspections:inspection",
    ),
)


def matches(words: Iterable[str], columns: Iterable[str]) -> Q:
    """Rows that hold every word in one of the columns."""
    condition = Q()
    for word in words:
        holds = Q()
        for column in columns:
            holds |= Q(**{f"{column}__icontains": word})
        condition &= holds
    return condition


def find(user: User, text: str) -> list[Found]:
    """What the person may see and the words fit, by kind: one query for each kind."""
    words = terms(text)
    if not words:
        return []
    found = (_find(source, user, words) for source in SOURCES)
    return [result for result in found if result.hits]


def _find(source: Source, user: User, words: list[str]) -> Found:
    page = source.page(user)
    rows = source.rows(user).filter(matches(words, source.columns)).order_by("-pk")
    first = list(rows[: MOST_HITS + 1])
    hits = [
        Hit(
            str(getattr(row, "number", "")),
            source.title(row),
            source.meta(row),
            _address(page, source.goes_by(row)),
        )
        for row in first[:MOST_HITS]
    ]
    return Found(source.key, source.label, hits, len(first) > MOST_HITS)
