"""What comes of study and meetings: results, hints, names for the unit, the second return."""

import datetime as dt
import io

import pytest
from docx import Document as Word
from PIL import Image

from campaign.actions import life_meetings, meetings, plans, reviews, sign_ins, studies
from campaign.actions.campaigns import TaskDraft
from campaign.actions.reviews import NoteRow
from campaign.attendance import matrix, plan_lines
from campaign.completeness import hints
from campaign.enums import Evidence, LifeMeetingState, MeetingKind, PlanField, ResultKind
from campaign.models import Campaign, Category, Meeting, StudySession
from core import clock, todo
from core.errors import DomainError, NotAllowed, WrongState
from core.models import StatusLog
from core.uploads.office import is_pictures_only
from rectification.enums import Source
from rectification.models import RectificationItem
from tests.campaign.pages import body, signed_in
from tests.cast import Cast
from tests.factories.campaign import (
    TASKS,
    make_campaign,
    make_meeting,
    make_session,
    phase_drafts,
    returned_plan,
    write_plan,
)
from tests.factories.life_meetings import DAY, held, prepared, seat

PROBLEM = "窗口午间无人值守，4月抽查5次有2次空岗"


def held_meeting(cast: Cast, **record: object) -> Meeting:
    meeting = make_meeting(cast.unit, cast.liaison, kind=MeetingKind.SYMPOSIUM)
    given = {"attended": 17, "minutes": "查找问题3个。", **record}
    return meetings.hold(meeting=meeting, by=cast.liaison, **given)


def held_session(cast: Cast, **changes: object) -> StudySession:
    session = make_session(cast, **changes)
    return studies.hold(
        session=session, by=cast.liaison, attended=2, summary="学习首问责任制，讨论2个案例。"
    )


def test_a_problem_of_a_symposium_becomes_a_draft_with_its_origin(
    cast: Cast, campaign: Campaign
) -> None:
    meeting = held_meeting(cast)
    client, url = signed_in(cast.liaison), f"/staff/meetings/{meeting.number}/result/"
    text = body(client.post(url, {"kind": "problem", "text": PROBLEM}))
    assert "请选择问题类别" in text
    assert PROBLEM in text
    category = Category.objects.leaves()[0]
    data = {"kind": "problem", "text": PROBLEM, "category": str(category.pk)}
    page = body(client.post(url, data, follow=True))
    item = RectificationItem.objects.get()
    assert (item.source, item.origin_number) == (Source.SYMPOSIUM, meeting.number)
    assert item.number in page
    client.post(url, {"kind": "highlight", "text": "一次性告知单"})
    kinds = list(meeting.results.values_list("kind", flat=True))
    assert kinds == [ResultKind.PROBLEM, ResultKind.HIGHLIGHT]
    assert "一次性告知单" in body(client.get(f"/staff/meetings/{meeting.number}/"))


def test_results_are_noted_of_held_meetings_by_those_who_log_them(
    cast: Cast, campaign: Campaign
) -> None:
    planned = make_meeting(cast.unit, cast.liaison)
    zone = make_meeting(None, cast.office)
    for meeting, person in (
        (planned, cast.liaison),
        (zone, cast.office),
        (held_meeting(cast), cast.outsider),
    ):
        with pytest.raises(NotAllowed):
            meetings.note_result(meeting=meeting, by=person, kind="highlight", text="亮点")


def test_attendance_shows_a_rate_that_guests_do_not_lift(cast: Cast, campaign: Campaign) -> None:
    meeting = held_meeting(cast, attended=19, guests=2)
    assert meeting.rate == 100
    text = body(signed_in(cast.liaison).get(f"/staff/meetings/{meeting.number}/"))
    assert "100%" in text
    with pytest.raises(DomainError) as error:
        held_meeting(cast, attended=21, guests=2)
    assert error.value.field == "attended"


