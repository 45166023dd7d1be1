"""The public form and the tracking page in a real browser, at both widths."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from complaints import floods, identity
from complaints.models import Complaint
from tests.browser.visitor import NARROW, WIDE, Visitor, assert_fine
from tests.cast import Cast
from tests.factories import complaints as make

SHOTS = os.environ.get("SHOTS", "")


def _look(page: Page, name: str, width: int, script: bool = True) -> None:
    if not script:
        return  # axe is a script itself
    assert_fine(page)
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        page.wait_for_timeout(300)  # the window takes its size back


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("script", [True, False])
def test_a_citizen_complains_and_follows_the_case(
    visit: Visitor, cast: Cast, width: int, script: bool
) -> None:
    make.the_campaign(cast)
    page = visit.open("/complaint/", width=width, script=script)
    _look(page, "start", width, script)
    page.click("main .btn-primary")
    _look(page, "unit", width, script)
    page.click("main .btn-primary")
    page.click("main .btn-primary")
    assert page.title().startswith("有错误：")
    _look(page, "detail-error", width, script)
    page.check('input[name="category"][value="2"]')
    page.fill("textarea[name=content]", make.CONTENT)
    _look(page, "detail", width, script)
    page.click("main .btn-primary")
    page.check('input[name="anonymous"][value="0"]')
    page.fill("input[name=name]", "欧阳测试")
    _look(page, "contact", width, script)
    page.click("main .btn-primary")
    _look(page, "check", width, script)
    if script:
        proof = page.locator("input[name=proof]")
        expect(proof).not_to_have_value("", timeout=20_000)
        assert floods.is_proved(page.input_value("input[name=token]"), proof.input_value())
    page.check("input[name=confirm]")
    page.click("main .btn-primary")
    _look(page, "done", width, script)
    code = page.inner_text("p.code")
    complaint = Complaint.objects.get()
    identity.look(complaint, by=cast.desk, purpose="verify", reason="核实窗口办件时间")
    page.click("main .btn-primary")
    _look(page, "track", width, script)
    page.fill("input[name=code]", code)
    page.click("main .btn-primary")
    assert "查看过 1 次" in page.inner_text("main")
    _look(page, "case-received", width, script)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_answered_case_and_its_acts(visit: Visitor, cast: Cast, width: int) -> None:
    complaint = make.make_replied(cast)
    code = make.codes.from_token(make.codes.new_token())
    Complaint.objects.filter(pk=complaint.pk).update(query_hash=make.codes.hash_code(code))
    page = visit.open("/track/", width=width)
    page.fill("input[name=code]", code)
    page.click("main .btn-primary")
    _look(page, "case-replied", width)
    for name in ("add", "code", "retaliation", "receipt"):
        page.goto(f"/track/case/{name}/")
        _look(page, f"case-{name}", width)
    page.goto("/track/case/")
    page.check('input[name="score"][value="1"]')
    page.click("form .btn-primary")
    assert page.title().startswith("有错误：")
    page.fill("textarea[name=reason]", "还是没有解决问题")
    page.check('input[name="score"][value="1"]')
    page.click("form .btn-primary")
    assert "重新办理" in page.inner_text("main")
    _look(page, "case-redo", width)
