"""One rule for the lights, in Python and in SQL."""

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campaign.models import Category
from rectification.enums import Klass, Light, OwnerKind, Result, Source, State
from rectification.lights import Day, behind_from, light, light_sql, lit
from rectification.models import RectificationItem
from tests.cast import Cast, make_cast
from tests.factories.rectification import make_item, make_pending, the_campaign

TODAY = dt.date(2011, 8, 19)
DAY = Day(TODAY, dt.date(2011, 8, 26))


def item(**values: object) -> SimpleNamespace:
    defaults = {
        "state": State.IN_PROGRESS,
        "start_on": dt.date(2011, 8, 1),
        "deadline": dt.date(2011, 9, 30),
        "progress": 30,
        "rejections": 0,
    }
    return SimpleNamespace(**{**defaults, **values})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, Light.GREEN),
        ({"deadline": dt.date(2011, 8, 18)}, Light.RED),
        ({"deadline": TODAY}, Light.AMBER),
        ({"deadline": dt.date(2011, 8, 26)}, Light.AMBER),
        ({"deadline": dt.date(2011, 8, 29), "progress": 80}, Light.GREEN),
        ({"rejections": 1}, Light.GREEN),
        ({"rejections": 2}, Light.RED),
        ({"deadline": None}, Light.GREEN),
        ({"state": State.PENDING, "deadline": dt.date(2011, 8, 1)}, Light.GREEN),
        ({"state": State.CLOSED, "deadline": dt.date(2011, 8, 1)}, Light.DONE),
        ({"state": State.CONSOLIDATED}, Light.DONE),
        ({"state": State.SUSPENDED, "deadline": dt.date(2011, 8, 1)}, Light.OFF),
        ({"state": State.MERGED}, Light.OFF),
        ({"state": State.DRAFT, "start_on": None, "progress": 0}, Light.GREEN),
    ],
)
def test_the_rule(values: dict[str, object], expected: Light) -> None:
    assert light(item(**values), DAY) == expected


@pytest.mark.parametrize(
    ("progress", "first_day"),
    [(0, dt.date(2011, 8, 14)), (9, dt.date(2011, 8, 19)), (10, dt.date(2011, 8, 20))],
)
def test_lagging_starts_when_more_than_twenty_points_behind(
    progress: int, first_day: dt.date
) -> None:
    """60 days from 1 August: 20 points are 12 days."""
    assert behind_from(dt.date(2011, 8, 1), dt.date(2011, 9, 30), progress) == first_day


@given(
    start=st.dates(dt.date(2011, 4, 1), dt.date(2011, 12, 1)),
    span=st.integers(1, 260),
    progress=st.integers(0, 100),
    offset=st.integers(0, 300),
)
def test_behind_from_is_the_comparison_with_the_straight_line(
    start: dt.date, span: int, progress: int, offset: int
) -> None:
    today = start + dt.timedelta(days=offset)
    first = behind_from(start, start + dt.timedelta(days=span), progress)
    assert first is not None
    assert (today >= first) == (offset * 100 > (progress + 20) * span)


@pytest.mark.django_db
class TestInSql:
    def test_the_lights_of_real_items(self, cast: Cast) -> None:
        late = make_item(cast, on=dt.date(2011, 6, 1), due_date=dt.date(2011, 8, 1))
        soon = make_item(cast, due_date=dt.date(2011, 8, 24))
        calm = make_item(cast, due_date=dt.date(2011, 9, 30))
        waiting = make_pending(cast, on=dt.date(2011, 6, 1), due_date=dt.date(2011, 8, 1))
        shown = dict(
            RectificationItem.objects.annotate(light=light_sql(DAY)).values_list("pk", "light")
        )
        assert shown == {
            late.pk: Light.RED,
            soon.pk: Light.AMBER,
            calm.pk: Light.GREEN,
            waiting.pk: Light.GREEN,
        }


class SqlAgreesWithPython(TestCase):
    """Hundreds of made-up items, written past the actions: only the rule is under test."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = make_cast()
        cls.campaign = the_campaign(cls.cast)
        cls.category = Category.objects.get(code="2.1")

    @settings(max_examples=60, deadline=None)
    @given(data=st.data())
    def test_both_forms_give_the_same_light(self, data: st.DataObject) -> None:
        dates = st.none() | st.dates(dt.date(2011, 4, 1), dt.date(2012, 3, 1))
        state = data.draw(st.sampled_from([s for s in State if s != State.MERGED]))
        done = state in (State.CLOSED, State.CONSOLIDATED)
        now = dt.datetime(2011, 8, 1, tzinfo=dt.UTC)
        stamp = {"at": now, "by": self.cast.office} if done else {"at": None, "by": None}
        day = Day(
            today := data.draw(st.dates(dt.date(2011, 5, 1), dt.date(2012, 1, 31))),
            today + dt.timedelta(days=data.draw(st.integers(0, 12))),
        )
        row = RectificationItem.objects.create(
            campaign=self.campaign,
            number=f"ZG-{RectificationItem.objects.count()}",
            unit=self.cast.unit,
            state=state,
            owner_kind=OwnerKind.UNIT,
            source=Source.SELF_CHECK,
            category=self.category,
            description="窗口办件超过承诺时限，抽查60件中有7件逾期。",
            target="按时办结",
            klass=Klass.LONG_TERM,
            responsible=self.cast.owner.main_post,
            due_date=data.draw(dates),
            review_on=data.draw(dates),
            start_on=data.draw(dates),
            progress=data.draw(st.integers(0, 100)),
            rejections=data.draw(st.integers(0, 3)),
            result=Result.DONE if done else "",
            closed_at=stamp["at"],
            closed_by=stamp["by"],
            vouched_at=stamp["at"],
            vouched_by=stamp["by"],
        )
        expected = light(row, day)
        found = RectificationItem.objects.annotate(light=light_sql(day)).get(pk=row.pk)
        assert found.light == expected
        matching = [
            kind for kind in Light if RectificationItem.objects.filter(lit(kind, day), pk=row.pk)
        ]
        assert matching == [expected]  # exactly one filter finds it
        assert found.behind_from == behind_from(row.start_on, row.deadline, row.progress)