@pytest.mark.parametrize(
    ("day", "summary", "said"),
    [
        (dt.date(2011, 4, 20), "学习首问责任制，讨论2个案例。", []),
        (dt.date(2011, 5, 9), "学习首问责任制，讨论2个案例。", ["不在“学习发动”阶段内"]),
        (dt.date(2011, 4, 20), "高度重视，进一步加强学习。", ["没有可以核实的内容"]),
    ],
)
def test_odd_records_get_a_hint_and_are_taken(
    cast: Cast, campaign: Campaign, day: dt.date, summary: str, said: list[str]
) -> None:
    session = make_session(cast, date=day)
    studies.hold(session=session, by=cast.liaison, attended=10, summary=summary)
    text = body(signed_in(cast.liaison).get(f"/staff/study/{session.number}/"))
    for words in ("不在“学习发动”阶段内", "没有可以核实的内容"):
        assert (words in text) is (words in said)
    assert "没有可以核实的内容" not in body(
        signed_in(cast.office).get(f"/staff/study/{session.number}/")
    )


def test_slogans_in_a_plan_are_a_hint_for_the_head(cast: Cast, campaign: Campaign) -> None:
    goals = "高度重视，加强领导，狠抓落实，转变作风，提高认识。"
    fields = {"goals": goals, "measures": "每月通报1次"}
    plan = plans.send_to_head(
        plan=write_plan(cast.unit, cast.liaison, fields=fields), by=cast.liaison
    )
    assert [hint.field for hint in hints(plan)] == [PlanField.GOALS]
    text = body(signed_in(cast.unit_head).get(f"/staff/plans/{plan.number}/sign/"))
    assert "没有可以核实的内容" in text
    assert 'name="sign"' in text


def test_names_are_for_the_unit_and_a_line_finds_its_session(
    cast: Cast, campaign: Campaign
) -> None:
    plan = write_plan(cast.unit, cast.liaison)
    line = plan.study_lines.all()[0]
    session = held_session(cast, line=line)
    present = {"people": [str(cast.owner.pk), str(cast.unit_deputy.pk)]}
    url = f"/staff/study/{session.number}/present/"
    client = signed_in(cast.liaison)
    client.post(url, present)
    client.post(url, {"people": [str(cast.owner.pk)]})  # a name ticked by mistake goes again
    found = matrix(campaign, cast.unit)
    assert found.sessions == [session]
    assert {row.user: row.missed for row in found.rows}[cast.owner] == 0
    assert {row.user: row.missed for row in found.rows}[cast.unit_deputy] == 1
    assert [row.is_done for row in plan_lines(campaign, cast.unit)] == [True, False]
    text = body(client.get("/staff/study/plan/"))
    assert cast.owner.name in text
    assert session.number in text
    assert signed_in(cast.office).get("/staff/study/plan/").status_code == 404
    other = body(signed_in(cast.outsider).get("/staff/study/plan/"))
    assert session.number not in other
    assert client.post(url, {"people": [str(cast.outsider.pk)]}).status_code == 200
    assert "error-summary" in body(client.post(url, {"people": [str(cast.outsider.pk)]}))
    with pytest.raises(NotAllowed):
        sign_ins.note_present(session=make_session(cast), by=cast.liaison, people=[])


def test_the_second_return_gives_a_phone_number(cast: Cast, campaign: Campaign) -> None:
    plan = returned_plan(cast)
    assert plan.call_phone == ""
    note = plan.notes.open().get()
    note.answer = "已补充"
    note.save()
    plan = plans.submit(plan=plans.send_to_head(plan=plan, by=cast.liaison), by=cast.unit_head)
    rows = [NoteRow(PlanField.GOALS, "仍不具体")]
    with pytest.raises(DomainError) as error:
        reviews.return_plan(plan=plan, by=cast.office, notes=rows)
    assert error.value.field == "phone"
    url = f"/staff/plans/{plan.number}/review/"
    client = signed_in(cast.office)
    data = {"version": str(plan.version), "comment_goals": "仍不具体", "return": "1"}
    again = body(client.post(url, data))
    assert "仍不具体" in again
    assert 'name="phone"' in again
    client.post(url, {**data, "phone": "0700-5501234"})
    plan.refresh_from_db()
    assert (plan.state, plan.call_phone) == ("returned", "0700-5501234")
    assert "0700-5501234" in body(signed_in(cast.liaison).get(f"/staff/plans/{plan.number}/edit/"))


