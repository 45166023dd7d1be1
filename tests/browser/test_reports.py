"""Reports and the overview in a real browser, and the paper that builds while one watches."""

import pytest

from core import clock
from core.documents import actions as documents
from core.models import Document
from tests.browser.visitor import Visitor, assert_fine
from tests.cast import Cast
from tests.factories import complaints as cases
from tests.factories import rectification as items
from tests.factories.reports import TODAY, make_sent, make_written


@pytest.fixture
def watcher(visit: Visitor, cast: Cast) -> Visitor:
    """A visitor of a portal with some records in it."""
    with clock.at(items.TODAY):
        items.make_closed(cast)
        items.make_item(cast)
        cases.make_closed(cast)
    return visit


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_of_a_report_are_fine(watcher: Visitor, cast: Cast, width: int) -> None:
    with clock.at(TODAY):
        report = make_written(cast)
    for path in (
        "/staff/summary/",
        f"/staff/summary/{report.number}/",
        f"/staff/summary/{report.number}/edit/",
        f"/staff/summary/{report.number}/rows/items/",
    ):
        page = watcher.open(path, cast.liaison, width=width)
        assert_fine(page)


def test_the_page_of_a_paper_follows_the_worker_by_itself(watcher: Visitor, cast: Cast) -> None:
    with clock.at(TODAY):
        report = make_sent(cast)
    page = watcher.open(f"/staff/summary/{report.number}/", cast.office)
    page.get_by_role("button", name="生成 PDF").click()
    page.get_by_text("排队等待生成").wait_for()
    assert_fine(page)
    documents.build(Document.objects.get().pk)
    page.get_by_text("文件已生成").wait_for(timeout=5000)
    assert_fine(page)
    page.get_by_role("link", name="核验页面").click()
    page.get_by_text("现行有效").wait_for()
    assert_fine(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_overview_and_the_portrait_are_fine(watcher: Visitor, cast: Cast, width: int) -> None:
    for path in ("/staff/dashboard/", "/staff/units/JFJ/", "/staff/dashboard/cases/"):
        page = watcher.open(path, cast.leader, width=width)
        assert_fine(page)
