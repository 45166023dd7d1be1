"""Problem → rule → relapse, the ledger's column, the item's page, papers and to-dos."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from core.documents.word import write
from core.todo import listed
from rectification import rule_queries as queries
from rectification import rule_todo, sheet
from rectification.actions import closing, rule_steps
from rectification.enums import Klass, OwnerKind, RuleKind
from rectification.models import QuarterlyReview, RectificationItem, Rule
from rectification.rule_papers import RulePaper, paper_of
from tests.cast import Cast
from tests.factories.rectification import DUE, TODAY, make_closed, make_draft, make_item
from tests.factories.rules import (
    make_approved,
    make_consulting,
    make_drafted,
    make_in_force,
    make_planned,
)
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db


def relapse(item: RectificationItem, cast: Cast, days: int = 3) -> None:
    with clock.at(TODAY + dt.timedelta(days=days)):
        closing.reopen(
            item=item,
            by=cast.office_head,
            reason="抽查又发现逾期件。",
            new_due=dt.date(2011, 9, 30),
        )


def test_a_rule_fails_when_its_problem_comes_back_while_it_is_in_force(cast: Cast) -> None:
    held, failed, before = make_closed(cast), make_closed(cast), make_closed(cast)
    relapse(before, cast)
    good = make_in_force(cast, items=[held])
    bad = make_in_force(cast, items=[failed])
    relapse(failed, cast)
    with clock.at(TODAY + dt.timedelta(days=10)):
        make_in_force(cast, items=[before])  # made because of the relapse: it has not failed
    assert set(queries.relapsed(Rule.objects.all())) == {bad}
    items = RectificationItem.objects.all()
    assert set(queries.back_despite_rule(items)) == {failed}
    rows = {row: row for row in queries.matrix(items)}
    assert [row.failed for row in (rows[held], rows[failed], rows[before])] == [False, True, False]
    assert rows[held].live_rules == [good]


def test_the_matrix_shows_what_has_no_rule_and_counts_it(cast: Cast) -> None:
    ruled, bare = make_item(cast), make_item(cast)
    make_draft(cast)
    make_item(cast, owner_kind=OwnerKind.PERSON)
    make_planned(cast, items=[ruled])
    rule_steps.drop(rule=make_planned(cast, items=[bare]), by=cast.liaison, reason="重复")
    for person, unit in ((cast.liaison, ""), (cast.office, "?unit=JFJ"), (cast.leader, "")):
        page = signed_in(person).get(f"/staff/rules/matrix/{unit}")
        assert set(page.context["page"]) == {ruled, bare}
        context = page.context
        assert (context["all"], context["without"], context["failed"]) == (2, 1, 0)
    client = signed_in(cast.office)
    assert set(client.get("/staff/rules/matrix/?chain=without").context["page"]) == {bare}
    assert set(client.get("/staff/rules/matrix/?chain=with").context["page"]) == {ruled}
    assert not set(client.get("/staff/rules/matrix/?chain=failed").context["page"])
    assert not set(client.get("/staff/rules/matrix/?klass=long_term").context["page"])
    assert not set(signed_in(cast.outsider).get("/staff/rules/matrix/").context["page"])


def test_the_matrix_costs_the_same_for_more_rows(cast: Cast) -> None:
    make_planned(cast, items=[make_item(cast)])
    client = signed_in(cast.office)
    client.get("/staff/rules/matrix/")
    with CaptureQueriesContext(connection) as few:
        client.get("/staff/rules/matrix/")
    for _ in range(3):
        make_planned(cast, items=[make_item(cast)])
    with CaptureQueriesContext(connection) as many:
        client.get("/staff/rules/matrix/")
    assert len(many) == len(few)


def test_the_kinds_of_all_units_cost_two_queries(cast: Cast) -> None:
    rule = make_planned(cast)
    with CaptureQueriesContext(connection) as asked:
        rows = queries.kinds_of([cast.unit, cast.other_unit], rule.campaign)
    assert len(asked) == 2
    counts = {unit.code: [cell.count for cell in cells] for unit, cells in rows}
    assert counts == {"JFJ": [1, 0, 0], "GJJ": [0, 0, 0]}
    assert [cell.kind for cell in rows[0][1]] == list(RuleKind)


def test_the_ledger_names_the_rules_and_says_which_are_only_planned(cast: Cast) -> None:
    item = make_item(cast)
    column = [name for name, _width in sheet.COLUMNS].index("建立制度")
    assert sheet.cells(item, 1)[column] == ""
    make_in_force(cast, items=[item], title="首问负责制实施办法")
    make_planned(cast, items=[item], title="考勤制度")
    rule_steps.drop(rule=make_planned(cast, items=[item]), by=cast.liaison, reason="重复")
    words = "首问负责制实施办法；考勤制度（未印发）"
    assert sheet.cells(item, 1)[column] == words
    fetched = list(sheet.fetched(RectificationItem.objects.all()))
    with CaptureQueriesContext(connection) as asked:
        assert sheet.cells(fetched[0], 1)[column] == words
    assert len(asked) == 0


def test_the_item_page_links_rules_and_says_what_is_missing(cast: Cast) -> None:
    item = make_item(cast, klass=Klass.LONG_TERM, due_date=None, review_on=DUE, milestones=[])
    client = signed_in(cast.liaison)
    page = client.get(f"/staff/ledger/{item.number}/").content.decode()
    assert "须有执行中的制度才能销号" in page
    rule = make_in_force(cast)
    client.post(f"/staff/ledger/{item.number}/rule/", {"rule": rule.pk})
    client.post(
        f"/staff/ledger/{item.number}/quarter/",
        {
            "held_on": "2011-08-19",
            "outcome": "passed",
            "note": "抽查两个月没有再发生。",
            "next_on": "2011-11-18",
        },
    )
    assert QuarterlyReview.objects.get().passed
    page = client.get(f"/staff/ledger/{item.number}/").content.decode()
    assert rule.title in page
    assert "须有执行中的制度" not in page
    # And the way back: the rule names the problem.
    assert item.number in client.get(f"/staff/rules/{rule.number}/").content.decode()


def test_the_closing_page_says_beforehand_what_is_missing(cast: Cast) -> None:
    item = make_item(cast, klass=Klass.LONG_TERM, due_date=None, review_on=DUE, milestones=[])
    page = signed_in(cast.owner).get(f"/staff/ledger/{item.number}/close/").content.decode()
    assert "须有执行中的制度才能销号" in page
    assert "须通过一次季度复核后才能销号" in page


def test_a_rule_that_is_not_offered_cannot_be_linked(cast: Cast) -> None:
    item = make_item(cast)
    rule = make_planned(cast, unit=cast.other_unit, by=cast.outsider)
    client = signed_in(cast.liaison)
    answer = client.post(f"/staff/ledger/{item.number}/rule/", {"rule": rule.pk})
    assert "rule" in answer.context["form"].errors
    assert not item.rules.exists()


def test_the_paper_holds_the_text_and_how_it_came_about(cast: Cast) -> None:
    item = make_item(cast)
    rule = make_in_force(cast, items=[item])
    paper = paper_of(rule, cast.liaison)
    assert paper.number == "青经发〔2011〕12号"
    assert paper.title[-1] == rule.title
    words = str([paper.body, paper.annexes])
    for piece in ("承诺事项应当在承诺时限内办结", item.number, "7 → 4", "局长办公会"):
        assert piece in words
    assert write(paper).startswith(b"PK")
    builder = RulePaper()
    assert builder.can_read({"rule": rule.number}, cast.leader)
    assert not builder.can_read({"rule": rule.number}, cast.outsider)
    assert not builder.can_read({"rule": "ZD-2011-JFJ-999"}, cast.leader)
    assert builder.data({"rule": rule.number}, cast.office)["paper"].issuer == cast.unit.name


def test_a_draft_says_that_it_is_one(cast: Cast) -> None:
    assert "草稿" in paper_of(make_drafted(cast), cast.liaison).title[-1]


def test_todos_come_to_whoever_is_next(cast: Cast) -> None:
    near = make_planned(cast)
    make_planned(cast, due_on=dt.date(2011, 12, 1))  # too far away to ask for it
    waiting = make_consulting(cast)
    approved = make_approved(cast)
    force = make_in_force(cast)
    mine = {(todo.number, str(todo.verb)) for todo in listed(rule_todo.todos(cast.liaison))}
    assert mine == {(near.number, "起草"), (waiting.number, "登记审议结果")}
    assert [todo.number for todo in listed(rule_todo.todos(cast.unit_head))] == [approved.number]
    assert listed(rule_todo.todos(cast.office)) == []
    with clock.at(dt.datetime(2011, 12, 26, 2, tzinfo=dt.UTC)):
        late = listed(rule_todo.todos(cast.liaison))
        assert (force.number, "检查执行情况") in {(t.number, str(t.verb)) for t in late}
        assert {t.light for t in late if t.number == near.number} == {"red"}
