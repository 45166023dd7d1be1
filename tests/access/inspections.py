"""Who may open the pages of inspections, findings, slips and opinions."""

import datetime as dt

from core import clock
from inspections.actions import opinions, reviews
from inspections.enums import InterviewState, Kind, SlipKind
from tests.access.types import Route
from tests.cast import Cast
from tests.factories import inspections as make

ZONE = frozenset({"office", "office_head", "leader"})
OFFICE = frozenset({"office", "office_head"})
HEAD = frozenset({"office_head"})
TEAM = frozenset({"inspector", "inspector_lead"})
PLANNERS = OFFICE | {"inspector_lead"}
UNIT = frozenset({"liaison", "unit_head", "unit_deputy", "owner"})
STATES = frozenset({"liaison", "unit_head", "unit_deputy"})
OTHERS = frozenset({"outsider", "outsider_head"})
GROUP = frozenset({"supervisor"})
# Interviews are restricted: who records, and the head who was talked to.
RECORDERS = frozenset({"leader", "office_head"})
TALKED = RECORDERS | {"unit_head"}


def _number(cast: Cast, state: str, **fields: object) -> str:
    return make.make_inspection(cast, to=state, **fields).number


def _covert(cast: Cast, rest: str = "") -> str:
    return f"/staff/inspections/{_number(cast, 'running', kind=Kind.COVERT)}/{rest}"


def _released(cast: Cast, rest: str = "") -> str:
    return f"/staff/inspections/{make.released_finding(cast).inspection.number}/{rest}"


def _finding(cast: Cast, rest: str = "", *, stated: bool = False) -> str:
    finding = make.released_finding(cast)
    if stated:
        make.findings.state(finding=finding, by=cast.liaison, text="情况属实")
    return f"/staff/findings/{finding.number}/{rest}"


def _upheld(cast: Cast, rest: str) -> str:
    return f"/staff/findings/{make.upheld_finding(cast).number}/{rest}"


def _evidence(cast: Cast) -> str:
    inspection = make.make_inspection(cast)
    finding = make.make_finding(cast, inspection)
    link = make.add_photo(finding, cast.inspector)
    make.release(cast, inspection)
    return f"/staff/findings/{finding.number}/files/{link.pk}/"


def _record(cast: Cast, rest: str = "") -> str:
    record = make.make_record(cast, make.make_inspection(cast))
    return f"/staff/inspections/records/{record.pk}/{rest}"


def _review(cast: Cast, rest: str = "", *, assigned: bool = False) -> str:
    inspection = make.make_inspection(cast, team=[cast.inspector, make.extra_inspector("inspz")])
    finding = make.make_finding(cast, inspection)
    make.release(cast, inspection)
    review = reviews.ask(
        inspection=inspection,
        unit=cast.unit,
        by=cast.unit_head,
        findings=[finding],
        grounds="当日窗口停电，有物业记录为证。",
    )
    if assigned:
        reviews.assign(review=review, by=cast.office_head, examiner=make.extra_inspector("inspy"))
    return f"/staff/inspections/reviews/{review.pk}/{rest}"


def _slip(cast: Cast, rest: str = "", **fields: object) -> str:
    return f"/staff/slips/{make.make_slip(cast, **fields).pk}/{rest}"


def _talk(cast: Cast, rest: str = "", to: str = InterviewState.TO_SIGN) -> str:
    return f"/staff/interviews/{make.make_interview(cast, to=to).pk}/{rest}"


def _scan(cast: Cast) -> str:
    row = make.make_interview(cast)
    make.interviews.sign_on_paper(interview=row, by=cast.office_head, scan=make.photo())
    return f"/staff/interviews/{row.pk}/scan/"


def _signed(cast: Cast, rest: str, *, replied: bool = False) -> str:
    slip = make.slips.sign_for(slip=make.make_slip(cast), by=cast.liaison)
    if replied:
        make.slips.reply(slip=slip, by=cast.liaison, text="已完成整改，附材料。")
    return f"/staff/slips/{slip.pk}/{rest}"


def _opinion(cast: Cast) -> str:
    make.ensure_campaign(cast)
    group = make.make_group(cast.supervisor)
    opinion = opinions.give(group=group, unit=cast.unit, by=cast.supervisor, text="加强引导")
    return f"/staff/opinions/{opinion.number}/"


def _opinions(cast: Cast, rest: str = "") -> str:
    make.make_group(cast.supervisor)
    return f"/staff/opinions/{rest}"


STATE = {"text": "情况属实，已整改。"}
LATER = {"reply_due": str(clock.today() + dt.timedelta(days=9))}

