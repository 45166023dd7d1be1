"""Pages of rules on desk and phone: fine to look at, and a draft written by hand."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from core import clock
from rectification.enums import Klass, RuleState
from rectification.models import Rule
from tests.browser.visitor import NARROW, WIDE, Visitor, assert_fine
from tests.cast import Cast
from tests.factories import rules as make
from tests.factories.rectification import DUE, make_item

NOW = dt.datetime(2011, 8, 18, 2, 20, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _a_thursday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)  # the server's threads must see it too


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_pages_are_fine(visit: Visitor, cast: Cast, width: int) -> None:
    item = make_item(cast, klass=Klass.LONG_TERM, due_date=None, review_on=DUE, milestones=[])
    planned, approved = make.make_planned(cast), make.make_approved(cast)
    asking = make.make_consulting(cast)
    force = make.make_in_force(cast, items=[item])
    at = "/staff/rules"
    pages = [
        (cast.liaison, f"{at}/{force.number}/"),
        (cast.liaison, f"/staff/ledger/{item.number}/"),
        (cast.liaison, f"{at}/"),
        (cast.office, f"{at}/matrix/"),
        (None, f"/rules/{force.number}/"),
    ]
    if width == NARROW:  # the forms: one column on either screen
        pages += [
            (None, "/rules/"),
            (cast.liaison, f"/staff/ledger/{item.number}/quarter/"),
            (cast.office, f"{at}/kinds/"),
            (cast.liaison, f"{at}/kinds/JFJ/management/"),
            (cast.liaison, f"{at}/new/?item={item.number}"),
            (cast.liaison, f"{at}/{planned.number}/draft/"),
            (cast.liaison, f"{at}/{asking.number}/opinions/"),
            (cast.unit_head, f"{at}/{approved.number}/issue/"),
        ]
    for who, path in pages:
        assert_fine(visit.walk(path, who, width=width))


def test_a_liaison_plans_a_rule_and_writes_its_draft(visit: Visitor, cast: Cast) -> None:
    item = make_item(cast)
    page = visit.open(f"/staff/rules/new/?item={item.number}", cast.liaison, width=NARROW)
    page.locator("#id_title").fill("中午值班制度")
    page.locator("input[name=kind][value=work]").check(force=True)
    page.locator("#id_due_on").fill("2011-10-31")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("中午值班制度")
    page.get_by_role("link", name="起草", exact=True).click()
    page.locator("#id_duty").fill("办公室排班，窗口人员轮流值守。")
    page.locator("#id_text").fill("第一条 工作日中午窗口安排人员值守。")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    assert Rule.objects.get().state == RuleState.DRAFTING
