"""Who sees which items."""

import pytest

from accounts.models import User
from rectification import scope
from rectification.enums import OwnerKind
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.rectification import make_closed, make_draft, make_item, make_pending

pytestmark = pytest.mark.django_db


def seen(user: User) -> set[str]:
    return set(RectificationItem.objects.visible_to(user).values_list("number", flat=True))


def test_a_unit_sees_its_own_and_nothing_else(cast: Cast) -> None:
    ours = make_draft(cast)
    theirs = make_draft(cast, unit=cast.other_unit, by=cast.outsider)
    for person in (cast.liaison, cast.unit_head, cast.unit_deputy, cast.owner):
        assert seen(person) == {ours.number}
    assert seen(cast.outsider) == {theirs.number}


def test_office_and_leader_see_all_but_individuals_items(cast: Cast) -> None:
    item = make_item(cast)
    own = make_draft(cast, owner_kind=OwnerKind.PERSON)
    for person in (cast.office, cast.office_head, cast.leader):
        assert seen(person) == {item.number}
    assert seen(cast.liaison) == {item.number, own.number}


def test_desk_contact_and_administrators_see_nothing(cast: Cast) -> None:
    make_item(cast)
    for part in ("desk", "contact", "discipline", "supervisor", "editor"):
        assert seen(getattr(cast, part)) == set(), part
    for part in ("sysadmin", "secadmin", "auditor"):
        assert seen(getattr(cast, part)) == set(), part


def test_inspectors_see_what_waits_for_their_visit(cast: Cast) -> None:
    make_item(cast, is_key=True)  # still at work
    make_pending(cast)  # accepted on paper
    key = make_pending(cast, is_key=True)
    assert seen(cast.inspector) == {key.number}


def test_inspectors_see_all_of_their_assigned_units(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, closed = make_item(cast), make_closed(cast)
    make_draft(cast, owner_kind=OwnerKind.PERSON)
    make_draft(cast, unit=cast.other_unit, by=cast.outsider)
    make_draft(cast)  # what the unit has noted down for itself
    monkeypatch.setattr(scope, "_assignments", [])
    scope.register_assignments(lambda user: [cast.unit] if user == cast.inspector else [])
    assert seen(cast.inspector) == {item.number, closed.number}
    assert seen(cast.inspector_lead) == set()
