"""The pages that staff work on all day: nothing for axe, nothing sideways, on desk and phone."""

import pytest

from accounts.models import User
from core import clock
from tests.browser.visitor import NARROW, WIDE, Visitor, assert_fine
from tests.cast import Cast
from tests.factories import campaign as frame
from tests.factories import complaints as cases
from tests.factories import publicity as notices
from tests.factories import rectification as items

WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])


@pytest.fixture(autouse=True)
def _a_friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: items.TODAY)  # the server's threads must see it too


def look(visit: Visitor, who: User, path: str, width: int) -> None:
    """Open a page; it answers and is fine."""
    assert_fine(visit.walk(path, who, width=width))


@WIDTHS
def test_the_ledger_and_its_items(visit: Visitor, cast: Cast, width: int) -> None:
    item, waiting = items.make_item(cast), items.make_pending(cast)
    draft = items.make_draft(cast)
    for who, path in [
        (cast.liaison, "/staff/ledger/"),
        (cast.liaison, "/staff/ledger/new/"),
        (cast.liaison, f"/staff/ledger/{draft.number}/edit/"),
        (cast.owner, f"/staff/ledger/{item.number}/"),
        (cast.owner, f"/staff/ledger/{item.number}/progress/"),
        (cast.liaison, f"/staff/ledger/{item.number}/extend/"),
        (cast.liaison, f"/staff/ledger/{item.number}/why/"),
        (cast.liaison, "/staff/ledger/import/"),
        (cast.office, "/staff/ledger/board/"),
        (cast.office, "/staff/ledger/timeline/"),
        (cast.office, "/staff/verify/"),
        (cast.office, f"/staff/ledger/{waiting.number}/verify/"),
        (cast.liaison, "/staff/problems/"),
    ]:
        look(visit, who, path, width)


@WIDTHS
def test_plans_and_what_a_phase_asks(visit: Visitor, cast: Cast, width: int) -> None:
    items.the_campaign(cast)
    plan = frame.accepted_plan(cast)
    for who, path in [
        (cast.liaison, "/staff/plans/"),
        (cast.office, f"/staff/plans/{plan.number}/"),
        (cast.liaison, "/staff/tasks/"),
        (cast.office, "/staff/tasks/standing/"),
        (cast.liaison, "/staff/study/"),
        (cast.liaison, "/staff/meetings/"),
        (cast.liaison, "/staff/groups/"),
        (cast.liaison, "/staff/calendar/"),
        (cast.office, "/staff/campaigns/2011/"),
    ]:
        look(visit, who, path, width)


@WIDTHS
def test_the_desk_and_the_unit_at_a_case(visit: Visitor, cast: Cast, width: int) -> None:
    received, handled = cases.make_received(cast), cases.make_handling(cast)
    reported = cases.make_reported(cast)
    for who, path in [
        (cast.desk, "/staff/intake/"),
        (cast.desk, "/staff/intake/register/"),
        (cast.desk, f"/staff/intake/{received.number}/"),
        (cast.desk, f"/staff/intake/{reported.number}/"),
        (cast.contact, "/staff/complaints/"),
        (cast.contact, f"/staff/complaints/{handled.number}/"),
    ]:
        look(visit, who, path, width)


@WIDTHS
def test_publications(visit: Visitor, cast: Cast, width: int) -> None:
    publication = notices.make_reviewed(cast)
    for who, path in [
        (cast.liaison, "/staff/publications/"),
        (cast.office_head, f"/staff/publications/{publication.number}/"),
    ]:
        look(visit, who, path, width)
