"""Study record, meetings and groups in the browser."""

import datetime as dt

import pytest
from django.test import Client

from campaign.enums import MeetingState, SessionState
from campaign.models import Campaign, LeadershipGroup, Meeting, StudySession
from core import clock
from tests.campaign.pages import body, form_of, signed_in
from tests.cast import Cast
from tests.factories.campaign import make_meeting, make_session, write_plan

CHINA = dt.timezone(dt.timedelta(hours=8))
AFTER = dt.datetime(2011, 4, 22, 10, 0, tzinfo=CHINA)
BEFORE = dt.datetime(2011, 4, 18, 10, 0, tzinfo=CHINA)
NEW = {"topic": "首问责任制解读", "form": "lecture", "date": "2011-04-20", "expected": "18"}
RECORD = {"record-attended": "16", "record-summary": "学习了三条要求。"}


@pytest.fixture
def liaison(cast: Cast, campaign: Campaign) -> Client:
    return signed_in(cast.liaison)


def test_a_session_is_logged_in_one_go(cast: Cast, liaison: Client) -> None:
    with clock.at(AFTER):
        page = body(liaison.get("/staff/study/new/"))
        data = form_of(page, **NEW, **RECORD, log="1")
        html = body(liaison.post("/staff/study/new/", data, follow=True))
    assert "已登记" in html
    assert "16 / 18" in html
    assert StudySession.objects.get().state == SessionState.DONE


def test_a_session_can_only_be_planned(cast: Cast, liaison: Client) -> None:
    with clock.at(BEFORE):
        data = form_of(body(liaison.get("/staff/study/new/")), **NEW, plan="1")
        liaison.post("/staff/study/new/", data)
    assert StudySession.objects.get().state == SessionState.PLANNED


def test_a_new_session_takes_over_the_line_of_the_plan(cast: Cast, liaison: Client) -> None:
    line = write_plan(cast.unit, cast.liaison).study_lines.first()
    assert line is not None
    html = body(liaison.get(f"/staff/study/new/?line={line.pk}"))
    assert f'value="{line.topic}"' in html
    other = write_plan(cast.other_unit, cast.outsider).study_lines.first()
    assert other is not None
    assert f'<option value="{other.pk}"' not in body(
        liaison.get(f"/staff/study/new/?line={other.pk}")
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"record-attended": "30"}, "实到 30 人，多于应到 18 人"),
        ({"record-summary": ""}, "内容摘要"),
        ({"date": "2011-04-25"}, "到那天以后再登记为已举行"),
        ({"topic": ""}, "主题"),
    ],
)
def test_what_is_wrong_is_said_and_everything_kept(
    cast: Cast, liaison: Client, change: dict[str, str], sentence: str
) -> None:
    with clock.at(AFTER):
        page = body(liaison.get("/staff/study/new/"))
        data = form_of(page, **{**NEW, "speaker": "王某某", **RECORD, "log": "1", **change})
        html = body(liaison.post("/staff/study/new/", data))
    assert sentence in html
    assert 'value="王某某"' in html
    assert not StudySession.objects.exists()


def test_a_planned_session_is_held_from_its_page(cast: Cast, campaign: Campaign) -> None:
    session = make_session(cast)
    url = f"/staff/study/{session.number}/"
    with clock.at(BEFORE):
        assert 'name="attended"' not in body(signed_in(cast.liaison).get(url))
    with clock.at(AFTER):
        liaison = signed_in(cast.liaison)
        assert "1 次到了日期还没有登记" in body(liaison.get("/staff/study/"))
        data = form_of(body(liaison.get(url)), attended="18", summary="学完并讨论。")
        html = body(liaison.post(url, data, follow=True))
    assert "100%" in html


def test_attendance_above_the_expected_is_explained_on_the_page(
    cast: Cast, liaison: Client
) -> None:
    url = f"/staff/study/{make_session(cast).number}/"
    with clock.at(AFTER):
        data = form_of(body(liaison.get(url)), attended="19", summary="学完并讨论。")
        assert "请改正其中一个数字" in body(liaison.post(url, data))


def test_a_session_is_moved_with_a_reason(cast: Cast, liaison: Client) -> None:
    session = make_session(cast)
    url = f"/staff/study/{session.number}/"
    refused = liaison.post(url + "move/", {"move-date": "", "move-reason": ""})
    assert refused.status_code == 409
    liaison.post(url + "move/", {"move-date": "2011-4-25", "move-reason": "防汛值班"})
    session.refresh_from_db()
    assert session.date == dt.date(2011, 4, 25)
    assert "防汛值班" in body(liaison.get(url))


def test_two_people_changing_a_session_meet_the_conflict_page(cast: Cast, liaison: Client) -> None:
    session = make_session(cast)
    url = f"/staff/study/{session.number}/edit/"
    mine = form_of(body(liaison.get(url)), topic="我改的题目")
    liaison.post(url, form_of(body(liaison.get(url)), topic="别人改的题目"))
    response = liaison.post(url, mine)
    assert response.status_code == 409
    assert "别人改的题目" in body(response)
    assert "我改的题目" in body(response)


