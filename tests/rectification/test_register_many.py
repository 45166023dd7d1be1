"""Many drafts at once: numbers in a row, the same history as one by one, few statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import NotAllowed
from core.models import AuditEvent, StatusLog
from rectification.actions import items
from rectification.actions.items import Draft
from rectification.enums import OwnerKind, Scope, Source
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.rectification import category, make_item, the_campaign

pytestmark = pytest.mark.django_db


def draft(n: int = 1, **fields: object) -> Draft:
    values = {
        "source": Source.SELF_CHECK,
        "description": f" 第{n}个窗口办件超过承诺时限。 ",
        "category": category(),
    }
    return Draft(
        fields={**values, **fields},
        measures=[{"text": "压缩环节"}, {"text": "到期提醒"}],
    )


def test_numbers_follow_each_other_and_rows_keep_their_order(cast: Cast) -> None:
    first = make_item(cast)
    made = items.register_all(unit=cast.unit, by=cast.liaison, drafts=[draft(1), draft(2)])
    assert [row.number[-3:] for row in made] == ["002", "003"]
    assert first.number[-3:] == "001"
    assert made[0].description == "第1个窗口办件超过承诺时限。"
    assert [m.text for m in made[1].measures.all()] == ["压缩环节", "到期提醒"]


def test_each_has_its_beginning_in_the_timeline_and_in_the_audit(cast: Cast) -> None:
    the_campaign(cast)
    made = items.register_all(unit=cast.unit, by=cast.liaison, drafts=[draft(1), draft(2)])
    logs = StatusLog.objects.filter(kind="rectification.item", transition="register")
    events = AuditEvent.objects.filter(action="rectification.item.register")
    assert {log.object_id for log in logs} == {row.pk for row in made}
    assert {event.number for event in events} == {row.number for row in made}
    assert all(event.digest for event in events)


def test_statements_do_not_grow_with_the_drafts(cast: Cast) -> None:
    the_campaign(cast)

    def statements(count: int) -> int:
        drafts = [draft(n) for n in range(count)]
        with CaptureQueriesContext(connection) as seen:
            items.register_all(unit=cast.unit, by=cast.liaison, drafts=drafts)
        return len(seen)

    statements(1)  # what a person's posts give is read once
    assert statements(2) == statements(60)


def test_what_others_found_again_is_marked(cast: Cast) -> None:
    make_item(cast)
    again, other = items.register_all(
        unit=cast.unit,
        by=cast.liaison,
        drafts=[
            draft(source=Source.INSPECTION),
            draft(source=Source.INSPECTION, category=category("6.3")),
        ],
    )
    assert again.repeat_offence
    assert not other.repeat_offence


def test_individuals_items_stay_in_the_unit(cast: Cast) -> None:
    the_campaign(cast)
    drafts = [draft(owner_kind=OwnerKind.PERSON, scope=Scope.PUBLIC)]
    assert items.register_all(unit=cast.unit, by=cast.liaison, drafts=drafts)[0].scope == Scope.UNIT


def test_others_cannot_and_then_nothing_is_opened(cast: Cast) -> None:
    the_campaign(cast)
    with pytest.raises(NotAllowed):
        items.register_all(unit=cast.unit, by=cast.outsider, drafts=[draft()])
    assert not RectificationItem.objects.exists()


def test_nothing_to_register_takes_no_number(cast: Cast) -> None:
    the_campaign(cast)
    assert items.register_all(unit=cast.unit, by=cast.liaison, drafts=[]) == []
    made = items.register_all(unit=cast.unit, by=cast.liaison, drafts=[draft()])
    assert made[0].number.endswith("-001")


def test_unknown_fields_are_a_mistake_of_the_caller(cast: Cast) -> None:
    the_campaign(cast)
    with pytest.raises(TypeError, match="number"):
        items.register_all(unit=cast.unit, by=cast.liaison, drafts=[draft(number="ZG-1")])
