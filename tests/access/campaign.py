"""Who may open the campaign's addresses."""

import io
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word

from campaign import sign_in_codes
from campaign.actions import (
    life_meetings,
    meetings,
    plan_files,
    plans,
    reviews,
    setting_up,
    studies,
)
from campaign.enums import Evidence
from campaign.models import LifeMeeting, PhaseTask, UnitPlan, UnitTask
from campaign.unit_calendar import token_of
from core import clock
from tests.access.types import ANYBODY, Route
from tests.cast import Cast
from tests.factories.campaign import (
    accepted_plan,
    make_campaign,
    make_meeting,
    make_session,
    submitted_plan,
    write_plan,
)
from tests.factories.life_meetings import held, spoken

OFFICE = frozenset({"office", "office_head"})
ZONE = OFFICE | {"leader"}
UNIT = frozenset({"liaison", "unit_head", "unit_deputy", "owner"})
OUTSIDERS = frozenset({"outsider", "outsider_head"})
READERS = UNIT | ZONE
PUBLISHERS = OFFICE | {"unit_head"}


def _plan(make: Callable[[Cast], UnitPlan], page: str = "") -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        make_campaign(cast.office_head)
        return f"/staff/plans/{make(cast).number}/{page}"

    return path


def _draft(cast: Cast) -> UnitPlan:
    return write_plan(cast.unit, cast.liaison)


def _waiting(cast: Cast) -> UnitPlan:
    return plans.send_to_head(plan=_draft(cast), by=cast.liaison)


def _sent(cast: Cast) -> UnitPlan:
    return submitted_plan(cast.unit, cast.liaison, cast.unit_head)


def _twice(cast: Cast) -> UnitPlan:
    plan = plans.amend(plan=accepted_plan(cast), by=cast.unit_head, reason="调整")
    return reviews.accept(plan=plans.submit(plan=plan, by=cast.unit_head), by=cast.office)


def _page(path: str) -> Callable[[Cast], str]:
    def make(cast: Cast) -> str:
        make_campaign(cast.office_head)
        return path

    return make


def _task(cast: Cast) -> str:
    make_campaign(cast.office_head)
    return f"/staff/tasks/{PhaseTask.objects.get(evidence=Evidence.PLAN).pk}/"


def _unit_task(cast: Cast) -> str:
    make_campaign(cast.office_head)
    task = UnitTask.objects.get(unit=cast.unit, task__evidence=Evidence.PLAN)
    return f"/staff/tasks/{task.pk}/excuse/"


ROUTES = {
    "campaign:plans": Route(_page("/staff/plans/"), READERS | OUTSIDERS),
    "campaign:plan-new": Route(
        _page("/staff/plans/new/"), frozenset({"liaison"}), "post", {"unit": "JFJ"}
    ),
    "campaign:plan": Route(_plan(_draft), READERS),
    "campaign:plan-edit": Route(_plan(_draft, "edit/"), frozenset({"liaison"})),
    "campaign:plan-sign": Route(_plan(_waiting, "sign/"), frozenset({"unit_head"})),
    "campaign:plan-review": Route(_plan(_sent, "review/"), OFFICE),
    "campaign:plan-compare": Route(_plan(_twice, "compare/"), READERS),
    "campaign:plan-version": Route(_plan(_sent, "versions/1/"), READERS),
    "campaign:plan-print": Route(_plan(_sent, "print/"), READERS, "post", {"plan": "1"}),
    "campaign:plan-withdraw": Route(_plan(_sent, "withdraw/"), frozenset({"unit_head"}), "post"),
    "campaign:plan-amend": Route(
        _plan(accepted_plan, "amend/"), frozenset({"unit_head"}), "post", {"reason": "职能调整"}
    ),
    "campaign:plan-publish": Route(_plan(accepted_plan, "publish/"), PUBLISHERS, "post"),
    "campaign:tasks": Route(_page("/staff/tasks/"), READERS | OUTSIDERS),
    "campaign:task-remind": Route(_page("/staff/tasks/remind/"), OFFICE, "post"),
    "campaign:task": Route(_task, ZONE),
    "campaign:standing": Route(_page("/staff/tasks/standing/"), ZONE),
    "campaign:standing-remind": Route(_page("/staff/tasks/standing/remind/"), OFFICE, "post"),
    "campaign:task-excuse": Route(_unit_task, frozenset({"office_head"})),
}


