"""The demo's enterprises and cases have the figures of the story, on any day."""

import datetime as dt
from collections import Counter

import pytest
from django.db.models import Count
from django.utils import translation

from accounts import demo as people
from campaign import demo_frame
from core import clock
from core.demo import STORY_DAY, DemoContext
from outreach import demo
from outreach.enums import CaseState, VisitKind
from outreach.models import (
    Confirmation,
    Enterprise,
    EnterpriseCase,
    FieldVisit,
    Opinion,
    ResearchReport,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("as_of", [STORY_DAY, dt.date(2026, 11, 22), dt.date(2025, 10, 3)])
def test_the_story_holds_on_any_day(as_of):
    ctx = DemoContext(as_of=as_of)
    with translation.override("zh-hans"):
        people.build(ctx)
        demo_frame.build(ctx)
        demo.build(ctx)
    rows = EnterpriseCase.objects.all()
    assert (rows.count(), rows.confirmed().count()) == (46, 22)
    assert Enterprise.objects.count() == 31
    assert rows.values("enterprise").distinct().count() == 31
    assert Counter(rows.values_list("state", flat=True)) == {
        CaseState.CLOSED: 23,
        CaseState.SERVING: 9,
        CaseState.CONFIRMING: 4,
        CaseState.PROMISED: 3,
        CaseState.LONG_TERM: 2,
        CaseState.ASSIGNED: 2,
        CaseState.REGISTERED: 2,
        CaseState.UNSOLVABLE: 1,
    }
    with clock.at(ctx.moment("08-19", "17:00")):
        open_rows = list(rows.open())
        assert sum(row.waits_too_long() for row in open_rows) == 3
        assert sum(row.is_late() for row in open_rows) >= 1
        assert all(row.created_at.date() < as_of for row in rows)
        assert all(said.at < clock.now() for said in Confirmation.objects.all())
    assert rows.real_things().count() >= 15
    _visits_and_reports(ctx)
    # Nobody in the demo can be called: the numbers are those kept for tests.
    assert all(firm.phone.startswith("138000000") for firm in Enterprise.objects.all())


def _visits_and_reports(ctx: DemoContext) -> None:
    """All three visits, opinions with every disposition the story has, 19 research reports."""
    kinds = Counter(FieldVisit.objects.values_list("kind", flat=True))
    assert set(kinds) == set(VisitKind)
    states = Counter(Opinion.objects.values_list("state", flat=True))
    assert set(states) == {"open", "adopted", "explained", "handed", "answered"}
    reports = Counter(ResearchReport.objects.values_list("state", flat=True))
    assert reports == {
        "published": 4,
        "adopted": 9,
        "filed": 3,
        "returned": 1,
        "signing": 1,
        "draft": 1,
    }
    assert all(visit.on < ctx.as_of for visit in FieldVisit.objects.all())
    assert all(report.visits.count() >= 2 for report in ResearchReport.objects.all())
    whole = FieldVisit.objects.values("unit").annotate(kinds=Count("kind", distinct=True))
    assert whole.filter(kinds=3).count() == 10
