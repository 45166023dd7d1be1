"""Staged and key items report monthly; a random sample is accepted on site (domain.md §2.1)."""

import datetime as dt

import pytest
from django.test import Client

from core import clock, deadlines
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, Deadline, Notice
from core.todo import listed
from rectification import todo
from rectification.actions import closing, office, progress
from rectification.deadlines import MonthlyReport
from rectification.enums import Klass
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories import rectification as make

FAR = dt.date(2011, 9, 30)
SOON = dt.date(2011, 9, 2)
MONTH_LATER = dt.date(2011, 9, 19)


def _open(item: RectificationItem) -> list[dt.date]:
    rows = Deadline.objects.open().filter(kind=MonthlyReport.code, subject_id=item.pk)
    return list(rows.values_list("due_on", flat=True))


def _report(item: RectificationItem, cast: Cast) -> None:
    progress.report(
        item=item,
        by=cast.owner,
        content="流程图已经画好，提醒功能正在开发，月底上线。",
        progress=30,
        figure_reason="按工作量填报",
    )


def test_a_staged_item_reports_a_month_after_its_start(cast):
    assert _open(make.make_item(cast, due_date=FAR)) == [MONTH_LATER]


def test_one_that_ends_within_the_month_does_not(cast):
    assert _open(make.make_item(cast, due_date=dt.date(2011, 9, 16))) == []


def test_one_fixed_at_once_does_not_unless_it_is_a_key_item(cast):
    plain = make.make_item(cast, klass=Klass.AT_ONCE, due_date=SOON, milestones=[])
    assert _open(plain) == []
    long = {"klass": Klass.LONG_TERM, "due_date": None, "review_on": FAR, "milestones": []}
    kept = make.make_item(cast, **long)
    assert _open(kept) == []
    office.set_key(item=kept, by=cast.office, is_key=True)
    assert _open(kept) == [MONTH_LATER]
    office.set_key(item=kept, by=cast.office, is_key=False)
    assert _open(kept) == []


def test_reporting_earlier_starts_the_month_again(cast):
    later = {"due_date": None, "review_on": dt.date(2011, 11, 17)}
    item = make.make_item(cast, klass=Klass.LONG_TERM, is_key=True, **later)
    with clock.at(dt.datetime(2011, 9, 1, 2, tzinfo=dt.UTC)):
        _report(item, cast)
    # 1 October is a day off, and so are the days up to the seventh.
    assert _open(item) == [dt.date(2011, 10, 8)]


def test_nothing_is_asked_while_the_closing_is_checked(cast):
    item = make.make_pending(cast, due_date=FAR)
    assert _open(item) == []
    closing.reject(item=item, by=cast.office, reason="缺少第二个月的记录。")
    assert _open(item) == [MONTH_LATER]


def test_the_responsible_person_is_reminded_and_has_it_to_do(cast):
    item = make.make_item(cast, due_date=FAR)
    assert not [row for row in listed(todo.todos(cast.owner)) if row.number == item.number]
    with clock.at(dt.datetime(2011, 9, 19, 1, tzinfo=dt.UTC)):
        deadlines.sweep()
        deadlines.sweep()
        told = Notice.objects.filter(kind="rectification.monthly-due", recipient=cast.owner)
        assert told.count() == 1
        assert [row.number for row in listed(todo.todos(cast.owner))] == [item.number]


def _pending(cast: Cast, count: int) -> list[str]:
    return [make.make_pending(cast).number for _ in range(count)]


def test_the_sample_is_a_share_of_what_waits_and_can_be_drawn_again(cast):
    numbers = _pending(cast, 5)
    drawn = office.draw_sample(by=cast.office, share=40, seed="0123")
    assert len(drawn) == 2
    assert {item.number for item in drawn} < set(numbers)
    event = AuditEvent.objects.filter(action="rectification.item.draw").latest("pk")
    assert event.detail["seed"] == "0123"
    assert event.detail["pool"] == 5
    RectificationItem.objects.update(sampled=False)
    again = office.draw_sample(by=cast.office, share=40, seed="0123")
    assert [item.number for item in again] == [item.number for item in drawn]


def test_another_seed_draws_others(cast):
    _pending(cast, 8)
    found = set()
    for seed in ("a", "b", "c", "d"):
        drawn = office.draw_sample(by=cast.office, share=12, seed=seed)
        found.add(drawn[0].number)
        RectificationItem.objects.update(sampled=False)
    assert len(found) > 1


def test_the_team_then_verifies_and_the_office_does_not(cast):
    [number] = _pending(cast, 1)
    office.draw_sample(by=cast.office, share=1)
    item = RectificationItem.objects.get(number=number)
    with pytest.raises(NotAllowed):
        closing.strike_off(item=item, by=cast.office, checklist=make.CHECKED)
    assert Notice.objects.filter(recipient=cast.inspector_lead, subject_id=item.pk).exists()


def test_with_nothing_to_draw_from_the_page_says_so(cast):
    with pytest.raises(DomainError):
        office.draw_sample(by=cast.office, share=10)
    client = Client()
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/staff/verify/draw/", {"share": "10"})
    assert "没有可抽取的事项" in page.content.decode()


@pytest.mark.parametrize("share", ["0", "101", "很多", ""])
def test_a_wrong_share_is_explained_and_draws_nothing(cast, share):
    _pending(cast, 1)
    client = Client()
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/staff/verify/draw/", {"share": share})
    assert page.status_code == 200
    assert "field-error" in page.content.decode()
    assert not RectificationItem.objects.filter(sampled=True).exists()


def test_the_button_draws(cast):
    numbers = _pending(cast, 3)
    client = Client()
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post("/staff/verify/draw/", {"share": "100"}, follow=True)
    assert all(number in page.content.decode() for number in numbers)
    assert RectificationItem.objects.filter(sampled=True).count() == 3
