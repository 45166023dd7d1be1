"""Every public page, for everybody: axe, large print, high contrast, keyboard, read aloud."""

import pytest
from playwright.sync_api import Page

from complaints.actions import entries
from tests.browser.visitor import NARROW, WIDE, Visitor, assert_fine
from tests.cast import Cast
from tests.factories import complaints as make

SPOKEN = """
window.spoken = [];
class Fake extends EventTarget { constructor(text) { super(); this.text = text; } }
Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Fake });
Object.defineProperty(window, 'speechSynthesis', { value: {
  speak(one) { window.spoken.push([one.lang, one.text]); },
  cancel() { window.spoken.push(['', 'stop']); },
} });
"""


def _pages(cast: Cast) -> list[str]:
    """Every page that needs no code and no form before it."""
    case = make.make_published(cast)
    window = entries.make(unit=cast.unit, window="3号窗口", by=cast.office)
    target = entries.move(entry=window, unit=cast.other_unit, by=cast.office)
    retired = entries.make(unit=cast.unit, window="咨询台", by=cast.office)
    entries.retire(entry=retired, by=cast.office)
    assert target.in_use
    return [
        "/",
        "/complaint/",
        "/complaint/rights/",
        "/complaint/new/unit/",
        "/complaint/new/detail/",
        "/complaint/new/done/",
        "/track/",
        "/t/7K4M92QXP3HD5TWZ/",
        "/stats/",
        "/units/",
        "/units/JFJ/",
        "/cases/",
        f"/cases/{case.number}/",
        f"/r/{window.code}/",
        f"/r/{retired.code}/",
        "/r/NOBODY/",
        "/verify/",
        "/verify/NOBODY/",
        "/about/privacy/",
        "/about/a11y/",
        "/about/sitemap/",
        "/campaign/",
    ]


def _look_at(page: Page, paths: list[str]) -> None:
    for path in paths:
        page.goto(path)
        assert_fine(page)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("large", [False, True])
def test_axe_finds_nothing_on_any_public_page(
    visit: Visitor, cast: Cast, width: int, large: bool
) -> None:
    make.the_campaign(cast)
    paths = _pages(cast)
    _look_at(visit.window(width=width, large=large), paths)


def test_high_contrast_is_switched_on_by_one_press_and_stays(visit: Visitor, cast: Cast) -> None:
    make.the_campaign(cast)
    page = visit.open("/about/a11y/")
    page.click("header button[name=contrast]")
    assert page.get_attribute("html", "data-contrast") == "high"
    _look_at(page, ["/", "/complaint/new/detail/", "/stats/", "/units/JFJ/", "/track/"])
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(0, 0, 0)"
    page.click("header button[name=contrast]")
    assert page.get_attribute("html", "data-contrast") is None


def test_a_page_is_read_aloud_and_silenced(visit: Visitor, cast: Cast) -> None:
    make.the_campaign(cast)
    page = visit.window()
    page.add_init_script(SPOKEN)
    page.goto("/complaint/new/unit/")
    button = page.locator("header [data-read-aloud]")
    button.press("Enter")
    spoken = page.evaluate("window.spoken")
    assert {language for language, _text in spoken if language} == {"zh-CN"}
    texts = [text for _language, text in spoken]
    assert page.inner_text("h1") in texts
    assert button.get_attribute("aria-pressed") == "true"
    button.press("Enter")
    assert page.evaluate("window.spoken.at(-1)[1]") == "stop"
    assert button.get_attribute("aria-pressed") == "false"


def test_without_a_voice_there_is_no_button(visit: Visitor, cast: Cast) -> None:
    page = visit.window()
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined });")
    page.goto("/complaint/")
    assert page.locator("header [data-read-aloud]").is_hidden()


def test_the_whole_form_goes_by_keyboard_alone(visit: Visitor, cast: Cast) -> None:
    make.the_campaign(cast)
    page = visit.open("/complaint/new/unit/?unit=JFJ")
    _press(page, "main .btn-primary", "Enter")
    _press(page, "input[name=category]", "Space")
    page.locator("textarea[name=content]").focus()
    page.keyboard.type("窗口排队两个小时没有人叫号也没有人解释。")
    _press(page, "main .btn-primary", "Enter")
    _press(page, "input[name=anonymous]", "Space")
    _press(page, "main .btn-primary", "Enter")
    _press(page, "input[name=confirm]", "Space")
    _press(page, "main .btn-primary", "Enter")
    # The answer to the last key takes its time; a page without the code fails after half a minute.
    page.locator("p.code").wait_for()
    assert "/complaint/new/done/" in page.url


def _press(page: Page, selector: str, key: str) -> None:
    """Tab until the control has the focus, then press a key on it."""
    wanted = page.locator(selector).first
    for _turn in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    else:
        pytest.fail(f"Tab never reaches {selector}")
    page.keyboard.press(key)
    page.wait_for_load_state()
