"""One act on several items: check page, then every failure with its reason (R24)."""

import pytest

from core.models import Notice
from rectification.actions import items
from rectification.enums import Source
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.rectification import category, make_closed, make_item, make_submitted
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db


def test_nothing_happens_before_the_check_page_is_confirmed(cast: Cast) -> None:
    item = make_item(cast)
    response = signed_in(cast.office).post(
        "/staff/ledger/bulk/", {"act": "urge", "item": [item.number]}
    )
    assert item.number in response.content.decode()
    assert not Notice.objects.filter(kind="rectification.urged").exists()


def test_three_items_one_forbidden(cast: Cast) -> None:
    good, other, closed = make_item(cast), make_item(cast), make_closed(cast)
    client = signed_in(cast.office)
    response = client.post(
        "/staff/ledger/bulk/",
        {"act": "key", "item": [good.number, other.number, closed.number], "confirmed": "1"},
        follow=True,
    )
    assert response.redirect_chain[-1][0] == "/staff/ledger/bulk/result/"
    assert response.context["done"] == [good.number, other.number]
    assert [(f.number, f.reason) for f in response.context["failed"]] == [
        (closed.number, "这一项已经不在办理中。")
    ]
    assert set(RectificationItem.objects.filter(is_key=True)) == {good, other}


def test_confirming_several_at_once(cast: Cast) -> None:
    waiting = [make_submitted(cast).number for _ in range(2)]
    signed_in(cast.office).post(
        "/staff/ledger/bulk/", {"act": "accept", "item": waiting, "confirmed": "1"}
    )
    assert RectificationItem.objects.filter(state="in_progress").count() == 2


def test_reassigning_asks_for_a_person_of_the_unit(cast: Cast) -> None:
    item = make_item(cast)
    client = signed_in(cast.liaison)
    data = {"act": "reassign", "item": [item.number], "confirmed": "1"}
    page = client.post("/staff/ledger/bulk/", data)
    assert "responsible" in page.context["form"].errors
    client.post("/staff/ledger/bulk/", {**data, "responsible": cast.liaison.main_post.pk})
    item.refresh_from_db()
    assert item.responsible_person == cast.liaison


def test_items_of_others_do_not_exist(cast: Cast) -> None:
    item = make_item(cast)
    response = signed_in(cast.outsider).post(
        "/staff/ledger/bulk/", {"act": "reassign", "item": [item.number]}
    )
    assert item.number not in response.content.decode()


def test_an_act_that_a_post_does_not_give_is_not_done(cast: Cast) -> None:
    item = make_item(cast)
    signed_in(cast.liaison).post(
        "/staff/ledger/bulk/", {"act": "key", "item": [item.number], "confirmed": "1"}
    )
    item.refresh_from_db()
    assert not item.is_key


def test_the_way_back_leads_to_the_ledger_only(cast: Cast) -> None:
    item = make_item(cast)
    response = signed_in(cast.office).post(
        "/staff/ledger/bulk/",
        {"act": "urge", "item": [item.number], "next": "https://example.test/"},
    )
    assert response.context["back"] == "/staff/ledger/"


def test_what_is_unknown_is_named_and_not_dropped(cast: Cast) -> None:
    item = make_item(cast)
    client = signed_in(cast.outsider_head)
    page = client.post("/staff/ledger/bulk/", {"act": "sign", "item": [item.number]})
    assert page.context["chosen"] == []
    client = signed_in(cast.office)
    numbers = [item.number, "ZG-2011-JFJ-999"]
    page = client.post("/staff/ledger/bulk/", {"act": "key", "item": numbers})
    assert "这些不会办理" in page.content.decode()
    page = client.post(
        "/staff/ledger/bulk/", {"act": "key", "item": numbers, "confirmed": "1"}, follow=True
    )
    assert page.context["done"] == [item.number]
    assert [row.number for row in page.context["failed"]] == ["ZG-2011-JFJ-999"]


def test_more_than_fit_are_named_as_left_over(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rectification.views.bulk.MOST", 1)
    first, second = make_item(cast), make_item(cast)
    page = signed_in(cast.office).post(
        "/staff/ledger/bulk/",
        {"act": "key", "item": [first.number, second.number], "confirmed": "1"},
        follow=True,
    )
    assert page.context["done"] == [first.number]
    [left] = page.context["failed"]
    assert left.number == second.number
    assert "一次最多办理1项" in left.reason


def test_another_responsible_person_only_within_one_unit(cast: Cast) -> None:
    mine, other = make_item(cast), _of_other_unit(cast)
    numbers = [mine.number, other.number]
    client = signed_in(cast.office)
    page = client.post("/staff/ledger/bulk/", {"act": "reassign", "item": numbers})
    [chosen] = page.context["chosen"]
    [left] = page.context["left_out"]
    assert {chosen.number, left["number"]} == set(numbers)
    assert "其他单位" in left["reason"]
    posts = page.context["form"].fields["responsible"].queryset
    assert {post.unit_id for post in posts} == {chosen.unit_id}


def _of_other_unit(cast: Cast) -> RectificationItem:
    """An item of GJJ, as the office would open one."""
    return items.register(
        unit=cast.outsider.unit,
        by=cast.office,
        source=Source.INSPECTION,
        description="窗口中午无人值守，群众等候较久。",
        category=category(),
    )
