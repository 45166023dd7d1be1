"""Registering an item and changing its promise."""

import pytest
from django.db import transaction

from core.errors import Conflict, DomainError, NotAllowed
from core.models import AuditEvent, StatusLog
from rectification.actions import items
from rectification.enums import OwnerKind, Scope, Source, State
from rectification.forms.promise import ItemForm
from rectification.models import RectificationItem
from rectification.workflow import KIND
from tests.cast import Cast
from tests.factories.rectification import category, make_draft, make_item

pytestmark = pytest.mark.django_db


def test_a_draft_gets_the_next_number_of_its_unit(cast: Cast) -> None:
    first, second = make_draft(cast), make_draft(cast)
    other = make_draft(cast, unit=cast.other_unit, by=cast.outsider)
    assert [first.number, second.number] == ["ZG-2011-JFJ-001", "ZG-2011-JFJ-002"]
    assert other.number == "ZG-2011-GJJ-001"
    assert first.state == State.DRAFT


def test_a_failed_registration_gives_its_number_back(cast: Cast) -> None:
    make_draft(cast)
    with transaction.atomic():
        make_draft(cast)
        transaction.set_rollback(True)
    assert make_draft(cast).number == "ZG-2011-JFJ-002"


def test_measures_and_milestones_are_numbered_as_typed(cast: Cast) -> None:
    item = make_draft(cast)
    assert [(m.order, m.text) for m in item.measures.all()] == [
        (1, "压缩内部流转为 2 个环节"),
        (2, "设置到期前 2 天提醒"),
    ]
    assert [m.name for m in item.milestones.all()] == ["完成流程梳理"]


def test_registration_is_on_the_timeline_and_in_the_trail(cast: Cast) -> None:
    item = make_draft(
        cast, source=Source.COMPLAINT, origin_kind="complaint", origin_number="TS20110512-0007"
    )
    log = StatusLog.objects.of(KIND, item.pk).get()
    assert (log.transition, log.to_state, log.extra) == (
        "register",
        "draft",
        {"origin": "TS20110512-0007"},
    )
    event = AuditEvent.objects.get(action="rectification.item.register")
    assert (event.actor, event.number, event.unit_code) == ("liaison", item.number, "JFJ")


def test_a_unit_cannot_register_for_another_unit(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        make_draft(cast, by=cast.outsider)
    assert not RectificationItem.objects.exists()


def test_the_office_can_register_for_any_unit(cast: Cast) -> None:
    assert make_draft(cast, by=cast.office).created_by == cast.office


@pytest.mark.parametrize("name", ["state", "number", "progress", "original_due", "closed_at"])
def test_only_fields_of_the_promise_can_be_set(cast: Cast, name: str) -> None:
    with pytest.raises(TypeError, match=name):
        make_draft(cast, **{name: None})


def test_an_individuals_item_stays_in_the_unit(cast: Cast) -> None:
    item = make_draft(cast, owner_kind=OwnerKind.PERSON, scope=Scope.PUBLIC)
    assert item.scope == Scope.UNIT


def test_an_edit_replaces_the_given_rows_and_counts_the_version(cast: Cast) -> None:
    item = make_draft(cast)
    changed = items.edit(
        item=item,
        by=cast.owner,
        version=item.version,
        target="提速一半。",
        measures=[{"text": "只留一条"}],
    )
    assert changed.version == item.version + 1
    changed.refresh_from_db()
    assert changed.target == "提速一半。"
    assert [m.text for m in changed.measures.all()] == ["只留一条"]
    assert changed.milestones.count() == 1  # not given, not touched
    assert AuditEvent.objects.get(action="rectification.item.edit").detail == {"fields": ["target"]}


def test_a_stale_edit_is_a_conflict_and_changes_nothing(cast: Cast) -> None:
    item = make_draft(cast)
    items.edit(item=item, by=cast.owner, version=item.version, target="先保存的内容。")
    with pytest.raises(Conflict) as caught:
        items.edit(item=item, by=cast.liaison, version=item.version, target="后保存的内容。")
    assert caught.value.current.target == "先保存的内容。"
    item.refresh_from_db()
    assert item.target == "先保存的内容。"


def test_a_confirmed_promise_cannot_be_edited(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        items.edit(item=make_item(cast), by=cast.liaison, target="悄悄改掉。")


def test_strangers_cannot_edit(cast: Cast) -> None:
    item = make_draft(cast)
    for stranger in (cast.outsider, cast.unit_head, cast.leader, cast.inspector):
        with pytest.raises(NotAllowed):
            items.edit(item=item, by=stranger, target="别人的内容。")


class TestRepeatOffence:
    """R-136: others find what the unit claims to be rectifying."""

    def test_found_by_others_in_a_category_under_rectification(self, cast: Cast) -> None:
        make_item(cast)
        assert make_draft(cast, source=Source.COVERT_VISIT).repeat_offence

    def test_not_when_the_unit_reports_it_itself(self, cast: Cast) -> None:
        make_item(cast)
        assert not make_draft(cast, source=Source.SELF_CHECK).repeat_offence

    def test_the_unit_cannot_make_its_own_finding_of_it(self, cast: Cast) -> None:
        make_item(cast)
        item = make_draft(
            cast,
            source=Source.COMPLAINT,
            origin_kind="complaints.complaint",
            origin_number="TS-2011-0001",
        )
        with pytest.raises(DomainError, match="TS-2011-0001") as refusal:
            items.edit(item=item, by=cast.liaison, source=Source.SELF_CHECK)
        assert refusal.value.field == "source"
        form = ItemForm({"source": "self_check"}, instance=item, unit=cast.unit)
        assert form.fields["source"].disabled
        item.refresh_from_db()
        assert item.repeat_offence

    def test_not_in_another_category_or_unit(self, cast: Cast) -> None:
        make_item(cast)
        assert not make_draft(
            cast, source=Source.COVERT_VISIT, category=category("3.2")
        ).repeat_offence
        assert not make_draft(
            cast, source=Source.COVERT_VISIT, unit=cast.other_unit, by=cast.office
        ).repeat_offence

    def test_not_while_the_first_is_only_a_draft(self, cast: Cast) -> None:
        make_draft(cast)
        assert not make_draft(cast, source=Source.COVERT_VISIT).repeat_offence


def test_a_slogan_is_not_a_gap_but_a_short_text_is(cast: Cast) -> None:
    item = make_draft(cast, description="作风不好")
    with pytest.raises(DomainError) as caught:
        items.send(item=item, by=cast.liaison)
    assert caught.value.field == "description"
