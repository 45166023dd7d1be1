"""Whatever a ledger holds: what is exported and imported again changes nothing."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import clock
from core.sheets import reader
from core.text import clean_text
from rectification import sheet
from rectification.actions import importing
from rectification.enums import Klass, OwnerKind, Scope, Source, State
from rectification.importing.plan import Kind
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.importing import exported, received
from tests.factories.rectification import (
    TODAY,
    make_closed,
    make_draft,
    make_item,
    make_pending,
    make_submitted,
    the_campaign,
)

pytestmark = pytest.mark.django_db

WILD = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], include_characters="\n1.、=+-@\t％"),
    min_size=1,
    max_size=60,
).map(lambda text: clean_text(text).strip())
TEXT = WILD.filter(bool)
# What a form asks for before an item may leave the unit, after something wild.
FULL = st.builds(
    lambda text, times: text * times + "窗口办件超过承诺时限，五月抽查六十件中有七件逾期。",
    TEXT,
    st.integers(1, 6),
)
FORMULAS = st.sampled_from(['=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", "=1+1"])
DUE = dt.date(2011, 8, 31)


@st.composite
def complete(draw: st.DrawFn) -> dict[str, object]:
    """A promise that may be sent: every class, and what a spreadsheet takes for formulas."""
    klass = draw(st.sampled_from(Klass))
    measures = draw(st.lists(st.one_of(FORMULAS, FULL), min_size=1, max_size=3))
    return {
        "source": draw(st.sampled_from(Source)),
        "description": draw(FORMULAS) + draw(FULL),
        "cause": draw(FULL),
        "klass": klass,
        "target": draw(FULL),
        "due_date": None if klass == Klass.LONG_TERM else DUE,
        "review_on": dt.date(2011, 11, 17) if klass == Klass.LONG_TERM else None,
        "scope": draw(st.sampled_from(Scope)),
        "owner_kind": draw(st.sampled_from(OwnerKind)),
        "remark": draw(st.one_of(st.just(""), FORMULAS)),
        "measures": [{"text": text} for text in measures],
        "milestones": [{"name": "完成流程梳理", "due": dt.date(2011, 8, 25)}]
        if klass == Klass.BY_DATE
        else [],
    }


@st.composite
def promises(draw: st.DrawFn) -> dict[str, object]:
    klass = draw(st.sampled_from(Klass))
    days = st.dates(dt.date(2011, 8, 19), dt.date(2011, 12, 31))
    return {
        "source": draw(st.sampled_from(Source)),
        "description": draw(TEXT),
        "cause": draw(st.one_of(st.just(""), TEXT)),
        "klass": klass,
        "target": draw(TEXT),
        "due_date": None if klass == Klass.LONG_TERM else draw(days),
        "review_on": dt.date(2011, 11, 17) if klass == Klass.LONG_TERM else None,
        "section": draw(st.one_of(st.just(""), TEXT)),
        "scope": draw(st.sampled_from(Scope)),
        "remark": draw(st.one_of(st.just(""), TEXT)),
        "measures": [{"text": text} for text in draw(st.lists(TEXT, max_size=4))],
        "milestones": [],
    }


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(promises(), min_size=1, max_size=4))
def test_any_ledger_comes_back_unchanged(cast: Cast, ledger: list[dict[str, object]]) -> None:
    with clock.at(TODAY):
        the_campaign(cast)
        made = [make_draft(cast, **promise) for promise in ledger]
        rows = RectificationItem.objects.filter(pk__in=[item.pk for item in made])
        with_marks = received(cast, exported(rows.in_order()))
        plan = importing.plan_of(with_marks, cast.liaison)
        assert [row.kind for row in plan.rows] == [Kind.SAME] * len(made)
        # Without the hidden sheet the visible cells alone must say the same.
        with_marks.marks = {}
        plan = importing.plan_of(with_marks, cast.liaison)
        assert [row.kind for row in plan.rows] == [Kind.SAME] * len(made)


STATES = {
    State.DRAFT: make_draft,
    State.SUBMITTED: make_submitted,
    State.IN_PROGRESS: make_item,
    State.PENDING: make_pending,
    State.CLOSED: make_closed,
}
PEOPLE = ("owner", "liaison", "unit_deputy")


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(complete(), st.sampled_from(sorted(STATES)), st.sampled_from(PEOPLE)),
        min_size=1,
        max_size=3,
    )
)
def test_items_of_any_state_and_person_come_back_unchanged(
    cast: Cast, ledger: list[tuple[dict[str, object], str, str]]
) -> None:
    with clock.at(TODAY):
        the_campaign(cast)
        made = [
            _made(cast, state, {**promise, "responsible": getattr(cast, who).main_post})
            for promise, state, who in ledger
        ]
        rows = RectificationItem.objects.filter(pk__in=[item.pk for item in made])
        plan = importing.plan_of(received(cast, exported(rows.in_order())), cast.liaison)
        assert [row.kind for row in plan.rows] == [Kind.SAME] * len(made)


def _made(cast: Cast, state: str, promise: dict[str, object]) -> RectificationItem:
    """In that state; a long-term item without its rule stays under rectification."""
    settled = state in {State.PENDING, State.CLOSED}
    if settled and promise["klass"] == Klass.LONG_TERM:
        state = State.IN_PROGRESS
    item = STATES[State(state)](cast, **promise)
    assert item.state == state
    return item


def test_the_hidden_sheet_holds_no_content(cast: Cast) -> None:
    item = make_draft(cast)
    shown, hidden = reader.read(exported())
    assert hidden.hidden
    assert hidden.name == sheet.MARKS_SHEET
    number, marks = hidden.rows[1].values()
    assert number == item.number
    assert len(str(marks)) == 20 * sheet.MARK_LENGTH
    assert shown.rows[4][1] == item.number
