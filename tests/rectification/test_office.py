"""Suspending, merging, key items, the sample and the responsible person."""

import pytest

from accounts.enums import Role
from core.errors import DomainError, NotAllowed, WrongState
from rectification.actions import office
from rectification.enums import State
from tests.cast import Cast, make_person
from tests.factories.rectification import make_closed, make_draft, make_item

pytestmark = pytest.mark.django_db


def test_suspending_needs_a_reason(cast: Cast) -> None:
    item = make_item(cast)
    with pytest.raises(DomainError):
        office.suspend(item=item, by=cast.office, reason="")
    assert office.suspend(item=item, by=cast.office, reason="机构调整").state == State.SUSPENDED


def test_merging_names_the_item_it_goes_into(cast: Cast) -> None:
    item, into = make_item(cast), make_item(cast)
    merged = office.merge(item=item, into=into, by=cast.office, reason="同一问题")
    assert (merged.state, merged.merged_into) == (State.MERGED, into)


def test_merging_into_itself_a_closed_item_or_another_unit_is_refused(cast: Cast) -> None:
    item = make_item(cast)
    elsewhere = make_draft(cast, unit=cast.other_unit, by=cast.outsider)
    for into in (item, make_closed(cast), elsewhere):
        with pytest.raises(DomainError) as caught:
            office.merge(item=item, into=into, by=cast.office, reason="同一问题")
        assert caught.value.field == "into"


def test_a_closed_item_is_not_suspended(cast: Cast) -> None:
    with pytest.raises(WrongState):
        office.suspend(item=make_closed(cast), by=cast.office, reason="机构调整")


def test_the_office_marks_key_items_and_draws_the_sample(cast: Cast) -> None:
    item = office.set_key(item=make_item(cast), by=cast.office, is_key=True)
    assert item.needs_visit
    item = office.set_key(item=item, by=cast.office, is_key=False)
    assert not item.needs_visit
    assert office.draw(item=item, by=cast.office).needs_visit
    with pytest.raises(NotAllowed):
        office.set_key(item=item, by=cast.unit_head, is_key=False)


def test_the_responsible_person_is_a_present_member_of_the_unit(cast: Cast) -> None:
    item = make_item(cast)
    colleague = make_person("colleague", Role.OWNER, cast.unit)
    changed = office.reassign(item=item, by=cast.liaison, responsible=colleague.main_post)
    assert changed.responsible_person == colleague
    with pytest.raises(DomainError):
        office.reassign(item=item, by=cast.liaison, responsible=cast.outsider.main_post)
    with pytest.raises(NotAllowed):
        office.reassign(item=item, by=cast.outsider, responsible=colleague.main_post)
