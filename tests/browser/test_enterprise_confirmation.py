"""The enterprise answers on its phone, with and without script; staff hand it the link."""

import pytest
from django.core.cache import cache

from core import clock
from outreach.enums import CaseState
from tests.browser.visitor import NARROW, WIDE, Visitor, assert_fine
from tests.cast import Cast
from tests.factories import outreach as make


@pytest.fixture
def asked(cast: Cast):
    cache.clear()
    case, token = make.make_asked(cast)  # the live server stands on the real today
    return case, f"/enterprise/{token}/"


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_page_is_fine(visit: Visitor, asked, width: int) -> None:
    _case, path = asked
    page = visit.open(path, width=width)
    assert_fine(page)
    assert page.get_by_role("radio").count() == 8
    assert not page.get_by_role("radio", checked=True).count()


def test_the_enterprise_answers_by_phone_without_script(visit: Visitor, asked) -> None:
    case, path = asked
    page = visit.open(path, width=NARROW, script=False)
    page.get_by_role("button", name="提交确认").click()
    assert page.get_by_role("link", name="请选择诉求是否已经解决").count() == 1
    page.get_by_label("部分解决").check()
    page.get_by_label("基本满意").check()
    page.get_by_label("想说的话").fill("还差两名电工。")
    page.get_by_role("button", name="提交确认").click()
    page.get_by_role("heading", name="您的确认已收到").wait_for()
    case.refresh_from_db()
    assert case.state == CaseState.LONG_TERM
    assert case.confirmations.get().words == "还差两名电工。"


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_pages_of_staff_are_fine(visit: Visitor, cast: Cast, width: int) -> None:
    case, _token = make.make_asked(cast, is_real_thing=True)
    make.make_serving(cast)
    for path in (
        "/staff/cases/?state=",
        case.get_absolute_url(),
        f"{case.get_absolute_url()}link/",
        "/staff/cases/new/",
        "/staff/cases/deeds/",
        "/staff/enterprises/",
        case.enterprise.get_absolute_url(),
        f"{case.enterprise.get_absolute_url()}edit/",
    ):
        assert_fine(visit.walk(path, cast.liaison, width=width))
    assert clock.today() <= case.next_on


def test_the_link_is_handed_on_as_a_code(visit: Visitor, cast: Cast) -> None:
    case = make.make_serving(cast)
    page = visit.open(f"{case.get_absolute_url()}ask/", cast.liaison, width=NARROW)
    page.get_by_label("办理结果").fill("已到岗28人，恢复生产。")
    page.get_by_role("button", name="生成企业确认链接").click()
    assert page.get_by_role("img", name="企业确认页面的二维码").is_visible()
    assert_fine(page)
