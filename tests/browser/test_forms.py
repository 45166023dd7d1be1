"""Forms in a real browser: focus, counter, units, rows, drafts; with script and without."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from core import drafts
from tests.browser.visitor import Visitor, assert_fine
from tests.cast import Cast

pytestmark = pytest.mark.urls("tests.gallery.urls")
OPTIONS = ".combo-list [role=option]"
STAFF, PUBLIC = "/staff/gallery/", "/gallery/"


@pytest.fixture
def page(visit: Visitor, cast: Cast) -> Iterator[Page]:
    return visit.open(STAFF, cast.office)


def test_a_failed_form_puts_the_focus_on_the_summary(page: Page) -> None:
    page.get_by_role("button", name="提交确认").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page).to_have_title("有错误：部件 - 作风建设工作台")
    assert_fine(page)


def test_every_line_of_the_summary_leads_into_its_field(page: Page) -> None:
    page.get_by_role("button", name="提交确认").click()
    for link in page.locator(".error-summary a").all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        assert page.evaluate("document.activeElement.id") == target


def test_leaving_an_empty_field_says_nothing(page: Page) -> None:
    page.get_by_label("标题").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".error-text")).to_have_count(0)


def test_the_counter_counts_characters_and_overruns(page: Page) -> None:
    area, line = page.get_by_label("情况说明"), page.locator("#id_text_count")
    expect(line).to_have_text("还可以写 1000 个字")
    area.fill("镕喆👍\n五")
    expect(line).to_have_text("还可以写 995 个字")
    area.fill("字" * 1003)
    expect(line).to_have_text("超出 3 个字")
    assert len(area.input_value()) == 1003


def test_units_are_found_by_initials_and_by_keyboard_alone(page: Page) -> None:
    box = page.get_by_role("combobox", name="责任单位")
    box.focus()
    page.keyboard.type("hb")
    expect(page.locator(OPTIONS)).to_have_text(["湖滨街道"])
    page.keyboard.press("ArrowDown")
    assert_fine(page)
    page.keyboard.press("Enter")
    expect(box).to_have_value("湖滨街道")
    expect(page.locator("select[name=unit]")).to_have_value("HBJD")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_units_are_found_by_part_of_their_name_under_their_group(page: Page) -> None:
    box = page.get_by_role("combobox", name="责任单位")
    box.click()
    expect(page.locator(OPTIONS)).to_have_count(4)
    box.fill("建设")
    expect(page.locator(".combo-list .group")).to_have_text(["部门"])
    page.get_by_role("option", name="规划建设局").click()
    expect(page.locator("select[name=unit]")).to_have_value("GJJ")


def test_escape_brings_the_chosen_unit_back(page: Page) -> None:
    box = page.get_by_role("combobox", name="责任单位")
    box.fill("柳溪")
    page.keyboard.press("Enter")
    box.fill("没有这个")
    page.keyboard.press("Escape")
    expect(box).to_have_value("柳溪镇")


def test_the_unit_typed_in_full_is_chosen_on_leaving(page: Page) -> None:
    page.get_by_role("combobox", name="责任单位").fill("经济发展局")
    page.keyboard.press("Tab")
    expect(page.locator("select[name=unit]")).to_have_value("JFJ")


def test_a_chosen_unit_survives_an_error(page: Page) -> None:
    page.get_by_role("combobox", name="责任单位").fill("柳溪镇")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="提交确认").click()
    expect(page.get_by_role("combobox", name="责任单位")).to_have_value("柳溪镇")


def test_rows_grow_in_place_and_the_new_one_has_the_focus(page: Page) -> None:
    page.get_by_label("标题").fill("不能丢")
    page.locator("#id_measures-0-text").fill("更换主机")
    page.get_by_role("button", name="加一条措施").click()
    expect(page.locator("#id_measures-1-text")).to_be_focused()
    expect(page.locator("#id_measures-0-text")).to_have_value("更换主机")
    expect(page.get_by_label("标题")).to_have_value("不能丢")
    page.locator("#id_measures-1-text").fill("增开窗口")
    page.get_by_role("button", name="删除 第 1 行").click()
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(page.locator("#id_measures-0-text")).to_have_value("增开窗口")
    assert page.url.endswith(STAFF)


def test_rows_grow_without_script(visit: Visitor, cast: Cast) -> None:
    page = visit.open(STAFF, cast.office, script=False)
    page.locator("#id_title").fill("不能丢")
    page.locator("#id_measures-0-text").fill("更换主机")
    page.get_by_role("button", name="加一条措施").click()
    expect(page.locator("[data-row]")).to_have_count(2)
    expect(page.locator("#id_measures-0-text")).to_have_value("更换主机")
    expect(page.locator("#id_title")).to_have_value("不能丢")
    expect(page.locator(".error-summary")).to_have_count(0)


def test_a_form_can_be_filled_in_and_sent_without_script(visit: Visitor, cast: Cast) -> None:
    page = visit.open(STAFF, cast.office, script=False)
    page.locator("#id_title").fill("叫号系统故障")
    page.get_by_label("拖拉推诿").check()
    page.locator("#id_unit").select_option("JFJ")
    page.locator("#id_due").fill("2011-09-03")
    page.locator("#id_text").fill("叫号系统故障后群众等候超过四十分钟。")
    page.get_by_text("以上情况属实").click()
    page.locator("#id_measures-0-text").fill("更换主机")
    page.get_by_role("button", name="提交确认").click()
    expect(page.locator(".flash")).to_contain_text("已登记")


def test_a_print_button_shows_only_where_script_can_print(visit: Visitor, cast: Cast) -> None:
    expect(visit.open(STAFF, cast.office).get_by_role("button", name="打印")).to_be_visible()
    silent = visit.open(STAFF, cast.office, script=False)
    expect(silent.get_by_role("button", name="打印")).to_be_hidden()


def test_leaving_a_field_saves_the_draft_on_the_server(page: Page, cast: Cast) -> None:
    page.get_by_label("标题").fill("写到一半")
    page.keyboard.press("Tab")
    expect(page.locator("form .save-state")).to_contain_text("保存")
    kept = drafts.load(cast.office, "gallery")
    assert kept is not None
    assert kept.data["title"] == ["写到一半"]
    assert "csrfmiddlewaretoken" not in kept.data


def test_nothing_typed_nothing_saved(page: Page, cast: Cast) -> None:
    page.get_by_label("标题").focus()
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    assert drafts.load(cast.office, "gallery") is None


def test_a_public_form_remembers_in_this_browser_only(visit: Visitor) -> None:
    page = visit.open(PUBLIC)
    page.get_by_label("情况说明").fill("写到一半就关了")
    page.get_by_text("拖拉推诿").click()
    page.get_by_label("标题").focus()
    page.get_by_label("标题").blur()
    expect(page.locator(".save-state")).to_contain_text("已于")
    again = page.context.new_page()
    again.goto(PUBLIC)
    expect(again.get_by_label("情况说明")).to_have_value("写到一半就关了")
    expect(again.get_by_label("拖拉推诿")).to_be_checked()
    stranger = visit.open(PUBLIC)
    expect(stranger.get_by_label("情况说明")).to_have_value("")


def test_a_public_draft_ends_after_seven_days(visit: Visitor) -> None:
    page = visit.open("/")
    old = {"at": 0, "entries": [["text", "很久以前"]]}
    page.evaluate(
        "([k, v]) => localStorage.setItem(k, v)", ["draft:gallery:/gallery/", json.dumps(old)]
    )
    page.goto(PUBLIC)
    expect(page.get_by_label("情况说明")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_a_double_click_sends_once(page: Page) -> None:
    posts: list[str] = []
    page.on("request", lambda r: posts.append(r.url) if r.method == "POST" else None)
    page.get_by_role("button", name="提交确认").dblclick()
    expect(page.locator(".error-summary")).to_be_focused()
    assert len(posts) == 1
