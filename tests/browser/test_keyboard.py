"""Everything can be reached by Tab, and every stop shows where one is (R35)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import NARROW, Visitor
from tests.cast import Cast

pytestmark = pytest.mark.urls("tests.gallery.urls")

STOP = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  return {tag: e.tagName, type: e.type || '', text: (e.textContent || e.name || '').slice(0, 20),
          width: parseFloat(s.outlineWidth), style: s.outlineStyle, shadow: s.boxShadow};
}"""


def walk(page: Page) -> list[dict[str, object]]:
    """Tab from the top until the focus leaves the page."""
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("path", ["/", "/gallery/", "/staff/gallery/"])
def test_every_stop_has_a_visible_ring(visit: Visitor, cast: Cast, path: str) -> None:
    page = visit.open(path, cast.office)
    stops = walk(page)
    assert len(stops) >= 8
    # A date field's inner parts and its picker icon carry the browser's own ring.
    faint = [
        stop
        for stop in stops
        if stop["type"] != "date"
        and not (stop["style"] != "none" and float(str(stop["width"])) >= 2)
        and stop["shadow"] == "none"
    ]
    assert faint == []


def test_the_first_stop_jumps_to_the_content(visit: Visitor, cast: Cast) -> None:
    page = visit.open("/staff/gallery/", cast.office)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_menus_open_by_keyboard_and_close_with_escape(visit: Visitor, cast: Cast) -> None:
    page = visit.open("/staff/gallery/", cast.office)
    summary = page.locator(".account summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="退出登录")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_phone_menu_opens_without_script(visit: Visitor, cast: Cast) -> None:
    page = visit.open("/staff/gallery/", cast.liaison, width=NARROW, script=False)
    page.locator(".topbar .menu summary").click()
    expect(page.locator(".topbar .menu").get_by_role("link", name="我的待办")).to_be_visible()


def test_signing_out_from_the_menu(visit: Visitor, cast: Cast) -> None:
    page = visit.open("/staff/gallery/", cast.office)
    page.locator(".account summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.goto("/staff/gallery/")
    assert "/accounts/sign-in/" in page.url


def test_large_print_and_language_by_their_buttons(visit: Visitor) -> None:
    page = visit.open("/about/privacy/")
    page.get_by_role("button", name="大字版").first.click()
    assert page.url.endswith("/about/privacy/")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Privacy")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("h1")).to_have_text("隐私保护说明")
