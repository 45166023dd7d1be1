"""The ledger by keys: they only add, they leave typing alone, and they can be turned off."""

import pytest
from playwright.sync_api import Page, expect

from core import clock
from tests.browser.visitor import Visitor
from tests.cast import Cast
from tests.factories import rectification as items


@pytest.fixture
def page(visit: Visitor, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setattr(clock, "now", lambda: items.TODAY)  # the server's threads must see it too
    for _ in range(2):
        items.make_item(cast)
    return visit.open("/staff/ledger/", cast.liaison)


def _link(page: Page, row: int):  # type: ignore[no-untyped-def]
    return page.locator("table.items tbody tr").nth(row).locator("td.title a")


def test_down_up_choose_and_open(page: Page) -> None:
    page.keyboard.press("j")
    expect(_link(page, 0)).to_be_focused()
    page.keyboard.press("j")
    expect(_link(page, 1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("table.items tbody tr").nth(1).locator("input")).to_be_checked()
    page.keyboard.press("k")
    expect(_link(page, 0)).to_be_focused()
    address = _link(page, 0).get_attribute("href")
    page.keyboard.press("o")
    page.wait_for_url(f"**{address}")


def test_help_and_the_switch(page: Page) -> None:
    page.keyboard.press("?")
    keys = page.locator("[data-list-keys]")
    expect(keys).to_have_attribute("open", "")
    keys.locator("input").uncheck()
    page.reload()
    page.keyboard.press("j")
    expect(_link(page, 0)).not_to_be_focused()


def test_typing_stays_typing(page: Page) -> None:
    field = page.locator("#top-search")
    field.focus()
    page.keyboard.type("jxo?")
    expect(field).to_have_value("jxo?")
