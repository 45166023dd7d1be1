"""A long-term item closes with a rule in force and a review passed (R-015, domain.md §2.1)."""

import datetime as dt
from typing import Any

import pytest

from core import clock
from core.errors import DomainError, NotAllowed
from core.models import Deadline
from rectification.actions import closing, progress, reviews, rule_steps
from rectification.enums import Klass, Result, RuleChange, State
from rectification.models import RectificationItem
from rectification.rule_gaps import long_term_gaps
from rectification.workflow import KIND
from tests.cast import Cast
from tests.factories.rectification import CHECKED, DUE, finish, make_item, make_pending
from tests.factories.rules import make_drafted, make_in_force

pytestmark = pytest.mark.django_db
TODAY = dt.date(2011, 8, 19)


def make_long(cast: Cast) -> RectificationItem:
    """A long-term item with everything done and proven."""
    item = make_item(cast, klass=Klass.LONG_TERM, due_date=None, review_on=DUE, milestones=[])
    return finish(item, cast)


def review(item: RectificationItem, cast: Cast, **changes: Any) -> None:
    values: dict[str, Any] = {
        "held_on": TODAY,
        "passed": True,
        "note": "抽查两个月，没有再发生。",
        "next_on": TODAY + dt.timedelta(days=90),
    }
    reviews.hold(item=item, by=cast.unit_deputy, **{**values, **changes})


def ask(item: RectificationItem, cast: Cast, result: str = Result.STAGE) -> RectificationItem:
    return progress.ask_closing(item=item, by=cast.liaison, result=result)


def test_the_closing_says_what_is_missing_one_after_the_other(cast: Cast) -> None:
    item = make_long(cast)
    assert [gap.field for gap in long_term_gaps(item)] == ["rules", "reviews"]
    with pytest.raises(DomainError) as fault:
        ask(item, cast)
    assert fault.value.field == "rules"
    rule = make_drafted(cast, items=[item])
    with pytest.raises(DomainError, match=rule.number):
        ask(item, cast)
    make_in_force(cast, items=[item])
    with pytest.raises(DomainError) as fault:
        ask(item, cast)
    assert fault.value.field == "reviews"
    review(item, cast)
    item.refresh_from_db()
    assert ask(item, cast).asked_at is not None


def test_a_review_that_failed_or_came_before_a_relapse_does_not_count(cast: Cast) -> None:
    item = make_long(cast)
    make_in_force(cast, items=[item])
    review(item, cast, passed=False)
    assert [gap.field for gap in long_term_gaps(item)] == ["reviews"]
    review(item, cast)
    assert long_term_gaps(item) == []
    item.start_on = TODAY + dt.timedelta(days=1)
    assert [gap.field for gap in long_term_gaps(item)] == ["reviews"]


def test_the_abolition_of_a_rule_holds_no_item(cast: Cast) -> None:
    item = make_long(cast)
    make_in_force(cast, items=[item], change=RuleChange.ABOLISH, former="旧制度")
    assert "rules" in [gap.field for gap in long_term_gaps(item)]


def test_what_was_no_problem_needs_no_rule(cast: Cast) -> None:
    assert ask(make_long(cast), cast, Result.UNFOUNDED).asked_at is not None


def test_the_office_cannot_strike_off_once_the_rule_is_gone(cast: Cast) -> None:
    item = make_long(cast)
    rule = make_in_force(cast, items=[item])
    review(item, cast)
    item.refresh_from_db()
    item = progress.vouch(item=ask(item, cast), by=cast.unit_head)
    rule_steps.abolish(rule=rule, by=cast.unit_head, reason="合并")
    with pytest.raises(DomainError) as fault:
        closing.strike_off(item=item, by=cast.office, checklist=CHECKED)
    assert fault.value.field == "rules"
    assert RectificationItem.objects.get().state == State.PENDING
    make_in_force(cast, items=[item])
    assert closing.strike_off(item=item, by=cast.office, checklist=CHECKED).is_done


def test_other_classes_close_as_before(cast: Cast) -> None:
    assert closing.strike_off(item=make_pending(cast), by=cast.office, checklist=CHECKED).is_done


def test_a_review_moves_the_clock_to_the_next_one(cast: Cast) -> None:
    item = make_long(cast)
    review(item, cast)
    item.refresh_from_db()
    row = Deadline.objects.open().get(subject_kind=KIND, subject_id=item.pk)
    assert item.review_on == row.due_on == TODAY + dt.timedelta(days=90)
    assert row.original_due == DUE


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": TODAY + dt.timedelta(days=1)}, "held_on"),
        ({"held_on": TODAY - dt.timedelta(days=1)}, "held_on"),
        ({"next_on": TODAY}, "next_on"),
        ({"next_on": TODAY + dt.timedelta(days=200)}, "next_on"),
    ],
)
def test_bad_days_are_refused_at_their_field(
    cast: Cast, changes: dict[str, Any], field: str
) -> None:
    item = make_long(cast)
    with pytest.raises(DomainError) as fault:
        review(item, cast, **changes)
    assert fault.value.field == field
    assert not item.reviews.exists()


def test_only_long_term_items_and_only_the_unit(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        review(make_item(cast), cast)
    item = make_long(cast)
    for part in ("unit_head", "office", "outsider", "leader"):
        with pytest.raises(NotAllowed):
            reviews.hold(
                item=item,
                by=getattr(cast, part),
                held_on=clock.today(),
                passed=True,
                note="x",
                next_on=TODAY + dt.timedelta(days=90),
            )
