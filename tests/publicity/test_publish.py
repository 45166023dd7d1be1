"""A publication through its three reviews, and what may never become public."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from campaign.models import TaskEvidence
from core import clock
from core.errors import Conflict, DomainError, NotAllowed
from core.models import Notice
from core.workdays import calendar
from publicity.actions import publications
from publicity.enums import State
from publicity.models import Publication
from publicity.snapshot import fingerprint, publishable
from publicity.terms import check_days
from rectification.enums import OwnerKind, Scope
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.publicity import (
    END,
    START,
    make_public,
    make_public_item,
    make_publication,
    make_reviewed,
)
from tests.factories.rectification import make_draft, make_item

pytestmark = pytest.mark.django_db


def test_only_confirmed_items_for_everybody_may_become_public(cast: Cast) -> None:
    shown = make_public_item(cast)
    make_item(cast, scope=Scope.ZONE)
    make_item(cast, scope=Scope.UNIT)
    make_draft(cast, scope=Scope.PUBLIC)
    make_public_item(cast, owner_kind=OwnerKind.PERSON)
    assert list(publishable(cast.unit)) == [shown]


def test_a_personal_item_is_refused_even_if_its_scope_says_public(cast: Cast) -> None:
    personal = make_public_item(cast, owner_kind=OwnerKind.PERSON)
    RectificationItem.objects.filter(pk=personal.pk).update(scope=Scope.PUBLIC)
    with pytest.raises(DomainError) as refusal:
        make_publication(cast, personal)
    assert refusal.value.field == "items"
    assert not Publication.objects.exists()


def test_an_item_that_turns_personal_meanwhile_stops_the_publication(cast: Cast) -> None:
    item = make_public_item(cast)
    row = make_reviewed(cast, item)
    RectificationItem.objects.filter(pk=item.pk).update(owner_kind=OwnerKind.PERSON)
    with pytest.raises(DomainError, match="有事项已不能公示"):
        publications.publish(publication=row, by=cast.office_head)


def test_three_people_review_and_then_it_is_public(cast: Cast) -> None:
    row = make_public(cast)
    assert row.state == State.PUBLIC
    assert [row.first_by, row.second_by, row.third_by] == [
        cast.unit_head,
        cast.office,
        cast.office_head,
    ]
    assert row.runs
    kinds = set(Notice.objects.values_list("kind", "recipient__username"))
    assert ("publicity.to-review", "unit_head") in kinds
    assert ("publicity.made-public", "liaison") in kinds


@pytest.mark.parametrize(("privacy", "secrecy"), [(False, True), (True, False), (False, False)])
def test_both_checks_must_be_ticked(cast: Cast, privacy: bool, secrecy: bool) -> None:
    row = publications.submit(publication=make_publication(cast), by=cast.liaison)
    row = publications.pass_first(publication=row, by=cast.unit_head)
    with pytest.raises(DomainError) as refusal:
        publications.pass_second(publication=row, by=cast.office, privacy=privacy, secrecy=secrecy)
    assert refusal.value.code == "checks"


def test_what_is_reviewed_is_what_becomes_public(cast: Cast) -> None:
    item = make_public_item(cast)
    row = publications.submit(publication=make_publication(cast, item), by=cast.liaison)
    RectificationItem.objects.filter(pk=item.pk).update(
        description="后来改过的内容，与送审时不同。"
    )
    row = publications.pass_first(publication=row, by=cast.unit_head)
    row = publications.pass_second(publication=row, by=cast.office, privacy=True, secrecy=True)
    row = publications.publish(publication=row, by=cast.office_head)
    assert row.snapshot[0]["problem"] == item.description
    assert row.sha256 == fingerprint(row)


def test_the_frozen_text_cannot_be_changed_even_by_sql(cast: Cast) -> None:
    row = make_public(cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=row.pk).update(snapshot=[])
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=row.pk).delete()


def test_no_names_in_the_snapshot(cast: Cast) -> None:
    row = make_public(cast)
    text = str(row.snapshot)
    assert cast.owner.name not in text
    assert cast.unit_deputy.name not in text
    assert row.snapshot[0]["post"] == "行政审批科，责任人"


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        (dt.date(2011, 8, 22), dt.date(2011, 8, 29), True),  # Monday to Monday
        (dt.date(2011, 8, 22), dt.date(2011, 8, 26), False),  # the first day does not count
        (dt.date(2011, 8, 20), dt.date(2011, 8, 26), True),  # put up on a Saturday
        (dt.date(2011, 9, 30), dt.date(2011, 10, 7), False),  # the holiday does not count
        # 1 to 7 October are free, 8 and 9 October (a weekend) are worked.
        (dt.date(2011, 9, 30), dt.date(2011, 10, 11), False),
        (dt.date(2011, 9, 30), dt.date(2011, 10, 12), True),
    ],
)
def test_at_least_five_working_days(cast: Cast, start: dt.date, end: dt.date, fits: bool) -> None:
    assert (calendar().add(start, 5) <= end) is fits
    if fits:
        check_days(start, end)
    else:
        with pytest.raises(DomainError, match="不少于 5 个工作日"):
            check_days(start, end)


def test_late_reviews_do_not_shorten_the_time_of_the_public(cast: Cast) -> None:
    row = make_reviewed(cast, start_on=START, end_on=END)
    with clock.at(dt.datetime(2011, 9, 5, 10, tzinfo=dt.UTC)):
        row = publications.publish(publication=row, by=cast.office_head)
        assert row.start_on == dt.date(2011, 9, 5)
        assert row.end_on - row.start_on == END - START


def test_sending_back_begins_all_reviews_again(cast: Cast) -> None:
    row = make_reviewed(cast)
    row = publications.send_back(publication=row, by=cast.office_head, reason="第三项措施太空。")
    assert (row.state, row.first_by, row.second_by) == (State.DRAFT, None, None)
    assert not row.privacy_checked
    assert Notice.objects.filter(kind="publicity.sent-back", recipient=cast.liaison).exists()
    publications.submit(publication=row, by=cast.liaison)


def test_sending_back_and_withdrawing_need_a_reason(cast: Cast) -> None:
    with pytest.raises(DomainError, match="原因"):
        publications.send_back(publication=make_reviewed(cast), by=cast.office_head, reason=" ")
    with pytest.raises(DomainError, match="原因"):
        publications.withdraw(publication=make_public(cast), by=cast.office, reason="")


def test_withdrawn_it_is_no_longer_public_but_not_forgotten(cast: Cast) -> None:
    row = publications.withdraw(
        publication=make_public(cast), by=cast.office, reason="有一项引用了未公开的文件。"
    )
    assert not Publication.objects.public().exists()
    assert row.sha256


def test_a_draft_can_be_changed_until_it_is_sent(cast: Cast) -> None:
    row = make_publication(cast)
    other = make_public_item(cast)
    values = {"title": "新标题", "items": [other], "start_on": START, "end_on": END}
    row = publications.edit(publication=row, by=cast.owner, version=1, **values)  # type: ignore[arg-type]
    assert list(row.items.all()) == [other]
    with pytest.raises(Conflict):
        publications.edit(publication=row, by=cast.liaison, version=1, **values)  # type: ignore[arg-type]
    publications.submit(publication=row, by=cast.liaison)
    row.refresh_from_db()
    with pytest.raises(NotAllowed):
        publications.edit(publication=row, by=cast.liaison, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("part", ["outsider", "unit_head", "office", "editor"])
def test_only_the_unit_prepares(cast: Cast, part: str) -> None:
    with pytest.raises(NotAllowed):
        make_publication(cast, by=getattr(cast, part))


def test_numbers_count_within_the_unit(cast: Cast) -> None:
    assert [make_publication(cast).number for _ in range(2)] == ["GG-2011-JFJ-01", "GG-2011-JFJ-02"]


def test_it_counts_for_the_phase_task_when_one_asks_for_it(cast: Cast) -> None:
    row = make_public(cast)
    counted = TaskEvidence.objects.filter(number=row.number).count()
    asked = cast.unit.tasks.filter(task__evidence="publication").count()
    assert counted == min(1, asked)
