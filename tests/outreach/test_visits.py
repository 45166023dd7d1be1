"""Field visits: what is logged, what is refused, what counts (R-058, R-059)."""

import datetime as dt

import pytest

from accounts.models import User
from campaign.enums import Evidence
from campaign.models import TaskEvidence
from core import deadlines
from core.errors import Conflict, DomainError, NotAllowed, WrongState
from core.models import Deadline, Notice, StatusLog
from core.todo import Todo, listed
from outreach import visit_counts
from outreach import visit_todo as package_todo
from outreach.actions import opinions, visits
from outreach.enums import CaseState, Demand, Nature, OpinionState, Origin, VisitKind
from outreach.models import FieldVisit, Opinion
from outreach.workflow import OPINION_KIND
from rectification.enums import Source
from rectification.models import RectificationItem
from tests.factories import outreach as make
from tests.factories.campaign import make_campaign


def todos(user: User) -> list[Todo]:
    """What waits for a person, in words."""
    return listed(package_todo.todos(user))


pytestmark = pytest.mark.django_db


def _due(opinion: Opinion) -> list[tuple[str, dt.date]]:
    rows = Deadline.objects.open().of(OPINION_KIND, opinion.pk)
    return [(row.unit_code, row.due_on) for row in rows]


def _told(kind: str) -> list[str]:
    rows = Notice.objects.filter(kind=f"outreach.{kind}", settled_at=None)
    return sorted(rows.values_list("recipient__username", flat=True))


def test_a_visit_gets_a_number_and_its_opinions_a_day(cast):
    visit = make.make_visit(cast)
    opinion = visit.opinions.get()
    assert visit.number == "ZF-2011-JFJ-001"
    assert (opinion.number, opinion.state) == ("ZF-2011-JFJ-001-1", OpinionState.OPEN)
    assert opinion.due_on == dt.date(2011, 9, 9)  # 15 working days
    assert _due(opinion) == [("JFJ", dt.date(2011, 9, 9))]
    assert [row.number for row in todos(cast.liaison)] == [opinion.number]
    assert todos(cast.outsider) == todos(cast.office) == []


def test_a_visit_to_a_firm_takes_its_name_as_the_place(cast):
    visit = make.make_firm_visit(cast)
    assert (visit.place, visit.enterprise.name) == (make.NAME, make.NAME)


def test_a_village_has_no_enterprise(cast):
    visit = make.make_visit(cast, enterprise=make.make_enterprise(cast))
    assert visit.enterprise is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": dt.date(2011, 8, 20)}, "on"),
        ({"on": dt.date(2010, 12, 31)}, "on"),
        ({"met": -1}, "met"),
        ({"met": 10_001}, "met"),
        ({"place": "  "}, "place"),
        ({"visitors": ""}, "visitors"),
        ({"summary": ""}, "summary"),
        ({"kind": VisitKind.ENTERPRISE}, "enterprise"),
    ],
)
def test_what_cannot_be_says_where(cast, changed, field):
    with pytest.raises(DomainError) as fault:
        make.make_visit(cast, **changed)
    assert fault.value.field == field
    assert FieldVisit.objects.count() == Opinion.objects.count() == 0


@pytest.mark.parametrize("part", ["owner", "unit_head", "outsider", "office", "leader", "sysadmin"])
def test_only_the_liaison_of_the_unit_logs(cast, part):
    with pytest.raises(NotAllowed):
        make.make_visit(cast, by=getattr(cast, part))


def test_a_visit_counts_towards_the_task_of_the_phase(cast):
    make_campaign(cast.office_head)
    visit = make.make_visit(cast)
    row = TaskEvidence.objects.get(kind="outreach.visit")
    assert (row.number, row.unit_task.task.evidence) == (visit.number, Evidence.VISIT)
    assert row.counted_on == visit.on


def test_two_people_correct_one_visit(cast):
    visit = make.make_visit(cast)
    values = {name: getattr(visit, name) for name in visits.FIELDS}
    changed = visits.change(
        visit=visit,
        by=cast.liaison,
        version=visit.version,
        opinions=[{"text": "建议增设垃圾桶", "nature": Nature.SUGGESTION}],
        **{**values, "met": 20},
    )
    assert (changed.met, changed.opinions.count()) == (20, 2)
    assert changed.opinions.last().number == "ZF-2011-JFJ-001-2"
    with pytest.raises(Conflict):
        visits.change(visit=visit, by=cast.liaison, version=visit.version, **values)


def test_an_opinion_is_adopted_or_explained_with_words(cast):
    with pytest.raises(DomainError):
        opinions.adopt(opinion=make.make_opinion(cast), by=cast.liaison, note=" ")
    first = opinions.adopt(
        opinion=make.make_opinion(cast), by=cast.liaison, note="已安排更换路灯12盏"
    )
    second = opinions.explain(
        opinion=make.make_opinion(cast), by=cast.liaison, note="已说明维修排期"
    )
    assert (first.state, second.state) == (OpinionState.ADOPTED, OpinionState.EXPLAINED)
    assert first.disposed_by == cast.liaison
    assert _due(first) == _due(second) == []
    with pytest.raises(WrongState):
        opinions.explain(opinion=first, by=cast.liaison, note="再说明")


