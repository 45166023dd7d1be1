"""The frames and components as a person meets them, at both widths, by keyboard, without script."""

import pytest

from core.workdays import forget
from tests.browser.visitor import NARROW, OVERFLOW, WIDE, Visitor, assert_fine
from tests.cast import Cast

pytestmark = pytest.mark.urls("tests.gallery.urls")
PUBLIC = ["/", "/about/privacy/", "/about/a11y/", "/about/sitemap/", "/gallery/", "/nowhere/"]


@pytest.fixture(autouse=True)
def _calendar() -> None:
    forget()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_public_pages_are_fine(visit: Visitor, width: int) -> None:
    page = visit.window(width=width)
    for path in PUBLIC:
        page.goto(path)
        assert_fine(page)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_workbench_is_fine(visit: Visitor, cast: Cast, width: int) -> None:
    page = visit.open("/staff/gallery/", cast.office, width=width)
    assert_fine(page)


@pytest.mark.parametrize("large", [False, True])
def test_nothing_scrolls_sideways(visit: Visitor, cast: Cast, *, large: bool) -> None:
    page = visit.window(cast.office, large=large)
    for path in ("/", "/gallery/", "/staff/gallery/"):
        for width in (320, NARROW, 640, WIDE):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path)
            size = page.locator("html").get_attribute("data-size")
            assert (size, page.evaluate(OVERFLOW)) == ("large" if large else None, 0), (path, width)
