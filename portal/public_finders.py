"""Public search: what everybody may read anyway, and only the words that stand on public pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from campaign.models import PlanVersion, UnitPlan
from complaints.models import TypicalCase
from core.search import terms
from core.text import Text
from outreach.models import ResearchReport
from portal.finders import MOST_HITS, Found, Hit, matches
from publicity.models import Publication
from rectification.models import Rule


@dataclass(frozen=True)
class Source:
    """One kind of public page: its rows, where their public words stand, and how a hit reads."""

    key: str
    label: Text
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[str, ...]
    hit: Callable[[Any], Hit]


def _units() -> QuerySet[Any]:
    return Unit.objects.active()


def _notices() -> QuerySet[Any]:
    rows = Publication.objects.public().select_related("unit")
    return rows.annotate(words=Cast("snapshot", TextField()))


def _plans() -> QuerySet[Any]:
    """The versions that are public, whatever the unit writes now."""
    version = PlanVersion.objects.filter(plan=OuterRef("pk"), edition=OuterRef("public_edition"))
    title = Subquery(version.values("content__title")[:1])
    rows = UnitPlan.objects.public().select_related("unit")
    return rows.annotate(public_title=Cast(title, TextField()))


SOURCES = (
    Source(
        "units",
        _("Units"),
        _units,
        ("name", "short_name", "code", "duty"),
        lambda unit: Hit(
            unit.code,
            unit.name,
            unit.get_kind_display(),
            reverse("complaints:public-unit", args=[unit.code]),
        ),
    ),
    Source(
        "notices",
        _("Notices"),
        _notices,
        ("number", "title", "unit__name", "words"),
        lambda row: Hit(
            row.number,
            row.title,
            row.unit.short_name,
            reverse("publicity:notice", args=[row.number]),
        ),
    ),
    Source(
        "plans",
        _("Plans of the units"),
        _plans,
        ("number", "public_title", "unit__name"),
        lambda plan: Hit(
            plan.number,
            plan.public_title.strip('"'),
            plan.unit.short_name,
            reverse("campaign:public-plan", args=[plan.unit.code.lower()]),
        ),
    ),
    Source(
        "rules",
        _("Rules of the units"),
        lambda: Rule.objects.public().select_related("unit"),
        ("number", "title", "unit__name"),
        lambda rule: Hit(
            rule.number,
            rule.title,
            rule.unit.short_name,
            reverse("publicity:rule", args=[rule.number]),
        ),
    ),
    Source(
        "research",
        _("Research reports"),
        lambda: ResearchReport.objects.published().select_related("unit"),
        ("number", "title", "unit__name"),
        lambda report: Hit(
            report.number,
            report.title,
            report.unit.short_name,
            reverse("outreach:public-report", args=[report.number]),
        ),
    ),
    Source(
        "cases",
        _("Typical cases"),
        TypicalCase.objects.published,
        ("title", "situation", "handling", "lesson"),
        lambda case: Hit(
            case.number, case.title, "", reverse("complaints:public-case", args=[case.number])
        ),
    ),
)


def find(text: str) -> list[Found]:
    """The public pages that hold every word, by kind: one query for each kind."""
    words = terms(text)
    if not words:
        return []
    found = (_find(source, words) for source in SOURCES)
    return [result for result in found if result.hits]


def _find(source: Source, words: list[str]) -> Found:
    rows = source.rows().filter(matches(words, source.columns)).order_by("-pk")
    first = list(rows[: MOST_HITS + 1])
    hits = [source.hit(row) for row in first[:MOST_HITS]]
    return Found(source.key, source.label, hits, len(first) > MOST_HITS)
