"""Settings of the administrators and of the office, and what hangs on a person who leaves."""

import pytest

from core import clock
from tests.browser.visitor import NARROW, WIDE, Visitor, assert_fine
from tests.cast import Cast
from tests.factories import campaign as frame
from tests.factories import rectification as items


@pytest.fixture(autouse=True)
def _a_friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: items.TODAY)  # the server's threads must see it too


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_settings_and_a_leaving_person(visit: Visitor, cast: Cast, width: int) -> None:
    items.make_item(cast)
    session = frame.make_session(cast)
    for who, path in [
        (cast.sysadmin, "/staff/settings/units/import/"),
        (cast.secadmin, "/staff/settings/users/owner/leaving/"),
        (cast.sysadmin, "/staff/settings/users/owner/leaving/"),
        (cast.sysadmin, "/staff/settings/units/JFJ/merge/"),
        (cast.office_head, "/staff/settings/categories/"),
        (cast.office_head, "/staff/settings/categories/new/"),
        (cast.office_head, "/staff/settings/categories/2.1/"),
        (cast.office_head, "/staff/settings/laws/"),
        (cast.office_head, "/staff/settings/laws/new/"),
        (cast.liaison, f"/staff/study/{session.number}/materials/"),
        (cast.liaison, "/staff/burden/"),
    ]:
        assert_fine(visit.walk(path, who, width=width))
