"""The rectification plan of a unit: one signature, one approval, additions, its course."""

import itertools

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campaign.enums import Evidence
from campaign.models import TaskEvidence
from core import clock
from core.errors import DomainError, NotAllowed, WrongState
from core.models import Notice, StatusLog
from core.todo import listed
from core.workflow import Transition
from publicity.actions import publications
from rectification import papers
from rectification.actions import closing, items, plans
from rectification.enums import PLAN_APPROVED, PlanState, State
from rectification.models import RectificationPlan
from rectification.plan_todo import todos
from rectification.plan_workflow import PLAN, PLAN_KIND
from tests.cast import Cast, make_cast
from tests.factories.publicity import make_public, make_public_item
from tests.factories.rectification import (
    DUE,
    TODAY,
    make_closed,
    make_draft,
    make_item,
    make_plan,
)

pytestmark = pytest.mark.django_db
URL = "/staff/ledger/plans/JFJ/"


@pytest.fixture(autouse=True)
def _a_friday():
    with clock.at(TODAY):
        yield


def _client(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_plan_goes_from_the_liaison_to_the_office(cast):
    items.send(item=make_draft(cast), by=cast.liaison)
    page = _client(cast.liaison).get(URL).content.decode()
    assert URL + "edit/" in page
    answer = _client(cast.liaison).post(URL + "edit/", {"aims": "年内承诺件按时办结率百分之百。"})
    assert answer["Location"] == URL
    _client(cast.liaison).post(URL + "step/send/")
    _client(cast.unit_head).post(URL + "step/sign/")
    plan = RectificationPlan.objects.get()
    assert (plan.state, plan.signed_by) == (PlanState.SUBMITTED, cast.unit_head)
    _client(cast.office).post(URL + "step/approve/")
    plan.refresh_from_db()
    assert (plan.state, plan.number) == (PlanState.APPROVED, "ZF-2011-JFJ")
    page = _client(cast.liaison).get(URL).content.decode()
    assert "年内承诺件按时办结率百分之百。" in page
    assert "已审核" in page


def test_one_signature_and_one_approval_do_for_all_items(cast):
    plan = make_plan(cast)
    second = items.send(
        item=make_draft(cast, description="窗口无人值守，群众等候超过半小时。"), by=cast.liaison
    )
    plan = plans.sign(plan=plans.send(plan=plan, by=cast.liaison), by=cast.unit_head)
    second.refresh_from_db()
    assert (second.state, second.signed_by) == (State.SUBMITTED, cast.unit_head)
    plan = plans.approve(plan=plan, by=cast.office)
    states = set(plan.items().values_list("state", flat=True))
    assert states == {State.IN_PROGRESS}
    second.refresh_from_db()
    assert second.original_due == second.due_date


def test_a_key_mark_survives_the_approval_of_the_plan(cast):
    plan = make_plan(cast, to=PlanState.SUBMITTED)
    plan.items().update(is_key=True)
    plans.approve(plan=plan, by=cast.office)
    assert plan.items().get().is_key


def test_the_office_waits_for_items_that_are_still_with_the_unit(cast):
    plan = make_plan(cast, to=PlanState.SUBMITTED)
    late = items.send(
        item=make_draft(cast, description="窗口无人值守，群众等候超过半小时。"), by=cast.liaison
    )
    with pytest.raises(DomainError, match="1"):
        plans.approve(plan=plan, by=cast.office)
    plan.refresh_from_db()
    assert plan.state == PlanState.SUBMITTED
    assert plan.items().exclude(pk=late.pk).get().state == State.SUBMITTED
    answer = _client(cast.office).post(URL + "step/approve/", follow=True)
    assert "仍在单位" in answer.content.decode()


def test_no_plan_without_an_item_and_without_aims(cast):
    make_draft(cast)
    with pytest.raises(DomainError) as fault:
        plans.write(unit=cast.unit, by=cast.liaison, aims=" ")
    assert fault.value.field == "aims"
    plan = plans.write(unit=cast.unit, by=cast.liaison, aims="年内按时办结率百分之百。")
    with pytest.raises(NotAllowed):
        plans.send(plan=plan, by=cast.liaison)
    page = _client(cast.liaison).post(URL + "edit/", {"aims": "短", "version": plan.version})
    assert page.context["form"].errors["aims"]


def test_the_draft_of_a_colleague_is_not_overwritten(cast):
    plan = make_plan(cast)
    plans.write(unit=cast.unit, by=cast.unit_deputy, aims="另一位同事先改了这里。", version=1)
    answer = _client(cast.liaison).post(
        URL + "edit/", {"aims": "这是我写的目标和要求。", "version": plan.version}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "另一位同事先改了这里。" in page
    assert "这是我写的目标和要求。" in page


def test_who_began_beside_a_colleague_meets_the_colleagues_draft(cast):
    plan = make_plan(cast)
    answer = _client(cast.liaison).post(
        URL + "edit/", {"aims": "开始写的时候还没有方案。", "version": 0}
    )
    assert answer.status_code == 409
    assert "开始写的时候还没有方案。" in answer.content.decode()
    plan.refresh_from_db()
    assert plan.aims == "年内承诺件按时办结率达到百分之百。"


def test_a_returned_plan_says_why_and_comes_again(cast):
    plan = make_plan(cast, to=PlanState.SUBMITTED)
    with pytest.raises(DomainError):
        plans.return_for_changes(plan=plan, by=cast.office, reason="")
    plan = plans.return_for_changes(plan=plan, by=cast.office, reason="目标要写明数字。")
    assert plan.state == PlanState.DRAFT
    assert "目标要写明数字。" in _client(cast.liaison).get(URL).content.decode()
    told = Notice.objects.get(kind="rectification.plan-sent-back")
    assert told.recipient == cast.liaison
    assert Notice.objects.filter(kind="rectification.plan-to-approve", settled_at=None).count() == 0
    plan = plans.sign(plan=plans.send(plan=plan, by=cast.liaison), by=cast.unit_head)
    assert plan.state == PlanState.SUBMITTED


def test_later_items_are_additions_in_page_and_paper(cast):
    plan = make_plan(cast, to=PlanState.APPROVED)
    with clock.at(TODAY.replace(day=22)):
        later = make_item(cast, description="窗口无人值守，群众等候超过半小时。")
    assert [plan.is_addition(item) for item in plan.items()] == [False, True]
    page = _client(cast.liaison).get(URL).content.decode()
    assert page.count("增补") == 1
    text = str(papers.plan_of(cast.unit, cast.liaison).body)
    assert later.headline + "（增补）" in text
    assert plan.aims in text


def test_publication_and_withdrawal_of_its_items_move_the_plan(cast):
    plan = make_plan(cast, to=PlanState.APPROVED)
    publication = make_public(cast, make_public_item(cast))
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLIC
    publications.withdraw(publication=publication, by=cast.office_head, reason="内容有误")
    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED


def test_it_is_completed_when_all_is_struck_off_and_goes_on_after_a_relapse(cast):
    plan = make_plan(cast, to=PlanState.APPROVED)
    with pytest.raises(NotAllowed):
        plans.finish(plan=plan, by=cast.office)
    plan.items().update(state=State.SUSPENDED)
    item = make_closed(cast)
    plan = plans.finish(plan=plan, by=cast.office)
    assert plan.state == PlanState.DONE
    closing.reopen(item=item, by=cast.office_head, reason="又出现逾期", new_due=DUE)
    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED
    assert StatusLog.objects.of(PLAN_KIND, plan.pk).last().actor_name


def test_the_plan_of_another_unit_does_not_exist(cast):
    make_plan(cast, to=PlanState.APPROVED)
    assert _client(cast.outsider).get(URL).status_code == 404
    assert RectificationPlan.objects.visible_to(cast.outsider).count() == 0


def test_the_zone_reads_a_plan_once_it_has_left_the_unit(cast):
    plan = make_plan(cast)
    assert plan.aims not in _client(cast.office).get(URL).content.decode()
    plans.sign(plan=plans.send(plan=plan, by=cast.liaison), by=cast.unit_head)
    assert plan.aims in _client(cast.office).get(URL).content.decode()


@pytest.mark.parametrize(
    ("state", "part"),
    [
        (PlanState.DRAFT, "liaison"),
        (PlanState.UNIT_REVIEW, "unit_head"),
        (PlanState.SUBMITTED, "office"),
    ],
)
def test_who_is_next_finds_it_on_the_list(cast, state, part):
    plan = make_plan(cast, to=state)
    assert [todo.number for todo in listed(todos(getattr(cast, part)))] == [plan.number]
    others = {"liaison", "unit_head", "office", "outsider", "leader"} - {part}
    assert all(listed(todos(getattr(cast, other))) == [] for other in others)


def test_the_plan_counts_towards_its_task(cast, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "rectification.actions.plans.tasks.fulfil", lambda evidence, **row: seen.append(evidence)
    )
    make_plan(cast, to=PlanState.APPROVED)
    assert Evidence.RECTIFICATION_PLAN in seen
    assert not TaskEvidence.objects.filter(kind=PLAN_KIND).exists()


CELLS = [
    pytest.param(state, step, id=f"{state}-{step.name}")
    for state, step in itertools.product(PlanState, PLAN.transitions.values())
]


@pytest.mark.asvs("2.3.1")
@pytest.mark.parametrize(("state", "step"), CELLS)
def test_a_step_outside_the_table_is_refused_for_everybody(
    cast: Cast, state: PlanState, step: Transition
) -> None:
    plan = RectificationPlan(unit=cast.unit, state=state, version=1)
    for part, user in cast.people().items():
        expected = state in step.sources and user.may(step.permission, plan.unit_code)
        assert bool(PLAN.can(plan, step.name, user)) is expected, part
    if state not in step.sources:
        with pytest.raises(WrongState):
            PLAN.apply(plan, step.name, by=cast.office_head, reason="x")


ACTS = {
    "send": lambda plan, by: plans.send(plan=plan, by=by),
    "sign": lambda plan, by: plans.sign(plan=plan, by=by),
    "send_back": lambda plan, by: plans.send_back(plan=plan, by=by, reason="再改"),
    "return": lambda plan, by: plans.return_for_changes(plan=plan, by=by, reason="再改"),
    "approve": lambda plan, by: plans.approve(plan=plan, by=by),
    "finish": lambda plan, by: plans.finish(plan=plan, by=by),
}


class Walks(TestCase):
    """Whatever is tried in whatever order, a plan is approved only with both signatures."""

    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.differing_executors]
    )
    @given(
        steps=st.lists(
            st.tuples(
                st.sampled_from(sorted(ACTS)),
                st.sampled_from(["liaison", "unit_head", "office", "outsider"]),
            ),
            max_size=16,
        )
    )
    def test_any_order(self, steps: list[tuple[str, str]]) -> None:
        with clock.at(TODAY):
            cast = make_cast()
            plan = make_plan(cast)
            for name, part in steps:
                plan.refresh_from_db()
                before, version = plan.state, plan.version
                try:
                    ACTS[name](plan, getattr(cast, part))
                except DomainError:
                    plan.refresh_from_db()
                    assert (plan.state, plan.version) == (before, version)
            plan.refresh_from_db()
            if plan.state in PLAN_APPROVED:
                assert plan.signed_by == cast.unit_head
                assert plan.approved_by == cast.office
                assert not plan.items().filter(accepted_at=None).exists()
