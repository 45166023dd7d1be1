"""Story 1: a unit's plan, from the liaison's to-do list to the filing receipt."""

import re

from playwright.sync_api import Page, expect

from campaign.models import UnitPlan, UnitTask
from core.models import Document
from tests.browser.stories.stage import Stage, said

MEMBERS = [
    ("chief", "张某某", "局长"),
    ("deputy", "李某某", "副局长"),
    ("section", "王某某", "办公室主任"),
    ("liaison", "赵某某", "办公室科员"),
]
GOALS = "窗口办件超时件数下降一半，投诉按时答复率达到95%。"
NOTE = "请写明三进走访的次数和责任人。"


def play(stage: Stage) -> None:
    """All of it; the plan is on file at the end."""
    liaison = stage.desk(stage.cast.liaison)
    _write(stage, liaison)
    _sign(stage)
    _return(stage)
    _answer(liaison)
    _sign(stage)
    _file(stage)
    _print(stage)


def _write(stage: Stage, page: Page) -> None:
    page.goto("/staff/todo/")
    said(page, "实施方案")
    page.goto("/staff/plans/")
    page.get_by_role("button", name="填写").or_(page.get_by_role("link", name="填写")).first.click()
    page.fill("[name=goals]", GOALS)
    page.fill("[name=measures]", "每周一次窗口巡查，每月通报一次。")
    _grow(page, "members", len(MEMBERS))
    for row, (role, name, post) in enumerate(MEMBERS):
        page.select_option(f"[name=members-{row}-role]", role)
        page.fill(f"[name=members-{row}-name]", name)
        page.fill(f"[name=members-{row}-post]", post)
    phases = list(stage.campaign.phases.order_by("start"))
    _grow(page, "steps", len(phases))
    for row, phase in enumerate(phases):
        page.select_option(f"[name=steps-{row}-phase]", str(phase.pk))
        page.fill(f"[name=steps-{row}-start]", phase.start.isoformat())
        page.fill(f"[name=steps-{row}-end]", phase.end.isoformat())
        page.fill(f"[name=steps-{row}-person]", "李某某")
        page.fill(f"[name=steps-{row}-content]", f"{phase.name}：按月列出任务，逐项落实。")
    page.fill("[name=lines-0-topic]", "首问责任制解读")
    page.select_option("[name=lines-0-form]", index=1)
    page.fill("[name=lines-0-date]", phases[0].start.isoformat())
    page.fill("[name=lines-0-person]", "王某某")
    page.fill("[name=lines-0-audience]", "全体工作人员")
    page.locator("[name=features]").focus()
    # The server keeps what was typed: another window of the same person finds it.
    expect(page.locator("[data-save-state]")).to_contain_text(re.compile(r"\d\d:\d\d"))
    other = stage.desk(stage.cast.liaison)
    other.goto(page.url)
    expect(other.locator("[name=goals]")).to_have_value(GOALS)
    page.click("[name=send]")


def _grow(page: Page, prefix: str, count: int) -> None:
    while page.locator(f"[name={prefix}-{count - 1}-remove]").count() == 0:
        page.click(f"[name=add_{prefix}]")
        page.wait_for_timeout(150)


def _sign(stage: Stage) -> None:
    plan = UnitPlan.objects.get(unit=stage.cast.unit)
    assert plan.state == "unit_review"
    page = stage.desk(stage.cast.unit_head)
    page.goto(f"/staff/plans/{plan.number}/sign/")
    page.click("[name=sign]")
    plan.refresh_from_db()
    assert plan.state == "submitted"


def _return(stage: Stage) -> None:
    number = UnitPlan.objects.get(unit=stage.cast.unit).number
    page = stage.desk(stage.cast.office)
    page.goto(f"/staff/plans/{number}/review/")
    page.fill("[name=comment_goals]", NOTE)
    page.click("[name=return]")
    assert UnitPlan.objects.get(number=number).state == "returned"


def _answer(page: Page) -> None:
    number = UnitPlan.objects.get().number
    page.goto(f"/staff/plans/{number}/edit/")
    note = page.locator("section:has([name=goals]) .field-note")
    expect(note).to_contain_text(NOTE)
    expect(note).to_have_css("background-color", "rgb(255, 243, 196)")
    page.fill("[name=goals]", "每月走访企业4次，由李某某负责；窗口办件超时件数下降一半。")
    page.fill("[name^=answer_]", "已写明每月4次，由李某某负责。")
    page.click("[name=send]")


def _file(stage: Stage) -> None:
    plan = UnitPlan.objects.get(unit=stage.cast.unit)
    page = stage.desk(stage.cast.office)
    page.goto(f"/staff/plans/{plan.number}/compare/")
    expect(page.locator("ins").first).to_contain_text("每月走访企业4次")
    expect(page.locator("del").first).to_contain_text("投诉按时答复率")
    page.goto(f"/staff/plans/{plan.number}/review/")
    page.click("[name=accept]")
    plan.refresh_from_db()
    assert plan.state == "accepted"
    task = UnitTask.objects.get(unit=stage.cast.unit, task__evidence="plan")
    assert task.state in {"done", "late"}


def _print(stage: Stage) -> None:
    plan = UnitPlan.objects.get(unit=stage.cast.unit)
    page = stage.desk(stage.cast.liaison)
    page.goto(f"/staff/plans/{plan.number}/")
    page.click("[name=receipt]")
    stage.work()
    page.reload()
    said(page, "文件已生成")
    assert Document.objects.latest("pk").state == "done"
