"""The demo's ledger holds the story's figures however its dates are shifted."""

import datetime as dt
from collections import Counter

import pytest

from accounts import demo as people
from campaign import demo_frame
from core import clock
from core.demo import DemoContext
from rectification import demo
from rectification.enums import DONE_STATES, Klass, Light, RuleState
from rectification.lights import light
from rectification.models import ExtensionRequest, RectificationItem, Rule
from rectification.queries import lights, present_day

pytestmark = pytest.mark.django_db


def build(as_of: dt.date) -> list[RectificationItem]:
    ctx = DemoContext(as_of=as_of)
    people.build(ctx)
    demo_frame.build(ctx)
    demo.build(ctx)
    return list(RectificationItem.objects.select_related("unit").order_by("id"))


def the_rules(as_of: dt.date) -> None:
    """58 planned, 14 of them issued; long-term items that are struck off have theirs."""
    rules = Rule.objects.all()
    assert (rules.count(), rules.issued().count(), rules.in_force().count()) == (58, 14, 14)
    assert Counter(rules.coming().values_list("state", flat=True)) == {
        RuleState.APPROVED: 4,
        RuleState.CONSULTING: 8,
        RuleState.DRAFTING: 14,
        RuleState.PLANNED: 18,
    }
    long_term = RectificationItem.objects.filter(klass=Klass.LONG_TERM, state__in=DONE_STATES)
    assert all(item.rules.holding().exists() for item in long_term)
    assert {rule.unit.code for rule in rules.overdue(as_of)} == {"GJJ"}
    assert not rules.filter(items=None, preventive=False).exists()


# A day of rest and one in the middle of a long holiday; the day of the story itself is that of
# `tests/portal/test_whole_demo.py`.
@pytest.mark.parametrize("as_of", [dt.date(2026, 11, 22), dt.date(2025, 10, 3)])
def test_the_story_holds_on_any_day(as_of: dt.date) -> None:
    rows = build(as_of)
    with clock.at(dt.datetime.combine(as_of, dt.time(4), dt.UTC)):
        day = present_day()
        by_light = Counter(light(row, day) for row in rows)
        worst = max(lights(RectificationItem.objects.all()), key=lambda unit: unit.red)
    assert by_light == {Light.DONE: 151, Light.GREEN: 88, Light.AMBER: 17, Light.RED: 12}
    assert Counter(row.klass for row in rows) == {
        Klass.AT_ONCE: 96,
        Klass.BY_DATE: 139,
        Klass.LONG_TERM: 33,
    }
    assert sum(row.relapse_count for row in rows) == 5
    assert ExtensionRequest.objects.filter(state="approved").count() == 9
    assert worst.code == "GJJ"
    # Nothing happens after the day of the story, and numbers follow registration.
    last = max(row.updated_at for row in rows if row.state in DONE_STATES)
    assert last is not None
    assert all(row.created_at.date() < as_of for row in rows)
    the_rules(as_of)
    firsts = {row.number: row.created_at for row in rows if row.unit.code == "GJJ"}
    assert list(firsts.values()) == sorted(firsts.values())
