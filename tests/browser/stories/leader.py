"""Stories 5 and 6: the leader's dashboard, and the unit's report as an official paper."""

import re

from playwright.sync_api import expect

from core.models import Document
from tests.browser.stories.stage import Stage, said

LINKS = "all => all.map(a => [a.href.baseVal ?? a.getAttribute('href'), a.textContent.trim()])"


def dashboard(stage: Stage) -> None:
    """Numbers lead to lists with as many rows."""
    page = stage.desk(stage.cast.leader)
    page.goto("/staff/dashboard/")
    said(page, stage.cast.unit.short_name)
    links = page.locator("main a").evaluate_all(LINKS)
    counts = [(href, int(text)) for href, text in links if text.isdigit()]
    assert len(counts) > 3
    for href, number in counts:
        page.goto(href)
        expect(page.locator(".list-summary")).to_contain_text(
            re.compile(rf"共 ?{number}(?!\d)" if number else "没有")
        )


def report(stage: Stage) -> None:
    """One click drafts the report; the worker prints it; anybody can verify the paper."""
    page = stage.desk(stage.cast.liaison)
    page.goto("/staff/summary/")
    page.locator("main form button.btn-primary").first.click()
    stage.work()
    page.reload()
    said(page, "文件已生成")
    paper = Document.objects.latest("pk")
    assert re.fullmatch(r"[0-9a-f]{64}", paper.sha256)
    page.get_by_role("link", name="下载").first.wait_for()
    check = stage.desk().goto(f"/verify/{paper.number}/")
    assert check is not None
    assert paper.sha256 in check.text()
