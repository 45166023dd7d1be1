"""How much is accepted at the first verification, and that its numbers are their lists (R32)."""

import re

import pytest

from rectification.actions import closing
from rectification.models import RectificationItem
from rectification.queries import FirstPass, first_pass
from tests.cast import Cast
from tests.factories.rectification import make_closed, make_item, make_pending
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db


def _rejected(cast: Cast) -> RectificationItem:
    return closing.reject(item=make_pending(cast), by=cast.office, reason="证据不足以证明。")


def _rate() -> FirstPass | None:
    return first_pass(RectificationItem.objects.all())


def test_no_rate_before_anything_was_verified(cast: Cast) -> None:
    make_item(cast)
    make_pending(cast)
    assert _rate() is None


def test_what_was_returned_counts_from_then_on(cast: Cast) -> None:
    make_closed(cast)
    make_closed(cast)
    _rejected(cast)
    rate = _rate()
    assert rate == FirstPass(passed=2, verified=3)
    assert round(rate.percent, 1) == 66.7


@pytest.mark.parametrize("path", ["/staff/ledger/", "/staff/ledger/board/", "/staff/units/JFJ/"])
def test_the_rate_is_shown_and_each_number_is_its_list(cast: Cast, path: str) -> None:
    make_closed(cast)
    _rejected(cast)
    client = signed_in(cast.office)
    html = client.get(path).content.decode()
    assert "一次验收通过率" in html
    links = re.findall(
        r'href="(/staff/ledger/\?unit=\w*&amp;state=&amp;mark=(?:first-pass|verified))">\D*(\d+)',
        html,
    )
    assert [int(count) for _url, count in links] == [1, 2]
    for url, count in links:
        page = client.get(url.replace("&amp;", "&")).context["page"]
        assert page.total == int(count)
