"""The public list of rules: issued and disclosed to everybody, nothing else."""

import pytest
from django.test import Client

from core import clock
from rectification.actions import rule_steps
from rectification.enums import Scope
from rectification.models import Rule, RuleFile
from tests.cast import Cast
from tests.factories.rectification import TODAY, make_item, proof
from tests.factories.rules import facts, make_approved, make_drafted, make_in_force, make_issued

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_august():
    with clock.at(TODAY):
        yield


def listed(query: str = "") -> set[Rule]:
    return set(Client().get(f"/rules/{query}").context["page"])


def closed(cast: Cast, scope: Scope) -> Rule:
    return rule_steps.issue(
        rule=make_approved(cast),
        by=cast.unit_head,
        facts=facts(disclosure=scope, disclosure_reason="含内部岗位安排"),
    )


def test_only_what_is_issued_and_public_is_listed(cast: Cast) -> None:
    force, issued = make_in_force(cast), make_issued(cast)
    hidden = [make_drafted(cast), closed(cast, Scope.ZONE), closed(cast, Scope.UNIT)]
    gone = rule_steps.abolish(rule=make_in_force(cast), by=cast.unit_head, reason="合并")
    assert listed() == {force, issued}
    for rule in (*hidden, gone):
        assert Client().get(f"/rules/{rule.number}/").status_code == 404


def test_filters_by_word_unit_and_kind(cast: Cast) -> None:
    rule = make_in_force(cast)
    assert listed("?q=限时&unit=JFJ&kind=work") == {rule}
    assert listed("?q=没有的词") == set()
    assert listed("?unit=GJJ") == set()
    assert listed("?kind=nonsense&unit=???") == {rule}


def test_the_page_shows_the_text_and_not_how_it_came_about(cast: Cast) -> None:
    item = make_item(cast)
    rule = make_in_force(cast, items=[item])
    page = Client().get(f"/rules/{rule.number}/").content.decode()
    assert "承诺事项应当在承诺时限内办结" in page
    assert "7" in page
    for inside in (item.number, item.description, "局长办公会", cast.liaison.name, "3家园区企业"):
        assert inside not in page


def test_files_of_hidden_rules_and_files_taken_out_stay_inside(cast: Cast) -> None:
    public, hidden = make_in_force(cast), make_drafted(cast)
    shown = RuleFile.objects.create(rule=public, attachment=proof(cast.liaison))
    out = RuleFile.objects.create(rule=public, attachment=proof(cast.liaison), in_use=False)
    inside = RuleFile.objects.create(rule=hidden, attachment=proof(cast.liaison))
    at = f"/rules/{public.number}/files"
    answer = Client().get(f"{at}/{shown.pk}/")
    assert answer.status_code == 200
    list(answer.streaming_content)
    assert Client().get(f"{at}/{out.pk}/").status_code == 404
    assert Client().get(f"{at}/{inside.pk}/").status_code == 404
    assert Client().get(f"/rules/{hidden.number}/files/{inside.pk}/").status_code == 404


def test_an_empty_list_says_so(cast: Cast) -> None:
    assert "还没有公开的制度" in Client().get("/rules/").content.decode()
