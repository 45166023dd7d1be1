"""Who may open the pages of publications. They belong to unit JFJ."""

from collections.abc import Callable

from core import clock
from publicity.actions import opinions
from publicity.models import Publication
from rectification.models import RuleFile
from tests.access.rectification import OFFICE, OUTSIDERS, TEAM, TODAY, UNIT, WRITERS, ZONE
from tests.access.types import ANYBODY, Route
from tests.cast import Cast
from tests.factories.publicity import make_public, make_publication
from tests.factories.rectification import proof
from tests.factories.rules import make_in_force

DESK = frozenset({"desk", "desk2"})
# Everybody who works in the zone: no administrator, no observer from outside.
INSIDERS = UNIT | ZONE | OUTSIDERS | DESK | TEAM | {"contact", "discipline", "editor"}
Make = Callable[[Cast], Publication]


def _at(name: str, make: Make = make_publication) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            return f"/staff/publications/{make(cast).number}/{name}"

    return path


def _notice(cast: Cast) -> str:
    with clock.at(TODAY):
        return f"/notices/{make_public(cast).number}/"


def _opinion(cast: Cast) -> str:
    with clock.at(TODAY):
        opinion = opinions.leave(publication=make_public(cast), content="建议中午也安排人员值守。")
    return f"/staff/publications/opinions/{opinion.pk}/"


def _rule(name: str) -> Callable[[Cast], str]:
    def path(cast: Cast) -> str:
        with clock.at(TODAY):
            return f"/rules/{make_in_force(cast).number}/{name}"

    return path


def _rule_file(cast: Cast) -> str:
    with clock.at(TODAY):
        rule = make_in_force(cast)
        row = RuleFile.objects.create(rule=rule, attachment=proof(cast.liaison))
    return f"/rules/{rule.number}/files/{row.pk}/"


ROUTES: dict[str, Route] = {
    "publicity:notices": Route(lambda cast: "/notices/", ANYBODY),
    "publicity:notice": Route(_notice, ANYBODY),
    "publicity:rules": Route(lambda cast: "/rules/", ANYBODY),
    "publicity:rule": Route(_rule(""), ANYBODY),
    "publicity:rule-file": Route(_rule_file, ANYBODY),
    "publicity:publications": Route(lambda cast: "/staff/publications/", INSIDERS),
    "publicity:publication-new": Route(lambda cast: "/staff/publications/new/JFJ/", WRITERS),
    "publicity:publication": Route(_at(""), UNIT),
    "publicity:publication-edit": Route(_at("edit/"), WRITERS),
    "publicity:publication-step": Route(_at("submit/"), WRITERS, method="post"),
    "publicity:publication-print": Route(_at("print/", make_public), UNIT | OFFICE, method="post"),
    "publicity:publication-word": Route(_at("word/", make_public), UNIT | OFFICE),
    "publicity:opinions": Route(lambda cast: "/staff/publications/opinions/", DESK),
    "publicity:opinion-handle": Route(
        _opinion, DESK, method="post", data={"note": "已转单位研究。"}
    ),
}
