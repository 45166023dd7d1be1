"""Story 3: an anonymous complaint from a phone, answered, rated badly, done again."""

import re

from playwright.sync_api import Page

from complaints.models import Complaint
from core.models import Notice
from tests.browser.stories.stage import Stage, photo, pick_unit, said

PHONE = "13800001234"
CONTENT = f"6月2日去窗口办执照变更，来回跑了三趟材料还不齐，可以打我电话{PHONE}核实。"


def play(stage: Stage) -> Complaint:
    """All of it; the case is with the unit for the second time at the end."""
    code = _complain(stage)
    complaint = Complaint.objects.get(target_unit=stage.cast.unit)
    stage.work()
    _accept(stage, complaint)
    _dispatch(stage, complaint)
    _reply(stage, complaint)
    _approve(stage, complaint)
    _rate(stage, complaint, code)
    return complaint


def _complain(stage: Stage) -> str:
    page = stage.desk(width=390)
    page.goto("/complaint/new/unit/")
    pick_unit(page, "jjfzj")
    page.fill("[name=window]", "企业开办窗口")
    page.locator("main .btn-primary").click()
    page.check("[name=category][value='2']")
    page.fill("[name=content]", CONTENT)
    page.set_input_files("[name=attachments]", [photo("一.jpg", "red"), photo("二.jpg", "blue")])
    page.locator("main .btn-primary").click()
    page.check("[name=anonymous][value='1']")
    page.locator("main .btn-primary").click()
    said(page, "企业开办窗口")
    page.check("[name=confirm]")
    page.locator("main .btn-primary").click()
    said(page, "TS")
    found = re.search(r"\b[2-9A-HJKMNP-Z]{4}( [2-9A-HJKMNP-Z]{4}){3}\b", page.inner_text("main"))
    assert found is not None
    page.context.close()
    return found[0]


def _press(page: Page, complaint: Complaint, place: str, act: str) -> None:
    """An act that is one button on the case page."""
    page.goto(f"/staff/{place}/{complaint.number}/")
    page.locator(f"form[action$='/{act}/'] button").first.click()


def _accept(stage: Stage, complaint: Complaint) -> None:
    page = stage.desk(stage.cast.desk)
    page.goto("/staff/intake/")
    said(page, complaint.number)
    _press(page, complaint, "intake", "accept")
    complaint.refresh_from_db()
    assert complaint.state == "accepted"


def _dispatch(stage: Stage, complaint: Complaint) -> None:
    page = stage.desk(stage.cast.desk)
    page.goto(f"/staff/intake/{complaint.number}/redact/")
    copy = page.locator("[name=text]")
    assert PHONE not in copy.input_value()
    assert "138****1234" in copy.input_value()
    copy.fill(copy.input_value().replace("来回跑了三趟", "多次往返"))
    page.locator("main form button.btn-primary").click()
    page.goto(f"/staff/intake/{complaint.number}/dispatch/")
    pick_unit(page, "jjfzj")
    page.locator("main form button.btn-primary").click()
    complaint.refresh_from_db()
    assert complaint.state == "dispatched"


def _reply(stage: Stage, complaint: Complaint) -> None:
    page = stage.desk(stage.cast.contact)
    page.goto("/staff/complaints/")
    said(page, complaint.number)
    _press(page, complaint, "complaints", "sign-for")
    assert PHONE not in page.content()
    page.goto(f"/staff/complaints/{complaint.number}/reply/")
    page.fill("[name=facts]", "经核实，6月2日窗口没有一次性告知全部材料，情况属实。")
    page.fill("[name=handling]", "已向当事人道歉，当日办结，对窗口人员批评教育。")
    page.fill("[name=improvement]", "修订一次性告知单，覆盖11个高频事项。")
    page.select_option("[name=verified]", index=1)
    page.select_option("[name=result]", index=1)
    page.locator("main form button.btn-primary").last.click()
    head = stage.desk(stage.cast.unit_head)
    _press(head, complaint, "complaints", "sign")
    complaint.refresh_from_db()
    assert complaint.state == "reply_review"


def _approve(stage: Stage, complaint: Complaint) -> None:
    page = stage.desk(stage.cast.desk)
    page.goto(f"/staff/intake/{complaint.number}/approve/")
    for point in ("facts", "complete", "secrecy"):
        page.check(f"[name={point}]")
    page.check("[name=item][value=none]")
    page.fill("[name=no_item]", "一次性告知单已经修订，问题当场改完。")
    page.locator("main form button.btn-primary").click()
    complaint.refresh_from_db()
    assert complaint.state == "replied"


def _rate(stage: Stage, complaint: Complaint, code: str) -> None:
    page = stage.desk(width=390)
    page.goto("/track/")
    page.fill("[name=code]", code.lower().replace(" ", ""))
    page.locator("main form button[type=submit]").first.click()
    said(page, "一次性告知单")
    said(page, "没有可供查看的身份信息")
    page.locator("[name=score]").last.check()
    if page.locator("[name=solved]").count():
        page.locator("[name=solved]").last.check()
    page.locator("[name=reason]").first.fill("至今没有人联系我，材料还是不全。")
    page.locator("form[action$='/rate/'] button[type=submit]").click()
    complaint.refresh_from_db()
    assert complaint.state == "redo"
    assert complaint.redo_count == 1
    assert not Notice.objects.filter(params__contains=PHONE).exists()
