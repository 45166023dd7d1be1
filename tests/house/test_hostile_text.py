"""Text that wants to be markup, a template or a link stays text on every page."""

import re
from collections.abc import Iterator

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from accounts.models import Unit, User
from complaints.models import Complaint
from core import clock
from inspections.actions import opinions
from inspections.models import Finding, Inspection, SupervisionSlip
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.crawler import body_of, crawl
from tests.factories import complaints, inspections, rectification

BACKEND = "django.contrib.auth.backends.ModelBackend"
MARK = "\"'><svg onload=alert(7)>7{{7*7}}${7*7}7</script>javascript:alert(7)"
SAFE_LINK = re.compile(r"(?:https?://|/|#|\?|mailto:|tel:|data:image/|\Z)")
_LINK = re.compile(r"""\b(?:href|src|action|formaction|hx-get|hx-post)\s*=\s*["']([^"']*)["']""")

pytestmark = pytest.mark.django_db


def _markup(response: HttpResponseBase) -> str:
    """The page as a browser reads it; nothing of files that it only saves."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return ""
    return body_of(response).decode("utf-8", "replace")


@pytest.fixture
def marked(cast: Cast) -> Iterator[int]:
    """Records of each package whose texts all hold the mark; how many rows."""
    with clock.at(complaints.TODAY):
        yield _mark_everything(cast)


def _mark_everything(cast: Cast) -> int:
    rectification.make_item(cast)
    complaints.make_handling(cast)
    inspections.released_finding(cast)
    inspections.make_slip(cast)
    group = inspections.make_group(cast.supervisor)
    opinions.give(group=group, unit=cast.unit, by=cast.supervisor, text=MARK)
    words = {
        RectificationItem: ("description", "cause", "target", "section"),
        Complaint: ("content", "wish", "redacted_text"),
        Finding: ("description", "place", "unit_statement"),
        Inspection: ("title", "plan", "summary", "conclusion"),
        SupervisionSlip: ("title", "facts", "demand"),
        Unit: ("name", "duty", "address"),
        User: ("name",),
    }
    changed = 0
    for model, names in words.items():
        for row in model.objects.all():
            for name in names:
                limit = model._meta.get_field(name).max_length
                setattr(row, name, MARK[: limit or None])
            row.save()
            changed += 1
    return changed


@pytest.mark.asvs("1.2.1")
@pytest.mark.asvs("1.2.2")
@pytest.mark.asvs("1.3.1")
@pytest.mark.asvs("1.3.7")
@pytest.mark.parametrize(
    "part", ["desk", "office", "liaison", "contact", "inspector", "sysadmin", ""]
)
def test_no_text_becomes_markup_template_or_link(part: str, cast: Cast, marked: int) -> None:
    assert marked > 20
    client = Client()
    if part:
        client.force_login(getattr(cast, part), backend=BACKEND)
    pages = crawl(client, "/staff/" if part else "/", limit=120, read=_markup)
    shown = [page for page in pages.values() if "&lt;svg onload" in page]
    assert shown or not part  # the mark was on the way
    for address, page in pages.items():
        assert "<svg onload" not in page, address
        assert "7497" not in page.replace("${7*7}", ""), address
        for target in _LINK.findall(page):
            assert SAFE_LINK.match(target), f"{address}: {target}"
