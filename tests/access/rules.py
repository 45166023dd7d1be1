"""Who may open the pages of rules. Rules belong to unit JFJ."""

from collections.abc import Callable
from typing import Any

from core import clock
from rectification.actions import rules
from rectification.enums import Klass, RuleChange
from rectification.models import Rule
from tests.access.rectification import OFFICE, OUTSIDERS, UNIT, ZONE, _at
from tests.access.types import Route
from tests.cast import Cast
from tests.factories import rules as make
from tests.factories.rectification import DUE, TODAY, make_item, proof, the_campaign

WRITERS = frozenset({"liaison", "unit_deputy"})
HEAD = frozenset({"unit_head"})
READERS = UNIT | ZONE
ALL_READERS = READERS | OUTSIDERS


def _rule(name: str, maker: Callable[..., Rule] = make.make_planned, **fields: Any) -> Any:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            return f"/staff/rules/{maker(cast, **fields).number}/{name}"

    return path


def _list(address: str) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            the_campaign(cast)
        return address

    return path


def _file(cast: Cast) -> str:
    with clock.at(TODAY):
        rule = make.make_planned(cast)
        rules.write(rule=rule, by=cast.liaison, fields={}, files=[proof(cast.liaison)])
    return f"/staff/rules/{rule.number}/files/{rule.files.get().pk}/"


def _long_term(cast: Cast) -> Any:
    return make_item(cast, klass=Klass.LONG_TERM, due_date=None, review_on=DUE, milestones=[])


def _kept(cast: Cast) -> Rule:
    return make.make_drafted(cast, change=RuleChange.KEEP, former="考勤制度（2008年）")


ROUTES: dict[str, Route] = {
    "rectification:rules": Route(_list("/staff/rules/"), ALL_READERS),
    "rectification:rule-new": Route(_list("/staff/rules/new/"), WRITERS | {"outsider"}),
    "rectification:rule-matrix": Route(_list("/staff/rules/matrix/"), ALL_READERS),
    "rectification:rule-kinds": Route(_list("/staff/rules/kinds/"), ALL_READERS),
    "rectification:rule-absence": Route(_list("/staff/rules/kinds/JFJ/work/"), WRITERS),
    "rectification:rule": Route(_rule(""), READERS),
    "rectification:rule-edit": Route(_rule("edit/"), WRITERS),
    "rectification:rule-draft": Route(_rule("draft/"), WRITERS),
    "rectification:rule-consult": Route(_rule("consult/", make.make_drafted), WRITERS),
    "rectification:rule-opinions": Route(_rule("opinions/", make.make_consulting), WRITERS),
    "rectification:rule-approve": Route(_rule("approve/", make.make_consulting), WRITERS),
    "rectification:rule-redraft": Route(_rule("redraft/", make.make_consulting), WRITERS),
    "rectification:rule-issue": Route(_rule("issue/", make.make_approved), HEAD),
    "rectification:rule-confirm": Route(_rule("confirm/", _kept), HEAD),
    "rectification:rule-check": Route(_rule("check/", make.make_in_force), WRITERS | OFFICE),
    "rectification:rule-evaluate": Route(_rule("evaluate/", make.make_in_force), WRITERS),
    "rectification:rule-abolish": Route(_rule("abolish/", make.make_in_force), HEAD),
    "rectification:rule-drop": Route(_rule("drop/"), WRITERS),
    "rectification:rule-print": Route(_rule("print/"), READERS, method="post"),
    "rectification:rule-word": Route(_rule("word/"), READERS),
    "rectification:rule-file": Route(_file, READERS),
    "rectification:rule-link": Route(_at("rule/"), WRITERS),
    "rectification:quarter": Route(_at("quarter/", _long_term), UNIT - HEAD),
}
