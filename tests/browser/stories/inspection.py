"""Story 4: a covert visit recorded on a phone, released, and turned into a rectification item."""

from inspections.enums import Kind
from inspections.models import Finding, Inspection
from tests.browser.stories.stage import Stage, photo, said
from tests.factories import inspections as make


def play(stage: Stage) -> Finding:
    """All of it; the finding is on the unit's ledger at the end."""
    make.make_template()
    inspection = make.make_inspection(stage.cast, kind=Kind.COVERT)
    _record(stage, inspection)
    _hidden(stage, inspection)
    _release(stage, inspection)
    finding = Finding.objects.get(inspection=inspection)
    _heard(stage, finding)
    _decide(stage, finding)
    return finding


def _record(stage: Stage, inspection: Inspection) -> None:
    page = stage.desk(stage.cast.inspector, width=390)
    page.goto(f"/staff/inspections/{inspection.number}/record/")
    page.select_option("[name=unit]", "JFJ")
    page.fill("[name=place]", "二楼3号窗口")
    if page.locator("[name=template]").input_value() == "":
        page.select_option("[name=template]", index=1)
    page.locator("main form button.btn-primary").click()
    rows = page.locator("fieldset.check-item")
    rows.nth(0).locator("[value=no]").check()
    rows.nth(0).locator("textarea").fill("窗口无人在岗，桌面没有去向牌，等候群众3人。")
    rows.nth(0).locator("input[type=file]").set_input_files([photo("现场.jpg", "gray")])
    rows.nth(0).locator("input[name^=item-]").check()
    rows.nth(1).locator("[value=yes]").check()
    page.locator(".save-bar button").click()
    said(page, "二楼3号窗口")
    assert Finding.objects.filter(inspection=inspection).count() == 1


def _hidden(stage: Stage, inspection: Inspection) -> None:
    page = stage.desk(stage.cast.liaison)
    for address in ("/staff/inspections/", "/staff/todo/", "/staff/messages/"):
        page.goto(address)
        assert inspection.number not in page.content()
    answer = page.goto(f"/staff/inspections/{inspection.number}/")
    assert answer is not None
    assert answer.status == 404


def _release(stage: Stage, inspection: Inspection) -> None:
    page = stage.desk(stage.cast.inspector_lead)
    page.goto(f"/staff/inspections/{inspection.number}/conclude/")
    page.fill("[name=summary]", "窗口纪律总体较好，个别岗位空岗。")
    page.fill("[name=conclusion]", "责令限期整改，落实AB岗制度。")
    page.locator("main form button.btn-primary").click()
    page = stage.desk(stage.cast.office_head)
    page.goto(f"/staff/inspections/{inspection.number}/")
    page.locator("form[action$='/step/release/'] button").click()
    inspection.refresh_from_db()
    assert inspection.is_released


def _heard(stage: Stage, finding: Finding) -> None:
    page = stage.desk(stage.cast.liaison)
    page.goto(f"/staff/findings/{finding.number}/")
    page.fill("[name=text]", "当时窗口人员去档案室取件，离岗15分钟，没有放去向牌，情况属实。")
    page.locator("#statement button.btn-primary").click()
    finding.refresh_from_db()
    assert finding.unit_statement


def _decide(stage: Stage, finding: Finding) -> None:
    page = stage.desk(stage.cast.office)
    page.goto(f"/staff/findings/{finding.number}/")
    page.locator("[name=decision]").first.check()
    page.locator("#decision button.btn-primary").click()
    page.locator("form[action*='/step/'] button.btn-primary").first.click()
    finding.refresh_from_db()
    assert finding.item is not None
    assert (finding.item.origin_kind, finding.item.origin_number) == (
        "inspections.finding",
        finding.number,
    )
    page.get_by_role("link", name=finding.item.number).first.click()
    said(page, finding.number)