def life_todos(person: object) -> list[str]:
    return [str(row.verb) for row in todo.todos(person) if str(row.kind) == "民主生活会"]


def test_each_step_of_a_life_meeting_waits_for_whoever_takes_it(
    cast: Cast, campaign: Campaign
) -> None:
    with clock.at(dt.datetime.combine(DAY, dt.time(2), dt.UTC)):
        meeting = prepared(cast)
        assert sorted(life_todos(cast.unit_head)) == ["写我的对照检查", "登记为已举行"]
        assert life_todos(cast.unit_deputy) == ["写我的对照检查"]
        own = seat(meeting, cast.unit_deputy)
        life_meetings.write_review(
            member=own, by=cast.unit_deputy, version=own.version, problems="一条"
        )
        assert life_todos(cast.unit_deputy) == []
        present = [row.pk for row in meeting.members.all()]
        meeting = life_meetings.hold(meeting=meeting, by=cast.unit_head, present=present)
        assert life_todos(cast.unit_head) == ["开始整改"]
        problem = life_meetings.agree(meeting=meeting, by=cast.unit_head, text=PROBLEM)
        assert life_todos(cast.liaison) == ["转为整改事项"]
        assert life_todos(cast.office) == []
        life_meetings.move(meeting=meeting, step="rectify", by=cast.unit_head)
        assert life_todos(cast.unit_head) == []
        life_meetings.to_ledger(
            problem=problem, by=cast.liaison, category=Category.objects.leaves()[0]
        )
        assert life_todos(cast.unit_head) == ["完成整改并办结"]


def test_a_life_meeting_is_cancelled_without_a_word(cast: Cast) -> None:
    asked = TaskDraft("民主生活会", Evidence.LIFE_MEETING, dt.date(2011, 7, 31))
    drafts = (*TASKS["rectify"], asked)
    make_campaign(cast.office_head, phases=phase_drafts(rectify=drafts))
    meeting = held(cast)
    task = cast.unit.tasks.get(task__evidence=Evidence.LIFE_MEETING)
    assert task.done_on == DAY
    for person in (cast.unit_deputy, cast.liaison, cast.office_head):
        with pytest.raises(NotAllowed):
            life_meetings.cancel(meeting=meeting, by=person)
    url = f"/staff/life-meetings/{meeting.number}/step/cancel/"
    signed_in(cast.unit_head).post(url)
    meeting.refresh_from_db()
    task.refresh_from_db()
    assert (meeting.state, task.done_on) == (LifeMeetingState.CANCELLED, None)
    log = StatusLog.objects.of("campaign.life-meeting", meeting.pk).get(transition="cancel")
    assert log.reason == ""
    with pytest.raises(WrongState):
        life_meetings.cancel(meeting=meeting, by=cast.unit_head)
    with pytest.raises(NotAllowed):
        life_meetings.agree(meeting=meeting, by=cast.unit_head, text=PROBLEM)


def test_what_is_on_the_ledger_keeps_its_meeting(cast: Cast, campaign: Campaign) -> None:
    meeting = held(cast)
    problem = life_meetings.agree(meeting=meeting, by=cast.unit_head, text=PROBLEM)
    life_meetings.to_ledger(problem=problem, by=cast.liaison, category=Category.objects.leaves()[0])
    with pytest.raises(DomainError) as error:
        life_meetings.cancel(meeting=meeting, by=cast.unit_head)
    assert error.value.code == "on-ledger"


def docx(text: str, *, picture: bool) -> bytes:
    document = Word()
    document.add_paragraph(text)
    if picture:
        stream = io.BytesIO()
        Image.new("RGB", (40, 30), "white").save(stream, "PNG")
        document.add_picture(io.BytesIO(stream.getvalue()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "scan"),
    [
        (docx("扫描件", picture=True), True),
        (docx("各科室要在四月底前完成学习计划，" * 4, picture=True), False),
        (docx("只有几个字", picture=False), False),
        (b"no zip", False),
    ],
)
def test_a_word_file_of_pictures_is_told_apart(data: bytes, scan: bool) -> None:
    assert is_pictures_only(data) is scan
