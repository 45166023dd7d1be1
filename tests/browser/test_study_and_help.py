"""Study plan with names, help, mail choice and public search look right on both widths."""

import pytest

from campaign.actions import meetings, sign_ins, studies
from tests.browser.visitor import Visitor, assert_fine
from tests.cast import Cast
from tests.factories.campaign import make_campaign, make_meeting, make_session, write_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_study_and_help(visit: Visitor, cast: Cast, width: int) -> None:
    make_campaign(cast.office_head)
    line = write_plan(cast.unit, cast.liaison).study_lines.all()[0]
    session = studies.hold(
        session=make_session(cast, line=line), by=cast.liaison, attended=12, summary="高度重视。"
    )
    people = [cast.owner, cast.unit_deputy]
    sign_ins.note_present(session=session, by=cast.liaison, people=people)
    meeting = make_meeting(cast.unit, cast.liaison)
    meetings.hold(meeting=meeting, by=cast.liaison, attended=15, minutes="部署三项任务。")
    meetings.note_result(meeting=meeting, by=cast.liaison, kind="highlight", text="一次性告知单")
    for path in (
        "study/plan",
        f"study/{session.number}",
        f"study/{session.number}/present",
        f"meetings/{meeting.number}",
        f"meetings/{meeting.number}/result",
        "help",
        "messages/preferences",
    ):
        assert_fine(visit.walk(f"/staff/{path}/", cast.liaison, width=width))
    assert_fine(visit.walk("/search/?q=局", width=width))
    assert_fine(visit.walk("/staff/todo/", cast.sysadmin, width=width))
