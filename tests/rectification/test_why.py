"""«Why this day?»: the rules that made a deadline, and the calendar that they stand on."""

import datetime as dt

import pytest

from core.workdays import Calendar, SpecialDay
from rectification import why
from rectification.actions import closing, extensions
from rectification.enums import ExtensionReason, Klass
from tests.cast import Cast
from tests.factories.rectification import make_closed, make_draft, make_item, make_pending
from tests.rectification.test_ledger_page import signed_in

TODAY = dt.date(2011, 8, 19)
_FREE = [SpecialDay(dt.date(2011, 10, n), is_workday=False, name="国庆节") for n in range(1, 8)]
_MADE_UP = [SpecialDay(dt.date(2011, 10, n), is_workday=True) for n in (8, 9)]
NATIONAL = Calendar((*_FREE, *_MADE_UP))


def cells(months: list[why.Month]) -> dict[dt.date, why.Cell]:
    return {
        cell.date: cell
        for month in months
        for week in month.weeks
        for cell in week
        if cell.kind != "outside"
    }


def test_ten_october_with_holidays_and_make_up_days() -> None:
    found = cells(why.months(NATIONAL, dt.date(2011, 9, 29), dt.date(2011, 10, 10)))
    assert found[dt.date(2011, 10, 3)].kind == "holiday"
    assert found[dt.date(2011, 10, 8)].kind == "makeup"
    assert found[dt.date(2011, 10, 15)].kind == "rest"
    counted = {day.isoformat(): cell.count for day, cell in found.items() if cell.count}
    assert counted == {"2011-09-30": 1, "2011-10-08": 2, "2011-10-09": 3, "2011-10-10": 4}
    assert found[dt.date(2011, 10, 10)].is_due
    assert found[dt.date(2011, 9, 29)].is_today


def test_weeks_run_from_monday_and_hold_every_day_of_the_month() -> None:
    month = why.months(NATIONAL, dt.date(2011, 10, 1), dt.date(2011, 10, 10))[0]
    assert {week[0].date.weekday() for week in month.weeks} == {0}
    inside = [cell.date.day for week in month.weeks for cell in week if cell.kind != "outside"]
    assert inside == list(range(1, 32))


def test_a_far_deadline_shows_the_months_next_to_it() -> None:
    months = why.months(NATIONAL, dt.date(2011, 4, 15), dt.date(2011, 12, 31))
    assert [month.first.month for month in months] == [9, 10, 11, 12]


def test_a_past_deadline_shows_the_way_from_it_to_today() -> None:
    months = why.months(NATIONAL, dt.date(2011, 10, 20), dt.date(2011, 9, 20))
    assert [month.first.month for month in months] == [9, 10]
    assert not any(cell.count for cell in cells(months).values())


@pytest.mark.django_db
def test_the_promise_and_its_confirmation(cast: Cast) -> None:
    draft, item = make_draft(cast), make_item(cast)
    assert why.reasons(draft, NATIONAL) == ["单位拟定为8 月 31 日 周三，作风办尚未确认。"]
    assert why.reasons(item, NATIONAL) == ["单位承诺8 月 31 日 周三完成，作风办于8 月 19 日确认。"]


@pytest.mark.django_db
def test_fix_at_once_is_fifteen_days_moved_off_rest_days(cast: Cast) -> None:
    # 19 August and 15 days: 3 September, a Saturday.
    item = make_item(cast, klass=Klass.AT_ONCE, due_date=dt.date(2011, 9, 5), milestones=[])
    (reason,) = why.reasons(item, NATIONAL)
    assert reason.startswith("立行立改：从8 月 19 日起 15 个自然日，到9 月 3 日 周六。")
    assert reason.endswith("顺延到9 月 5 日 周一。")


@pytest.mark.django_db
def test_a_day_that_somebody_chose_is_not_said_to_follow_from_the_rule(cast: Cast) -> None:
    item = make_item(cast, klass=Klass.AT_ONCE, due_date=dt.date(2011, 8, 26), milestones=[])
    assert why.reasons(item, NATIONAL)[0].startswith("单位承诺8 月 26 日")


@pytest.mark.django_db
def test_an_extension_is_told_and_the_original_day_stays_first(cast: Cast) -> None:
    item = make_item(cast)
    request = extensions.ask(
        item=item,
        by=cast.liaison,
        reason_kind=ExtensionReason.FUNDS,
        reason="设备采购款未到账。",
        progress_so_far="已完成选型和询价。",
        new_due=dt.date(2011, 9, 15),
    )
    extensions.give_opinion(request=request, by=cast.office, opinion="属实")
    extensions.decide(request=request, by=cast.office_head, approve=True)
    item.refresh_from_db()
    first, second = why.reasons(item, NATIONAL)
    assert first.startswith("单位承诺8 月 31 日")
    assert second == "经批准由8 月 31 日 周三延期到9 月 15 日 周四，原因：资金。"


@pytest.mark.django_db
def test_a_return_and_a_relapse_are_told(cast: Cast) -> None:
    returned = closing.reject(
        item=make_pending(cast),
        by=cast.office,
        reason="照片看不清。",
        new_due=dt.date(2011, 9, 9),
    )
    assert why.reasons(returned, NATIONAL)[-1] == "核验退回重做，新时限为9 月 9 日 周五。"
    relapsed = closing.reopen(
        item=make_closed(cast),
        by=cast.office_head,
        reason="又有群众反映。",
        new_due=dt.date(2011, 9, 20),
    )
    assert why.reasons(relapsed, NATIONAL)[-1] == "反弹后重新整改，新时限为9 月 20 日 周二。"


@pytest.mark.django_db
def test_a_long_term_item_has_a_review_and_no_deadline(cast: Cast) -> None:
    item = make_item(
        cast,
        klass=Klass.LONG_TERM,
        due_date=None,
        review_on=dt.date(2011, 9, 30),
        milestones=[],
    )
    page = signed_in(cast.liaison).get(f"/staff/ledger/{item.number}/why/")
    assert page.context["reasons"] == why.reasons(item, NATIONAL)
    assert "长期" in page.context["reasons"][0]
    assert [month.first.month for month in page.context["months"]] == [8, 9]
