"""A post ends while its holder has a form in hand: the page says why, and no word is lost."""

import datetime as dt

from accounts.actions import posts
from core import clock
from tests.campaign.pages import body, signed_in
from tests.cast import Cast
from tests.factories.campaign import make_campaign

NEW = "/staff/study/new/"
WORDS = "学习了首问责任制，\n讨论了窗口存在的问题。"


def _ended(cast: Cast) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)
    posts.end(post=cast.liaison.posts.get(), by=cast.secadmin, on=yesterday)


def test_what_was_typed_is_shown_again(cast: Cast) -> None:
    make_campaign(cast.office_head)
    client = signed_in(cast.liaison)
    assert client.get(NEW).status_code == 200
    _ended(cast)
    answer = client.post(NEW, {"summary": WORDS, "csrfmiddlewaretoken": "abc", "expected": "18"})
    assert answer.status_code == 403
    shown = body(answer)
    assert "您今天没有担任岗位" in shown
    assert "学习了首问责任制，" in shown
    assert "讨论了窗口存在的问题。" in shown
    assert "abc" not in shown


def test_ones_own_account_needs_no_post(cast: Cast) -> None:
    client = signed_in(cast.liaison)
    _ended(cast)
    assert client.post("/staff/account/sessions/").status_code == 302


def test_whoever_still_holds_a_post_goes_on(cast: Cast) -> None:
    make_campaign(cast.office_head)
    answer = signed_in(cast.owner).post(NEW, {"summary": WORDS})
    assert "您今天没有担任岗位" not in body(answer)
