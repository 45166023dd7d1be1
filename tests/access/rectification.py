"""Who may open the pages of the ledger. Items belong to unit JFJ."""

import datetime as dt
from collections.abc import Callable

from core import clock, saved_views
from rectification.actions import (
    extensions,
    importing,
    items,
    progress,
    questions,
    selfcheck,
)
from rectification.enums import ExtensionReason, PlanState, Result
from rectification.models import ExtensionRequest, RectificationItem
from rectification.views.saved import PLACE
from tests.access.types import Route
from tests.cast import Cast
from tests.factories.rectification import (
    TODAY,
    finish,
    make_closed,
    make_draft,
    make_item,
    make_pending,
    make_plan,
    make_submitted,
    the_campaign,
)

UNIT = frozenset({"liaison", "unit_head", "unit_deputy", "owner"})
WRITERS = frozenset({"liaison", "unit_deputy", "owner"})
OFFICE = frozenset({"office", "office_head"})
ZONE = OFFICE | {"leader"}
TEAM = frozenset({"inspector", "inspector_lead"})
OUTSIDERS = frozenset({"outsider", "outsider_head"})

Make = Callable[[Cast], RectificationItem]


def _at(name: str, make: Make = make_item) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            return f"/staff/ledger/{make(cast).number}/{name}"

    return path


def _plan(rest: str, to: str) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            make_plan(cast, to=to)
            return f"/staff/ledger/plans/JFJ/{rest}"

    return path


def _to_sign(cast: Cast) -> RectificationItem:
    return items.send(item=make_draft(cast), by=cast.liaison)


def _closing_to_sign(cast: Cast) -> RectificationItem:
    item = finish(make_item(cast), cast)
    return progress.ask_closing(item=item, by=cast.owner, result=Result.DONE)


def _question(cast: Cast) -> str:
    with clock.at(TODAY):
        item = make_item(cast)
        question = questions.ask(item=item, by=cast.office, text="是哪个月的数据？")
    return f"/staff/ledger/{item.number}/questions/{question.pk}/"


def _asked(cast: Cast) -> ExtensionRequest:
    return extensions.ask(
        item=make_item(cast),
        by=cast.liaison,
        reason_kind=ExtensionReason.FUNDS,
        reason="设备采购款未到账。",
        progress_so_far="已完成选型和询价。",
        new_due=dt.date(2011, 9, 15),
    )


def _extension(cast: Cast) -> RectificationItem:
    return _asked(cast).item


def _extension_to_decide(cast: Cast) -> RectificationItem:
    return extensions.give_opinion(request=_asked(cast), by=cast.office, opinion="属实").item


def _report(cast: Cast) -> str:
    with clock.at(TODAY):
        item = finish(make_item(cast), cast)
        return f"/staff/ledger/{item.number}/reports/{item.reports.get().pk}/read/"


def _file(cast: Cast) -> str:
    with clock.at(TODAY):
        item = finish(make_item(cast), cast)
        return f"/staff/ledger/{item.number}/files/{item.evidence.get().pk}/"


def _check(name: str) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        the_campaign(cast)
        with clock.at(TODAY):
            check = selfcheck.start(unit=cast.unit, by=cast.liaison)
        return f"/staff/problems/{check.number}/{name}"

    return path


def _hand_over(cast: Cast) -> str:
    with clock.at(TODAY):
        make_item(cast)
    return f"/staff/ledger/hand-over/{cast.owner.main_post.pk}/"


def _view(cast: Cast) -> str:
    view = saved_views.save(
        place=PLACE, by=cast.liaison, name="红灯", query="lamp=red", shared=True
    )
    return f"/staff/ledger/views/{view.pk}/delete/"


def _list(path: str) -> Callable[[Cast], str]:
    def make(cast: Cast) -> str:
        with clock.at(TODAY):
            make_item(cast)
        return path

    return make


def make_closed_key(cast: Cast) -> RectificationItem:
    """A closed item that the inspection team may look back at too."""
    item = make_closed(cast)
    RectificationItem.objects.filter(pk=item.pk).update(sampled=True)
    return item


def _import(name: str = "") -> Callable[[Cast], str]:
    """A sheet that the liaison has uploaded: nobody else sees it."""

    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            the_campaign(cast)
            batch = importing.receive(unit=cast.unit, by=cast.liaison, text=_BLOCK)
        return f"/staff/ledger/import/{batch.pk}/{name}"

    return path


