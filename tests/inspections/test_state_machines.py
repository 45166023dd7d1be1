"""Every state × step × part of the cast, and random walks: what the tables promise holds."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from core import clock
from core.errors import DomainError, WrongState
from core.models import AuditEvent, Notice, StatusLog
from core.workflow import Workflow
from inspections.actions import conclusions, findings, plans, slips, visits
from inspections.enums import (
    RELEASED_STATES,
    FindingState,
    InterviewState,
    Kind,
    OpinionState,
    ReviewState,
    SlipState,
    State,
)
from inspections.models import (
    Finding,
    Inspection,
    Interview,
    Opinion,
    Reexamination,
    SupervisionSlip,
)
from inspections.workflow import (
    FINDING,
    INSPECTION,
    INTERVIEW,
    KIND,
    OPINION,
    REEXAMINATION,
    SLIP,
)
from tests.cast import Cast, make_cast
from tests.factories import inspections as make

TABLES: list[tuple[Workflow, type[Any], Any]] = [
    (INSPECTION, Inspection, State),
    (FINDING, Finding, FindingState),
    (SLIP, SupervisionSlip, SlipState),
    (REEXAMINATION, Reexamination, ReviewState),
    (OPINION, Opinion, OpinionState),
    (INTERVIEW, Interview, InterviewState),
]
CELLS = [
    pytest.param(table, model, state, step, id=f"{table.kind}-{state}-{step.name}")
    for table, model, states in TABLES
    for state, step in itertools.product(states, table.transitions.values())
]


def _row(cast: Cast, model: type[Any], state: str) -> Any:
    if model is Interview:
        return model(state=state, version=1, slip=SupervisionSlip(unit=cast.unit))
    fields = {} if model is Inspection else {"unit": cast.unit}
    return model(state=state, version=1, **fields)


@pytest.mark.asvs("2.3.1")
@pytest.mark.parametrize(("table", "model", "state", "step"), CELLS)
def test_a_step_outside_the_table_is_refused_for_everybody(cast, table, model, state, step):
    row = _row(cast, model, state)
    for part, user in cast.people().items():
        allowed = bool(table.can(row, step.name, user))
        expected = state in step.sources and user.may(step.permission, row.unit_code)
        assert allowed is expected, part
    if state not in step.sources:
        with pytest.raises(WrongState):
            table.apply(row, step.name, by=cast.office_head, reason="x")
        assert row.state == state


@pytest.mark.parametrize(("table", "model", "states"), TABLES)
def test_nobody_outside_the_business_can_take_any_step(cast, table, model, states):
    for part in ("sysadmin", "secadmin", "auditor", "editor", "desk", "discipline", "contact"):
        user = getattr(cast, part)
        for state in states:
            assert table.available(_row(cast, model, state), user) == [], f"{part} {state}"


def test_another_units_people_can_take_no_step_on_this_units_records(cast):
    for table, model, states in TABLES[1:3]:
        for state in states:
            row = _row(cast, model, state)
            assert table.available(row, cast.outsider) == []
            assert table.available(row, cast.outsider_head) == []


# --- Random walks -------------------------------------------------------------------------------

Act = Callable[[Inspection, User], object]


def _finding(inspection: Inspection) -> Finding:
    return inspection.findings.select_related("unit").order_by("-pk")[0]


def _see(inspection: Inspection, by: User) -> object:
    unit = inspection.units.get()
    seen = visits.Seen(unit, clock.now().time(), "407室", "浏览购物网页", make.category())
    return visits.add_finding(inspection=inspection, by=by, seen=seen)


ACTS: dict[str, Act] = {
    "submit": lambda i, u: plans.submit(inspection=i, by=u),
    "return": lambda i, u: plans.return_plan(inspection=i, by=u, reason="补充范围"),
    "approve": lambda i, u: plans.approve(inspection=i, by=u),
    "cancel": lambda i, u: plans.cancel(inspection=i, by=u, reason="重复"),
    "begin": lambda i, u: visits.begin(inspection=i, by=u),
    "see": _see,
    "conclude": lambda i, u: conclusions.conclude(
        inspection=i, by=u, summary="总体较好", conclusion="责令整改"
    ),
    "send_back": lambda i, u: conclusions.send_back(inspection=i, by=u, reason="补证据"),
    "release": lambda i, u: conclusions.release(inspection=i, by=u),
    "close": lambda i, u: conclusions.close(inspection=i, by=u),
    "state": lambda i, u: findings.state(finding=_finding(i), by=u, text="属实"),
    "uphold": lambda i, u: findings.uphold(finding=_finding(i), by=u),
    "dismiss": lambda i, u: findings.dismiss(finding=_finding(i), by=u, reason="轻微"),
    "open_item": lambda i, u: findings.open_item(finding=_finding(i), by=u),
    "resolve": lambda i, u: findings.resolve(finding=_finding(i), by=u),
    "verify": lambda i, u: findings.verify(finding=_finding(i), by=u),
    "relapse": lambda i, u: findings.relapse(finding=_finding(i), by=u, reason="又犯"),
}
# Those who can do something; a stranger among them, who can do nothing.
ACTORS = ("office", "office_head", "inspector", "inspector_lead", "liaison", "outsider", "desk")
# The usual way is likely, so that walks reach the later states.
USUAL = [
    ("submit", "office"),
    ("approve", "office_head"),
    ("begin", "inspector"),
    ("see", "inspector"),
    ("conclude", "inspector_lead"),
    ("release", "office_head"),
    ("state", "liaison"),
    ("uphold", "office"),
    ("open_item", "office"),
    ("resolve", "office"),
    ("close", "office"),
]
STEPS = st.one_of(
    st.sampled_from(USUAL), st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(ACTORS))
)
WALKS = st.tuples(st.integers(0, len(USUAL)), st.lists(STEPS, max_size=12))


class WalkTest(TestCase):
    """Whatever people try in whatever order, these stay true."""

    @settings(
        max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(walk=WALKS)
    def test_walks(self, walk):
        prefix, rest = walk
        cast = make_cast()
        with clock.at(make.DAY):
            inspection = make.make_inspection(cast, to="draft", kind=Kind.COVERT)
            for name, part in [*USUAL[:prefix], *rest]:
                self._try(inspection, name, getattr(cast, part))
                inspection = Inspection.objects.get(pk=inspection.pk)
                self._holds(cast, inspection)

    def _try(self, inspection, name, user):
        before = (Inspection.objects.get(pk=inspection.pk).version, StatusLog.objects.count())
        events = AuditEvent.objects.count()
        try:
            ACTS[name](inspection, user)
        except (DomainError, IndexError):
            after = (Inspection.objects.get(pk=inspection.pk).version, StatusLog.objects.count())
            # Refused: nothing has happened (ASVS 2.3.3).
            assert after == before
            assert AuditEvent.objects.count() == events
        else:
            assert AuditEvent.objects.count() > events

    def _holds(self, cast, inspection):
        released = inspection.state in RELEASED_STATES
        for user in (cast.liaison, cast.unit_head):
            sees = Inspection.objects.visible_to(user).exists()
            assert sees is released
            if not released:
                assert not Finding.objects.visible_to(user).exists()
                assert not Notice.objects.filter(recipient=user).exists()
        assert not Inspection.objects.visible_to(cast.outsider).exists()
        # The timeline is one unbroken line, and it ends where the record stands.
        logs = list(StatusLog.objects.of(KIND, inspection.pk))
        for earlier, later in itertools.pairwise(logs):
            assert later.from_state == earlier.to_state
        assert logs[-1].to_state == inspection.state
        # Four eyes.
        if inspection.approved_by_id:
            assert inspection.approved_by_id != inspection.submitted_by_id or (
                inspection.state == State.DRAFT
            )
        for finding in inspection.findings.all():
            assert released or finding.state == FindingState.RECORDED
            if finding.state == FindingState.LINKED:
                assert finding.item.origin_number == finding.number


def test_a_slip_walks_only_its_way(cast):
    """Every sequence of three acts by everybody on an issued slip: states follow the table."""
    with clock.at(make.DAY):
        slip = make.make_slip(cast)
        acts = {
            "sign_for": lambda u: slips.sign_for(slip=slip, by=u),
            "reply": lambda u: slips.reply(slip=slip, by=u, text="已办结"),
            "close": lambda u: slips.close(slip=slip, by=u),
            "cancel": lambda u: slips.cancel(slip=slip, by=u, reason="x"),
        }
        reached = []
        for name, part in itertools.product(acts, ("outsider", "office", "liaison")):
            try:
                reached.append(acts[name](getattr(cast, part)).state)
            except DomainError:
                continue
    assert reached == [SlipState.SIGNED, SlipState.REPLIED, SlipState.CLOSED]
