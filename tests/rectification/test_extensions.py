"""Extensions: before the deadline, at most two, the original date stays."""

import datetime as dt
from typing import Any

import pytest

from core.errors import DomainError, NotAllowed
from core.models import AuditEvent, Deadline, StatusLog
from rectification.actions import closing, extensions, office, progress
from rectification.deadlines import ExtensionWait
from rectification.enums import ExtensionReason, ExtensionState, Klass, Result
from rectification.models import ExtensionRequest, RectificationItem
from rectification.workflow import EXTENSION_KIND, KIND
from tests.cast import Cast
from tests.factories.rectification import DUE, finish, make_item, make_pending

pytestmark = pytest.mark.django_db
LATER = dt.date(2011, 9, 15)
LATEST = dt.date(2011, 9, 30)


def ask(item: RectificationItem, cast: Cast, **values: Any) -> ExtensionRequest:
    defaults = {
        "reason_kind": ExtensionReason.FUNDS,
        "reason": "设备采购款 9 月初才到账。",
        "progress_so_far": "已完成选型和询价。",
        "new_due": LATER,
    }
    return extensions.ask(item=item, by=cast.liaison, **{**defaults, **values})


def grant(item: RectificationItem, cast: Cast, new_due: dt.date) -> RectificationItem:
    request = ask(item, cast, new_due=new_due)
    request = extensions.give_opinion(request=request, by=cast.office, opinion="情况属实")
    decider = cast.office_head if request.ordinal == 1 else cast.leader
    extensions.decide(request=request, by=decider, approve=True)
    item.refresh_from_db()
    return item


def test_a_grant_moves_the_deadline_and_keeps_the_original(cast: Cast) -> None:
    item = grant(make_item(cast), cast, LATER)
    assert (item.due_date, item.original_due, item.extensions_granted) == (LATER, DUE, 1)
    log = StatusLog.objects.of(KIND, item.pk).last()
    assert (log.transition, log.extra) == ("extend", {"from": "2011-08-31", "to": "2011-09-15"})


def test_the_second_is_decided_by_a_leader_and_there_is_no_third(cast: Cast) -> None:
    item = grant(make_item(cast), cast, LATER)
    request = ask(item, cast, new_due=LATEST)
    request = extensions.give_opinion(request=request, by=cast.office, opinion="建议同意")
    with pytest.raises(NotAllowed):
        extensions.decide(request=request, by=cast.office_head, approve=True)
    extensions.decide(request=request, by=cast.leader, approve=True)
    item.refresh_from_db()
    assert (item.due_date, item.extensions_granted) == (LATEST, 2)
    with pytest.raises(NotAllowed):
        ask(item, cast, new_due=dt.date(2011, 10, 31))


def test_a_refusal_leaves_the_deadline_and_does_not_count(cast: Cast) -> None:
    item = make_item(cast)
    request = extensions.give_opinion(request=ask(item, cast), by=cast.office, opinion="理由不充分")
    with pytest.raises(DomainError):
        extensions.decide(request=request, by=cast.office_head, approve=False)
    request = extensions.decide(
        request=request, by=cast.office_head, approve=False, note="可先用现有设备"
    )
    item.refresh_from_db()
    assert (request.state, item.due_date) == (ExtensionState.REFUSED, DUE)
    assert ask(item, cast).ordinal == 1


def test_after_the_deadline_it_is_marked_late(cast: Cast) -> None:
    item = make_item(cast, on=dt.date(2011, 7, 1), due_date=dt.date(2011, 8, 18))
    assert ask(item, cast).is_late
    assert AuditEvent.objects.get(action="rectification.extension.ask").detail["late"] is True


def test_on_the_last_day_it_is_in_time(cast: Cast) -> None:
    assert not ask(make_item(cast, due_date=dt.date(2011, 8, 19)), cast).is_late


@pytest.mark.parametrize(
    ("new_due", "code"),
    [
        (DUE, "not-later"),
        (dt.date(2011, 8, 1), "not-later"),
        (dt.date(2012, 1, 1), "after-campaign"),
    ],
)
def test_the_new_date_lies_after_the_old_and_within_the_campaign(
    cast: Cast, new_due: dt.date, code: str
) -> None:
    with pytest.raises(DomainError) as caught:
        ask(make_item(cast), cast, new_due=new_due)
    assert (caught.value.code, caught.value.field) == (code, "new_due")


def test_one_request_at_a_time(cast: Cast) -> None:
    item = make_item(cast)
    request = ask(item, cast)
    with pytest.raises(NotAllowed):
        ask(item, cast)
    extensions.withdraw(request=request, by=cast.liaison)
    assert ask(item, cast).state == ExtensionState.FIRST_REVIEW


