"""Who may open the pages of outreach. Records belong to unit JFJ."""

from collections.abc import Callable

from core import clock
from outreach.models import EnterpriseCase, Opinion, ResearchReport
from tests.access.rectification import OFFICE, OUTSIDERS, TODAY, UNIT, ZONE
from tests.access.types import ANYBODY, Route
from tests.cast import Cast
from tests.factories import outreach as make
from tests.factories.rectification import proof

LIAISON = frozenset({"liaison"})
HEAD = frozenset({"unit_head"})
LIAISONS = frozenset({"liaison", "outsider"})
DESK = frozenset({"desk", "desk2"})
READERS = UNIT | ZONE | OUTSIDERS
Make = Callable[[Cast], EnterpriseCase]


def _at(name: str, make_case: Make = make.make_case) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            return f"/staff/cases/{make_case(cast).number}/{name}"

    return path


def _asked(cast: Cast) -> EnterpriseCase:
    return make.make_asked(cast)[0]


def _firm(name: str) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            return f"/staff/enterprises/{make.make_enterprise(cast).pk}/{name}"

    return path


def _link(cast: Cast) -> str:
    return f"/enterprise/{make.make_asked(cast)[1]}/"  # its days count from the real today


def _visit(name: str) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            return f"/staff/visits/{make.make_visit(cast).number}/{name}"

    return path


def _opinion(name: str, made: Callable[[Cast], Opinion]) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            return f"{made(cast).get_absolute_url()}{name}"

    return path


def _report(name: str, made: Callable[[Cast], ResearchReport]) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            return f"/staff/research/{made(cast).number}/{name}"

    return path


def _with_file(cast: Cast) -> ResearchReport:
    report = make.make_filed(cast)
    report.file = proof(cast.liaison)
    report.save(update_fields=["file"])
    return report


def _problem(cast: Cast) -> str:
    with clock.at(TODAY):
        report = make.make_report(cast)
        return f"/staff/research/{report.number}/problems/{report.problems.get().pk}/item/"


def _public(cast: Cast) -> str:
    with clock.at(TODAY):
        return f"/research/{make.make_public(cast).number}/"


ROUTES: dict[str, Route] = {
    "outreach:confirm": Route(_link, ANYBODY),
    "outreach:confirmed": Route(lambda cast: "/enterprise/thanks/", ANYBODY),
    "outreach:enterprises": Route(lambda cast: "/staff/enterprises/", READERS),
    "outreach:enterprise-new": Route(lambda cast: "/staff/enterprises/new/", LIAISONS | OFFICE),
    "outreach:enterprise": Route(_firm(""), READERS),
    "outreach:enterprise-edit": Route(_firm("edit/"), LIAISON | OFFICE),
    "outreach:enterprise-contact": Route(_firm("contact/"), LIAISON, method="post"),
    "outreach:cases": Route(lambda cast: "/staff/cases/", READERS),
    "outreach:case-new": Route(
        lambda cast: "/staff/cases/new/", LIAISONS | OFFICE | DESK | {"contact"}
    ),
    "outreach:deeds": Route(lambda cast: "/staff/cases/deeds/", READERS),
    "outreach:case-export": Route(lambda cast: "/staff/cases/export/", READERS),
    "outreach:case": Route(_at(""), UNIT | ZONE),
    "outreach:assign": Route(_at("assign/", make.make_registered), OFFICE),
    "outreach:take": Route(_at("take/", make.make_registered), LIAISON, method="post"),
    "outreach:hand-back": Route(_at("hand-back/"), LIAISON),
    "outreach:promise": Route(_at("promise/"), LIAISON),
    "outreach:revise": Route(_at("revise/", make.make_promised), LIAISON),
    "outreach:follow": Route(_at("follow/", make.make_promised), LIAISON),
    "outreach:long": Route(_at("long/", make.make_serving), LIAISON),
    "outreach:ask": Route(_at("ask/", make.make_serving), LIAISON),
    "outreach:link": Route(_at("link/", _asked), LIAISON),
    "outreach:renew": Route(_at("link/renew/", _asked), LIAISON, method="post"),
    "outreach:go-on": Route(_at("go-on/", _asked), LIAISON),
    "outreach:refusal": Route(_at("refusal/", _asked), LIAISON),
    "outreach:unsolvable": Route(_at("unsolvable/", make.make_serving), LIAISON),
    "outreach:decide": Route(_at("decide/", make.make_refused), OFFICE),
    "outreach:item": Route(_at("item/"), LIAISON | OFFICE),
    "outreach:mark": Route(_at("mark/"), LIAISON | OFFICE, method="post"),
    "outreach:visits": Route(lambda cast: "/staff/visits/", READERS),
    "outreach:visit-new": Route(lambda cast: "/staff/visits/new/", LIAISONS),
    "outreach:visit-units": Route(lambda cast: "/staff/visits/units/", ZONE),
    "outreach:visit-export": Route(lambda cast: "/staff/visits/export/", READERS),
    "outreach:visit": Route(_visit(""), UNIT | ZONE),
    "outreach:visit-edit": Route(_visit("edit/"), LIAISON),
    "outreach:opinion": Route(_opinion("", make.make_opinion), UNIT | ZONE),
    "outreach:opinion-dispose": Route(_opinion("dispose/", make.make_opinion), LIAISON),
    "outreach:opinion-item": Route(_opinion("item/", make.make_opinion), LIAISON, method="post"),
    "outreach:opinion-case": Route(_opinion("case/", make.make_opinion), LIAISON, method="post"),
    "outreach:opinion-answer": Route(_opinion("answer/", make.make_handed_to_jfj), LIAISON),
    "outreach:public-reports": Route(lambda cast: "/research/", ANYBODY),
    "outreach:public-report": Route(_public, ANYBODY),
    "outreach:reports": Route(lambda cast: "/staff/research/", READERS),
    "outreach:report-new": Route(lambda cast: "/staff/research/new/", LIAISONS),
    "outreach:report": Route(_report("", make.make_filed), UNIT | ZONE),
    "outreach:report-edit": Route(_report("edit/", make.make_report), LIAISON),
    "outreach:report-submit": Route(_report("submit/", make.make_report), LIAISON, method="post"),
    "outreach:report-sign": Route(_report("sign/", make.make_signing), HEAD, method="post"),
    "outreach:report-back": Route(_report("back/", make.make_signing), HEAD, method="post"),
    "outreach:report-review": Route(_report("review/", make.make_filed), OFFICE),
    "outreach:report-publish": Route(_report("publish/", make.make_adopted), OFFICE, method="post"),
    "outreach:report-file": Route(_report("file/", _with_file), UNIT | ZONE),
    "outreach:report-attach": Route(_report("file/add/", make.make_report), LIAISON, method="post"),
    "outreach:report-print": Route(_report("print/", make.make_filed), UNIT | ZONE, method="post"),
    "outreach:report-word": Route(_report("word/", make.make_filed), UNIT | ZONE),
    "outreach:report-item": Route(_problem, LIAISON, method="post"),
}