def _session(page: str = "") -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        make_campaign(cast.office_head)
        return f"/staff/study/{make_session(cast).number}/{page}"

    return path


def _held_session(cast: Cast) -> str:
    make_campaign(cast.office_head)
    session = studies.hold(
        session=make_session(cast), by=cast.liaison, attended=15, summary="学习首问责任制。"
    )
    return f"/staff/study/{session.number}/present/"


def _held_meeting(cast: Cast) -> str:
    make_campaign(cast.office_head)
    meeting = make_meeting(cast.unit, cast.liaison)
    meetings.hold(meeting=meeting, by=cast.liaison, attended=15, minutes="部署三项任务。")
    return f"/staff/meetings/{meeting.number}/result/"


def _meeting(page: str = "") -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        make_campaign(cast.office_head)
        return f"/staff/meetings/{make_meeting(cast.unit, cast.liaison).number}/{page}"

    return path


def _public_plan(cast: Cast) -> str:
    make_campaign(cast.office_head)
    plans.publish(plan=accepted_plan(cast), by=cast.unit_head)
    return "/campaign/plans/jfj/"


def _group(cast: Cast) -> str:
    make_campaign(cast.office_head)
    return f"/staff/groups/{write_plan(cast.unit, cast.liaison).group.pk}/"


LIAISON = frozenset({"liaison"})
LIAISONS = frozenset({"liaison", "outsider"})

ROUTES |= {
    "campaign:public": Route(_page("/campaign/"), ANYBODY),
    "campaign:public-plan": Route(_public_plan, ANYBODY),
    "campaign:sessions": Route(_page("/staff/study/"), READERS | OUTSIDERS),
    "campaign:session-new": Route(_page("/staff/study/new/"), LIAISONS),
    "campaign:session": Route(_session(), READERS),
    "campaign:study-plan": Route(_page("/staff/study/plan/"), UNIT | OUTSIDERS),
    "campaign:session-present": Route(_held_session, LIAISON),
    "campaign:session-edit": Route(_session("edit/"), LIAISON),
    "campaign:session-move": Route(
        _session("move/"),
        LIAISON,
        "post",
        {"move-date": "2011-04-25", "move-reason": "防汛值班"},
    ),
    "campaign:session-cancel": Route(
        _session("cancel/"), LIAISON, "post", {"cancel-reason": "重复登记"}
    ),
    "campaign:meetings": Route(_page("/staff/meetings/"), READERS | OUTSIDERS),
    "campaign:meeting-new": Route(_page("/staff/meetings/new/"), LIAISONS | OFFICE),
    "campaign:meeting": Route(_meeting(), READERS),
    "campaign:meeting-edit": Route(_meeting("edit/"), LIAISON),
    "campaign:meeting-result": Route(_held_meeting, LIAISON),
    "campaign:meeting-cancel": Route(
        _meeting("cancel/"), LIAISON, "post", {"cancel-reason": "防汛"}
    ),
    "campaign:groups": Route(_page("/staff/groups/"), READERS | OUTSIDERS),
    "campaign:group": Route(_group, LIAISON),
}


def _docx() -> SimpleUploadedFile:
    content = io.BytesIO()
    Word().save(content)
    return SimpleUploadedFile("方案.docx", content.getvalue())


def _file(cast: Cast) -> str:
    make_campaign(cast.office_head)
    plan = write_plan(cast.unit, cast.liaison)
    file = plan_files.add(plan=plan, by=cast.liaison, file=_docx())
    return f"/staff/plans/{plan.number}/files/{file.pk}/"


def _life(page: str = "", *, made: Callable[[Cast], LifeMeeting] = spoken) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        make_campaign(cast.office_head)
        return f"/staff/life-meetings/{made(cast).number}/{page}"

    return path


def _agreed(cast: Cast) -> str:
    make_campaign(cast.office_head)
    meeting = held(cast)
    text = "办事窗口午间无人值守，群众跑空"
    problem = life_meetings.agree(meeting=meeting, by=cast.unit_head, text=text)
    return f"/staff/life-meetings/{meeting.number}/agreed/{problem.pk}/"


