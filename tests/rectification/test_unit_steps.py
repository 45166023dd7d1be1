"""From the draft through the unit head to the office."""

import datetime as dt

import pytest

from core.errors import DomainError, NotAllowed, WrongState
from core.models import StatusLog
from rectification.actions import items
from rectification.enums import Klass, State
from rectification.models import RectificationItem
from rectification.workflow import KIND
from tests.cast import Cast
from tests.factories.rectification import DUE, make_draft, make_item, make_submitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"cause": ""}, "cause"),
        ({"target": ""}, "target"),
        ({"due_date": None}, "due_date"),
        ({"responsible": None}, "responsible"),
        ({"lead": None}, "lead"),
        ({"section": ""}, "section"),
        ({"measures": []}, "measures"),
        ({"milestones": []}, "milestones"),
        ({"klass": Klass.LONG_TERM, "due_date": None}, "review_on"),
    ],
)
def test_a_promise_with_a_gap_cannot_be_sent(
    cast: Cast, missing: dict[str, object], field: str
) -> None:
    item = make_draft(cast, **missing)
    with pytest.raises(DomainError) as caught:
        items.send(item=item, by=cast.liaison)
    assert (caught.value.code, caught.value.field) == ("gap", field)
    item.refresh_from_db()
    assert item.state == State.DRAFT


@pytest.mark.parametrize(
    "enough",
    [
        {"klass": Klass.AT_ONCE, "milestones": []},
        {"klass": Klass.LONG_TERM, "due_date": None, "review_on": DUE, "milestones": []},
    ],
)
def test_each_class_asks_only_for_what_it_needs(cast: Cast, enough: dict[str, object]) -> None:
    item = items.send(item=make_draft(cast, **enough), by=cast.liaison)
    assert item.state == State.UNIT_REVIEW


def test_head_signs_and_office_confirms(cast: Cast) -> None:
    item = make_submitted(cast)
    assert (item.state, item.signed_by) == (State.SUBMITTED, cast.unit_head)
    item = items.accept(item=item, by=cast.office, is_key=True)
    item.refresh_from_db()
    assert (item.state, item.accepted_by, item.is_key) == (State.IN_PROGRESS, cast.office, True)
    assert (item.start_on, item.original_due) == (dt.date(2011, 8, 19), DUE)


def test_an_item_can_be_confirmed_on_the_day_it_is_registered(cast: Cast) -> None:
    """R-051: find and fix at the same time."""
    assert make_item(cast).accepted_at == make_item(cast).created_at


def test_the_head_sends_back_with_a_reason(cast: Cast) -> None:
    item = items.send(item=make_draft(cast), by=cast.liaison)
    with pytest.raises(DomainError) as caught:
        items.send_back(item=item, by=cast.unit_head, reason=" ")
    assert caught.value.field == "reason"
    item = items.send_back(item=item, by=cast.unit_head, reason="原因分析太笼统")
    assert item.state == State.DRAFT
    assert StatusLog.objects.of(KIND, item.pk).last().reason == "原因分析太笼统"


def test_the_office_returns_and_the_unit_sends_again(cast: Cast) -> None:
    item = items.return_for_changes(
        item=make_submitted(cast), by=cast.office, reason="措施要写清完成时间"
    )
    assert item.state == State.RETURNED
    item = items.edit(item=item, by=cast.liaison, measures=[{"text": "8月底前压缩环节"}])
    item = items.send(item=item, by=cast.liaison)
    assert items.sign(item=item, by=cast.unit_head).state == State.SUBMITTED


def test_nobody_signs_for_another_unit_or_another_post(cast: Cast) -> None:
    item = items.send(item=make_draft(cast), by=cast.liaison)
    for stranger in (cast.liaison, cast.unit_deputy, cast.outsider_head, cast.office):
        with pytest.raises(NotAllowed):
            items.sign(item=item, by=stranger)


def test_units_do_not_confirm_their_own_items(cast: Cast) -> None:
    item = make_submitted(cast)
    for stranger in (cast.unit_head, cast.liaison, cast.leader, cast.inspector):
        with pytest.raises(NotAllowed):
            items.accept(item=item, by=stranger)


def test_a_step_out_of_order_is_refused(cast: Cast) -> None:
    with pytest.raises(WrongState):
        items.accept(item=make_draft(cast), by=cast.office)
    with pytest.raises(WrongState):
        items.sign(item=make_item(cast), by=cast.unit_head)


def test_the_original_deadline_cannot_be_changed_even_in_sql(cast: Cast) -> None:
    item = make_item(cast)
    with pytest.raises(Exception, match="original_due_stays"):
        RectificationItem.objects.filter(pk=item.pk).update(original_due=dt.date(2011, 12, 1))


def test_the_number_cannot_be_changed_even_in_sql(cast: Cast) -> None:
    item = make_item(cast)
    with pytest.raises(Exception, match="number_stays"):
        RectificationItem.objects.filter(pk=item.pk).update(number="ZG-2011-JFJ-999")


def test_an_item_cannot_be_deleted(cast: Cast) -> None:
    with pytest.raises(Exception, match="never_deleted"):
        make_draft(cast).delete()