ROUTES = {
    "inspections:inspections": Route(
        lambda _: "/staff/inspections/", ZONE | TEAM | UNIT | OTHERS | GROUP
    ),
    "inspections:new": Route(lambda _: "/staff/inspections/new/", PLANNERS),
    "inspections:draw": Route(lambda _: "/staff/inspections/draw/", PLANNERS),
    "inspections:worker": Route(lambda _: "/staff/inspections/worker.js", TEAM | GROUP),
    # A covert visit under way: for units and everybody else it is a 404.
    "inspections:inspection": Route(_covert, ZONE | TEAM),
    "inspections:edit": Route(
        lambda c: f"/staff/inspections/{_number(c, 'draft')}/edit/", PLANNERS
    ),
    "inspections:step": Route(
        lambda c: f"/staff/inspections/{_number(c, 'planned')}/step/approve/", HEAD, method="post"
    ),
    "inspections:conclude": Route(lambda c: _covert(c, "conclude/"), frozenset({"inspector_lead"})),
    "inspections:record-new": Route(lambda c: _covert(c, "record/"), TEAM),
    "inspections:finding-new": Route(lambda c: _covert(c, "finding/"), TEAM),
    "inspections:record": Route(_record, TEAM),
    "inspections:record-save": Route(lambda c: _record(c, "save/"), TEAM, method="post"),
    "inspections:feedback": Route(lambda c: _released(c, "feedback/"), ZONE | TEAM | UNIT),
    "inspections:review-ask": Route(lambda c: _released(c, "feedback/review/"), STATES),
    "inspections:review": Route(_review, ZONE | UNIT),
    "inspections:review-assign": Route(lambda c: _review(c, "assign/"), HEAD, method="post"),
    # The examiner is none of the cast.
    "inspections:review-answer": Route(
        lambda c: _review(c, "answer/", assigned=True), frozenset(), method="post"
    ),
    "inspections:finding": Route(_finding, ZONE | TEAM | UNIT),
    "inspections:finding-state": Route(
        lambda c: _finding(c, "state/"), STATES, method="post", data=STATE
    ),
    "inspections:finding-decide": Route(
        lambda c: _finding(c, "decide/", stated=True),
        OFFICE,
        method="post",
        data={"decision": "uphold"},
    ),
    "inspections:finding-step": Route(lambda c: _upheld(c, "step/link/"), OFFICE, method="post"),
    "inspections:evidence": Route(_evidence, ZONE | TEAM | UNIT),
    "inspections:slips": Route(lambda _: "/staff/slips/", ZONE | UNIT | OTHERS),
    "inspections:slip-new": Route(lambda _: "/staff/slips/new/", OFFICE),
    "inspections:slip": Route(_slip, ZONE | UNIT),
    "inspections:slip-edit": Route(lambda c: _slip(c, "edit/", issued=False), OFFICE),
    "inspections:slip-step": Route(
        lambda c: _slip(c, "step/sign_for/"), frozenset({"liaison", "unit_head"}), method="post"
    ),
    "inspections:slip-reply": Route(
        lambda c: _signed(c, "reply/"),
        frozenset({"liaison", "unit_head"}),
        method="post",
        data={"text": "已完成整改，附相关材料。"},
    ),
    "inspections:slip-judge": Route(
        lambda c: _signed(c, "judge/", replied=True),
        OFFICE,
        method="post",
        data={"verdict": "good", **LATER},
    ),
    "inspections:slip-print": Route(lambda c: _slip(c, "print/"), ZONE | UNIT, method="post"),
    "inspections:interview-new": Route(
        lambda c: _slip(c, "interview/", kind=SlipKind.TALK), RECORDERS
    ),
    "inspections:interview": Route(_talk, TALKED),
    "inspections:interview-edit": Route(
        lambda c: _talk(c, "edit/", InterviewState.DRAFT), RECORDERS
    ),
    "inspections:interview-step": Route(
        lambda c: _talk(c, "step/sign/"), frozenset({"unit_head"}), method="post"
    ),
    "inspections:interview-paper": Route(lambda c: _talk(c, "paper/"), RECORDERS, method="post"),
    "inspections:interview-scan": Route(_scan, TALKED),
    "inspections:interview-print": Route(lambda c: _talk(c, "print/"), TALKED, method="post"),
    "inspections:opinions": Route(_opinions, ZONE | GROUP),
    "inspections:opinion-new": Route(lambda c: _opinions(c, "new/"), GROUP),
    "inspections:opinion": Route(_opinion, ZONE | GROUP),
}