def test_the_office_reads_all_sessions_and_filters(cast: Cast, campaign: Campaign) -> None:
    make_session(cast)
    office = signed_in(cast.office)
    assert "XX-2011-JFJ-001" in body(office.get("/staff/study/?unit=JFJ"))
    assert "XX-2011-JFJ-001" not in body(office.get("/staff/study/?unit=GJJ"))
    assert "XX-2011-JFJ-001" not in body(office.get("/staff/study/?state=done"))
    assert "/staff/study/new/" not in body(office.get("/staff/study/"))


def test_a_unit_cannot_filter_its_way_to_others(cast: Cast, campaign: Campaign) -> None:
    make_session(cast)
    html = body(signed_in(cast.outsider).get("/staff/study/?unit=JFJ"))
    assert "XX-2011-JFJ-001" not in html
    assert "经发局" not in html


def test_a_meeting_is_logged_for_the_task_that_asked(cast: Cast, liaison: Client) -> None:
    with clock.at(AFTER):
        page = body(liaison.get("/staff/meetings/new/?kind=mobilization"))
        data = form_of(
            page,
            title="动员会",
            date="2011-04-20",
            place="会议室",
            host="张某某",
            log="1",
            **{"record-attended": "18", "record-minutes": "部署了工作。"},
        )
        assert "已登记" in body(liaison.post("/staff/meetings/new/", data, follow=True))
    assert cast.unit.tasks.get(task__evidence="mobilization").state == "done"


def test_the_office_logs_a_meeting_of_the_zone(cast: Cast, campaign: Campaign) -> None:
    office = signed_in(cast.office)
    with clock.at(AFTER):
        data = form_of(
            body(office.get("/staff/meetings/new/")),
            kind="mobilization",
            title="动员大会",
            place="报告厅",
            host="主任",
            invited="200",
            plan="1",
        )
        office.post("/staff/meetings/new/", data)
    meeting = Meeting.objects.get()
    assert (meeting.unit, meeting.state) == (None, MeetingState.PLANNED)
    assert "动员大会" in body(signed_in(cast.outsider).get("/staff/meetings/"))


def test_a_called_meeting_is_edited_held_and_then_closed(cast: Cast, liaison: Client) -> None:
    meeting = make_meeting(cast.unit, cast.liaison)
    url = f"/staff/meetings/{meeting.number}/"
    liaison.post(url + "edit/", form_of(body(liaison.get(url + "edit/")), place="二楼会议室"))
    with clock.at(AFTER):
        wrong = form_of(body(liaison.get(url)), attended="40", minutes="定了。")
        assert "请改正其中一个数字" in body(liaison.post(url, wrong))
        data = form_of(body(liaison.get(url)), attended="17", minutes="定了三件事。")
        liaison.post(url, data)
    html = body(liaison.get(url))
    assert "二楼会议室" in html
    assert "定了三件事。" in html
    assert url + "edit/" not in html


def test_a_meeting_is_cancelled_only_with_a_reason(cast: Cast, liaison: Client) -> None:
    url = f"/staff/meetings/{make_meeting(cast.unit, cast.liaison).number}/cancel/"
    assert liaison.post(url, {"cancel-reason": ""}).status_code == 409
    liaison.post(url, {"cancel-reason": "防汛"})
    assert Meeting.objects.get().state == MeetingState.CANCELLED


def test_groups_show_what_is_missing(cast: Cast, liaison: Client) -> None:
    plan = write_plan(cast.unit, cast.liaison, members=[])
    html = body(signed_in(cast.office).get("/staff/groups/"))
    assert "还缺：" in html
    url = f"/staff/groups/{plan.group.pk}/"
    data = form_of(
        body(liaison.get(url)),
        **{"members-0-role": "chief", "members-0-name": "张某某", "members-0-post": "局长"},
    )
    liaison.post(url, data)
    assert "张某某" in body(liaison.get("/staff/groups/"))


def test_the_office_head_enters_the_zones_group(cast: Cast, campaign: Campaign) -> None:
    head = signed_in(cast.office_head)
    data = form_of(
        body(head.get("/staff/groups/0/")),
        **{"members-0-role": "chief", "members-0-name": "李某某", "members-0-post": "书记"},
    )
    head.post("/staff/groups/0/", data)
    group = LeadershipGroup.objects.of_zone().get()
    assert group.members.get().post == "书记"
    stale = head.post("/staff/groups/0/", data)  # the form of the page before that
    assert stale.status_code == 409
    assert "李某某（书记）" in body(stale)
    again = form_of(
        body(stale), title="领导小组", doc_no="青开党发〔2011〕7号", established_on="2011-04-12"
    )
    assert head.post("/staff/groups/0/", again).status_code == 302
    group.refresh_from_db()
    assert (group.title, group.doc_no) == ("领导小组", "青开党发〔2011〕7号")
    assert "2011-04-12" in body(signed_in(cast.office).get("/staff/groups/"))
    assert "书记" in body(Client().get("/campaign/"))
    assert "李某某" not in body(Client().get("/campaign/"))
    assert signed_in(cast.office).get("/staff/groups/0/").status_code == 403