def test_one_click_makes_a_draft_of_the_unit_with_links_both_ways(cast):
    opinion = opinions.to_item(opinion=make.make_opinion(cast), by=cast.liaison)
    item = RectificationItem.objects.get()
    assert opinion.item == item
    assert (item.unit, item.source, item.description) == (cast.unit, Source.FIELD, make.SAID)
    assert (item.origin_kind, item.origin_number) == (OPINION_KIND, opinion.number)
    with pytest.raises(NotAllowed):
        opinions.to_item(opinion=opinion, by=cast.liaison)


def test_one_click_makes_a_case_of_the_firm_visited(cast):
    opinion = opinions.to_case(
        opinion=make.make_firm_visit(cast).opinions.get(),
        by=cast.liaison,
        demand=Demand.UTILITIES,
    )
    case = opinion.case
    assert (case.enterprise.name, case.origin, case.state) == (
        make.NAME,
        Origin.VISIT,
        CaseState.ASSIGNED,
    )
    assert (case.origin_kind, case.origin_number) == (OPINION_KIND, opinion.number)


def test_help_needs_a_firm(cast):
    opinion = make.make_opinion(cast)
    with pytest.raises(DomainError) as fault:
        opinions.to_case(opinion=opinion, by=cast.liaison, demand=Demand.OTHER)
    assert fault.value.field == "enterprise"


def test_the_other_unit_has_to_answer(cast):
    opinion = make.make_handed(cast)
    assert _due(opinion) == [("GJJ", dt.date(2011, 9, 2))]
    assert _told("opinion-handed") == ["outsider"]
    assert [row.number for row in todos(cast.outsider)] == [opinion.number]
    assert todos(cast.liaison) == []
    with pytest.raises(NotAllowed):
        opinions.answer(opinion=opinion, by=cast.liaison, note="我来答复")
    opinion = opinions.answer(opinion=opinion, by=cast.outsider, note="已修复路灯")
    assert (opinion.state, opinion.note) == (OpinionState.ANSWERED, "已修复路灯")
    assert _told("opinion-answered") == ["liaison"]
    assert _told("opinion-handed") == []
    assert _due(opinion) == []


def test_it_gives_back_once_with_the_reason(cast):
    opinion = opinions.give_back(
        opinion=make.make_handed(cast), by=cast.outsider, reason="属电力部门职责"
    )
    assert (opinion.state, opinion.given_back) == (OpinionState.OPEN, True)
    assert _due(opinion) == [("JFJ", dt.date(2011, 9, 2))]
    assert _told("opinion-given-back") == ["liaison"]
    last = StatusLog.objects.of(OPINION_KIND, opinion.pk).last()
    assert (last.actor, last.reason) == ("outsider", "属电力部门职责")
    again = opinions.hand(
        opinion=opinion, by=cast.liaison, unit=cast.other_unit, reason="经核实属贵局职责"
    )
    with pytest.raises(NotAllowed):
        opinions.give_back(opinion=again, by=cast.outsider, reason="仍不属本局")


def test_the_other_unit_puts_it_on_its_own_ledger(cast):
    opinion = opinions.to_item(opinion=make.make_handed(cast), by=cast.outsider)
    assert opinion.item.unit == cast.other_unit
    assert _told("opinion-answered") == ["liaison"]


def test_nobody_hands_an_opinion_to_himself(cast):
    with pytest.raises(DomainError) as fault:
        opinions.hand(
            opinion=make.make_opinion(cast), by=cast.liaison, unit=cast.unit, reason="自己办"
        )
    assert fault.value.field == "unit"


def test_a_late_opinion_reminds_the_unit(cast):
    opinion = make.make_opinion(cast)
    deadlines.sweep(dt.datetime(2011, 9, 9, 1, tzinfo=dt.UTC))
    assert _told("opinion-due") == ["liaison", "unit_head"]
    opinions.adopt(opinion=opinion, by=cast.liaison, note="已更换路灯")
    assert _told("opinion-due") == []


def test_the_counts_name_who_has_not_been_where(cast, django_assert_max_num_queries):
    make.make_visit(cast)
    make.make_visit(cast)
    make.make_firm_visit(cast)
    with django_assert_max_num_queries(3):
        rows = {row.code: row for row in visit_counts.by_unit(cast.office)}
    assert rows["JFJ"].counts == [0, 1, 2]
    assert rows["JFJ"].has_gap
    assert rows["GJJ"].counts == [0, 0, 0]
    assert visit_counts.by_kind(cast.outsider) == {"project": 0, "enterprise": 0, "village": 0}