def test_a_long_term_item_has_no_deadline_to_extend(cast: Cast) -> None:
    item = make_item(cast, klass=Klass.LONG_TERM, due_date=None, review_on=DUE, milestones=[])
    with pytest.raises(NotAllowed):
        ask(item, cast)


def test_strangers_neither_ask_nor_decide(cast: Cast) -> None:
    item = make_item(cast)
    with pytest.raises(NotAllowed):
        extensions.ask(
            item=item,
            by=cast.outsider,
            reason_kind=ExtensionReason.OTHER,
            reason="…",
            progress_so_far="…",
            new_due=LATER,
        )
    request = ask(item, cast)
    with pytest.raises(NotAllowed):
        extensions.give_opinion(request=request, by=cast.unit_head, opinion="同意")
    request = extensions.give_opinion(request=request, by=cast.office, opinion="同意")
    for stranger in (cast.office, cast.leader, cast.unit_head):
        with pytest.raises(NotAllowed):
            extensions.decide(request=request, by=stranger, approve=True)


def test_a_request_overtaken_by_a_new_deadline_is_not_granted(cast: Cast) -> None:
    item = make_item(cast)
    request = extensions.give_opinion(request=ask(item, cast), by=cast.office, opinion="同意")
    RectificationItem.objects.filter(pk=item.pk).update(due_date=dt.date(2011, 9, 9))
    with pytest.raises(DomainError) as caught:
        extensions.decide(request=request, by=cast.office_head, approve=True)
    assert caught.value.code == "due-changed"
    request.refresh_from_db()
    assert request.state == ExtensionState.DECISION


def test_an_opinion_is_never_empty(cast: Cast) -> None:
    with pytest.raises(DomainError):
        extensions.give_opinion(request=ask(make_item(cast), cast), by=cast.office, opinion=" ")


def test_nothing_is_asked_while_the_office_verifies(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        ask(make_pending(cast), cast)


def test_a_return_with_a_later_date_is_an_extension(cast: Cast) -> None:
    item = closing.reject(item=make_pending(cast), by=cast.office, reason="重做", new_due=LATER)
    row = item.extensions.get()
    assert (item.due_date, item.original_due, item.extensions_granted) == (LATER, DUE, 1)
    assert (row.state, row.decided_by, row.ordinal) == (ExtensionState.APPROVED, cast.office, 1)
    assert ask(item, cast, new_due=LATEST).ordinal == 2


def test_a_return_cannot_grant_what_a_leader_decides(cast: Cast) -> None:
    item = grant(make_item(cast), cast, LATER)
    item = _pending_again(item, cast)
    for new_due, code in ((LATEST, "extended"), (dt.date(2012, 1, 5), "after-campaign")):
        with pytest.raises(DomainError) as caught:
            closing.reject(item=item, by=cast.office, reason="重做", new_due=new_due)
        assert (caught.value.code, caught.value.field) == (code, "new_due")
    item = closing.reject(item=item, by=cast.office, reason="重做")
    item = grant(item, cast, LATEST)
    item = _pending_again(item, cast)
    with pytest.raises(DomainError, match="两次"):
        closing.reject(item=item, by=cast.office, reason="重做", new_due=dt.date(2011, 10, 31))
    item = closing.reject(item=item, by=cast.office, reason="重做", new_due=LATER)
    assert (item.due_date, item.extensions_granted) == (LATER, 2)


def _pending_again(item: RectificationItem, cast: Cast) -> RectificationItem:
    item = finish(item, cast)
    item = progress.ask_closing(item=item, by=cast.liaison, result=Result.DONE, note="已落实。")
    return progress.vouch(item=item, by=cast.unit_head)


@pytest.mark.parametrize("opined", [False, True])
@pytest.mark.parametrize("way", ["suspend", "merge", "ask_closing"])
def test_an_open_request_lapses_when_the_item_goes_another_way(
    cast: Cast, way: str, opined: bool
) -> None:
    item = finish(make_item(cast), cast)
    request = ask(item, cast)
    if opined:
        extensions.give_opinion(request=request, by=cast.office, opinion="情况属实")
    if way == "suspend":
        office.suspend(item=item, by=cast.office, reason="机构调整")
    elif way == "merge":
        office.merge(item=item, into=make_item(cast), by=cast.office, reason="同一问题")
    else:
        progress.ask_closing(item=item, by=cast.liaison, result=Result.DONE, note="已落实。")
    request.refresh_from_db()
    assert request.state == ExtensionState.WITHDRAWN
    assert not Deadline.objects.open().filter(kind=ExtensionWait.code).exists()
    log = StatusLog.objects.of(EXTENSION_KIND, request.pk).last()
    assert (log.transition, bool(log.reason)) == ("lapse", True)
    with pytest.raises(DomainError):
        extensions.decide(request=request, by=cast.office_head, approve=True)