HEAD = frozenset({"unit_head"})
MEMBERS = frozenset({"unit_head", "unit_deputy"})
AGREED_TEXT = {"agreed-text": "办事窗口午间无人值守，群众跑空"}

ROUTES |= {
    "campaign:life-meetings": Route(_page("/staff/life-meetings/"), READERS | OUTSIDERS),
    "campaign:life-meeting-new": Route(
        _page("/staff/life-meetings/new/"), frozenset({"unit_head", "outsider_head"})
    ),
    "campaign:life-meeting": Route(_life(), READERS),
    "campaign:life-meeting-edit": Route(_life("edit/"), HEAD),
    "campaign:life-meeting-hold": Route(_life("hold/"), HEAD, "post", {"present": ["1", "2"]}),
    "campaign:life-meeting-step": Route(_life("step/rectify/", made=held), HEAD, "post"),
    "campaign:life-meeting-agree": Route(_life("agree/", made=held), HEAD, "post", AGREED_TEXT),
    "campaign:life-meeting-item": Route(
        _agreed, frozenset({"liaison", "unit_deputy", "owner"}), "post"
    ),
    "campaign:life-review": Route(_life("review/"), MEMBERS),
    "campaign:life-criticism": Route(_life("criticism/"), MEMBERS),
}

ROUTES |= {
    "campaign:plan-files": Route(_plan(_draft, "files/"), LIAISON),
    "campaign:plan-file": Route(_file, READERS),
}


def _feed(cast: Cast) -> str:
    make_campaign(cast.office_head)
    return f"/calendar/{token_of(cast.liaison, cast.unit)}.ics"


def _plan_file(path: str) -> Callable[[Cast], str]:
    def make(cast: Cast) -> str:
        campaign = make_campaign(cast.office_head)
        setting_up.keep_plan(campaign=campaign, by=cast.office_head, file=_docx())
        return path

    return make


def _campaign(page: str = "") -> Callable[[Cast], str]:
    return _page(f"/staff/campaigns/2011/{page}")


ROUTES |= {
    "campaign:calendar": Route(_page("/staff/calendar/"), UNIT | OUTSIDERS),
    "campaign:calendar-feed": Route(_feed, ANYBODY),
    "campaign:plan-word": Route(_plan(_sent, "word/"), READERS),
    "campaign:campaigns": Route(_page("/staff/campaigns/"), ZONE),
    "campaign:campaign": Route(_campaign(), ZONE),
    "campaign:campaign-new": Route(_page("/staff/campaigns/new/"), frozenset({"office_head"})),
    "campaign:campaign-words": Route(_campaign("words/"), frozenset({"office_head"})),
    "campaign:campaign-lists": Route(_campaign("lists/"), frozenset({"office_head"})),
    "campaign:campaign-plan": Route(_campaign("plan/"), frozenset({"office_head"})),
    "campaign:campaign-plan-file": Route(_plan_file("/staff/campaigns/2011/plan-file/"), ZONE),
    "campaign:public-plan-file": Route(_plan_file("/campaign/plan-file/"), ANYBODY),
    "campaign:campaign-enrol": Route(_campaign("enrol/"), frozenset({"office_head"}), "post"),
    "campaign:phase-edit": Route(_campaign("phases/rectify/"), frozenset({"office_head"})),
    "campaign:campaign-clone": Route(_campaign("clone/"), frozenset({"office_head"})),
    "campaign:campaign-step": Route(_campaign("step/sum_up/"), frozenset({"office_head"}), "post"),
}


def _sign(cast: Cast) -> str:
    make_campaign(cast.office_head)
    session = make_session(cast, date=clock.today())
    return f"/staff/study/{session.number}/sign/{sign_in_codes.present(session)}/"


ROUTES |= {
    "campaign:topics": Route(_page("/staff/study/topics/"), READERS | OUTSIDERS),
    "campaign:session-screen": Route(_session("screen/"), LIAISON),
    "campaign:session-sign": Route(_sign, UNIT | {"contact"}),
}

ROUTES |= {
    "campaign:burden": Route(_page("/staff/burden/"), READERS | OUTSIDERS),
    "campaign:burden-release": Route(
        _page("/staff/burden/JFJ/release/"), frozenset({"leader"}), "post", {"reason": "逾期两周"}
    ),
}