_BLOCK = "存在问题\t问题类别\t整改措施\n窗口办件超过承诺时限\t超时办理\t压缩环节"
READERS = UNIT | ZONE | TEAM | OUTSIDERS
ROUTES: dict[str, Route] = {
    "rectification:ledger": Route(_list("/staff/ledger/"), READERS),
    "rectification:new": Route(_list("/staff/ledger/new/"), WRITERS | OFFICE | {"outsider"}),
    "rectification:export": Route(_list("/staff/ledger/export/"), READERS),
    "rectification:ledger-print": Route(_list("/staff/ledger/print/"), READERS, method="post"),
    "rectification:template": Route(
        _list("/staff/ledger/template/"), WRITERS | OFFICE | {"outsider"}
    ),
    "rectification:import": Route(_list("/staff/ledger/import/"), WRITERS | OFFICE | {"outsider"}),
    "rectification:import-preview": Route(_import(), frozenset({"liaison"})),
    "rectification:import-columns": Route(_import("columns/"), frozenset({"liaison"})),
    "rectification:import-marked": Route(_import("marked/"), frozenset({"liaison"})),
    "rectification:bulk": Route(_list("/staff/ledger/bulk/"), READERS, method="post"),
    "rectification:bulk-result": Route(_list("/staff/ledger/bulk/result/"), READERS),
    "rectification:board": Route(_list("/staff/ledger/board/"), READERS),
    "rectification:timeline": Route(_list("/staff/ledger/timeline/"), READERS),
    "rectification:plans": Route(lambda cast: "/staff/ledger/plans/", UNIT | ZONE | OUTSIDERS),
    "rectification:plan": Route(_list("/staff/ledger/plans/JFJ/"), UNIT | ZONE),
    "rectification:plan-edit": Route(_list("/staff/ledger/plans/JFJ/edit/"), WRITERS),
    "rectification:plan-step": Route(
        _plan("step/sign/", to=PlanState.UNIT_REVIEW), frozenset({"unit_head"}), method="post"
    ),
    "rectification:plan-print": Route(
        _list("/staff/ledger/plans/JFJ/print/"), UNIT | ZONE, method="post"
    ),
    "rectification:plan-word": Route(_list("/staff/ledger/plans/JFJ/word/"), UNIT | ZONE),
    "rectification:views": Route(_list("/staff/ledger/views/"), READERS),
    "rectification:view-save": Route(_list("/staff/ledger/views/save/?lamp=red"), READERS),
    "rectification:view-drop": Route(_view, frozenset({"liaison"}), method="post"),
    "rectification:hand-over-people": Route(
        _list("/staff/ledger/hand-over/"), WRITERS | OFFICE | {"outsider"}
    ),
    "rectification:hand-over": Route(_hand_over, WRITERS | OFFICE),
    "rectification:self-checks": Route(lambda cast: "/staff/problems/", UNIT | ZONE | OUTSIDERS),
    "rectification:self-check-start": Route(
        _list("/staff/problems/start/"), WRITERS | {"outsider"}, method="post"
    ),
    "rectification:self-check": Route(_check(""), UNIT),
    "rectification:self-check-part": Route(_check("2/"), WRITERS),
    "rectification:queue": Route(_list("/staff/verify/"), OFFICE | TEAM),
    "rectification:draw": Route(_list("/staff/verify/draw/"), OFFICE, method="post"),
    "rectification:item": Route(_at(""), UNIT | ZONE),
    "rectification:item-print": Route(_at("print/"), UNIT | ZONE, method="post"),
    "rectification:item-word": Route(_at("word/"), UNIT | ZONE),
    "rectification:why": Route(_at("why/"), UNIT | ZONE),
    "rectification:edit": Route(_at("edit/", make_draft), WRITERS | OFFICE),
    "rectification:sign": Route(_at("sign/", _to_sign), frozenset({"unit_head"})),
    "rectification:review": Route(_at("review/", make_submitted), OFFICE),
    "rectification:ask": Route(_at("ask/"), UNIT | OFFICE),
    "rectification:answer": Route(_question, UNIT),
    "rectification:report": Route(_at("progress/"), WRITERS),
    "rectification:close": Route(_at("close/"), WRITERS),
    "rectification:sign-closing": Route(
        _at("close/sign/", _closing_to_sign), frozenset({"unit_head"})
    ),
    "rectification:verify": Route(_at("verify/", make_pending), OFFICE),
    "rectification:look-back": Route(_at("look-back/", make_closed_key), OFFICE | TEAM),
    "rectification:reopen": Route(
        _at("reopen/", make_closed_key),
        frozenset({"office_head", "inspector_lead"}),
    ),
    "rectification:extend": Route(_at("extend/"), WRITERS),
    "rectification:extension-opinion": Route(_at("extend/opinion/", _extension), OFFICE),
    "rectification:extension-decision": Route(
        _at("extend/decision/", _extension_to_decide), frozenset({"office_head"})
    ),
    "rectification:extension-withdraw": Route(
        _at("extend/withdraw/", _extension), WRITERS, method="post"
    ),
    "rectification:assign": Route(_at("assign/"), WRITERS | OFFICE),
    "rectification:suspend": Route(_at("suspend/"), OFFICE),
    "rectification:merge": Route(_at("merge/"), OFFICE),
    "rectification:key": Route(_at("key/"), OFFICE, method="post", data={"key": "1"}),
    "rectification:urge": Route(_at("urge/"), OFFICE, method="post"),
    "rectification:report-read": Route(_report, OFFICE, method="post"),
    "rectification:file": Route(_file, UNIT | ZONE),
}
