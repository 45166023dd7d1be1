"""Every state × step × part of the cast, and random walks: what the table promises holds."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core import clock
from core.errors import DomainError, WrongState
from core.models import AuditEvent, Deadline, StatusLog
from outreach import links
from outreach.actions import cases, confirming, serving
from outreach.actors import ENTERPRISE
from outreach.enums import ENDED_STATES, CaseState, Claim
from outreach.models import EnterpriseCase
from outreach.workflow import CASE, KIND
from tests.cast import make_cast
from tests.factories import outreach as make

CELLS = [
    pytest.param(state, step, id=f"{state}-{step.name}")
    for state, step in itertools.product(CaseState, CASE.transitions.values())
]


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "step"), CELLS)
def test_a_step_outside_the_table_is_refused_for_everybody(cast, state, step):
    row = EnterpriseCase(state=state, version=1, unit=cast.unit)
    for part, user in cast.people().items():
        expected = state in step.sources and user.may(step.permission, "JFJ")
        assert bool(CASE.can(row, step.name, user)) is expected, part
    if state not in step.sources:
        with pytest.raises(WrongState):
            CASE.apply(row, step.name, by=cast.office_head, reason="x")
        assert row.state == state


@pytest.mark.django_db
def test_nobody_of_the_workbench_speaks_for_the_enterprise(cast):
    row = EnterpriseCase(state=CaseState.CONFIRMING, version=1, unit=cast.unit)
    for step in ("solved", "partly", "unsolved"):
        assert CASE.can(row, step, ENTERPRISE)
        assert not any(CASE.can(row, step, user) for user in cast.people().values())
    others = set(CASE.transitions) - {"solved", "partly", "unsolved"}
    assert not any(
        CASE.can(EnterpriseCase(state=state, version=1, unit=cast.unit), step, ENTERPRISE)
        for state in CaseState
        for step in others
    )


def test_no_step_of_a_unit_leads_to_an_end():
    ends = {step.name: step.permission for step in CASE.transitions.values()}
    wrong = [
        step.name
        for step in CASE.transitions.values()
        if step.target in ENDED_STATES and ends[step.name] == "case.edit"
    ]
    assert wrong == []


# --- Random walks -------------------------------------------------------------------------------


def _token(case: EnterpriseCase) -> str:
    """A link for the case as it stands, as if the enterprise still had it on its phone."""
    token = links.new_token()
    if case.state == CaseState.CONFIRMING:
        EnterpriseCase.objects.filter(pk=case.pk).update(link_hash=links.hash_token(token))
    return token


def _answer(outcome: str) -> Callable[[EnterpriseCase, Any], object]:
    return lambda c, u: confirming.answer(case=c, token=_token(c), outcome=outcome, stars=3)


ACTS: dict[str, Callable[[EnterpriseCase, Any], object]] = {
    "assign": lambda c, u: cases.assign(case=c, by=u),
    "take": lambda c, u: cases.take(case=c, by=u),
    "hand_back": lambda c, u: cases.hand_back(case=c, by=u, reason="非本单位职责"),
    "promise": lambda c, u: serving.promise(
        case=c, by=u, measures="对接银行", due_on=make.days(20), next_on=make.days(7)
    ),
    "revise": lambda c, u: serving.revise(
        case=c, by=u, measures="另行安排", due_on=make.days(30), reason="企业要求"
    ),
    "follow": lambda c, u: serving.follow(
        case=c, by=u, on=make.days(0), progress="已联系", next_on=make.days(9)
    ),
    "keep_long": lambda c, u: serving.keep_long(
        case=c, by=u, reason="历史遗留", next_on=make.days(60)
    ),
    "ask": lambda c, u: confirming.ask(case=c, by=u, result="已放款"),
    "renew": lambda c, u: confirming.renew(case=c, by=u),
    "go_on": lambda c, u: confirming.go_on(case=c, by=u, reason="未完成", next_on=make.days(5)),
    "refusal": lambda c, u: confirming.claim(
        case=c, by=u, claim=Claim.REFUSAL, note="企业不便确认"
    ),
    "unsolvable": lambda c, u: confirming.claim(
        case=c, by=u, claim=Claim.UNSOLVABLE, note="不符合政策"
    ),
    "accept": lambda c, u: confirming.accept(case=c, by=u),
    "reject": lambda c, u: confirming.reject(case=c, by=u, reason="请再联系"),
    "solved": _answer("solved"),
    "partly": _answer("partly"),
    "unsolved": _answer("unsolved"),
}
ACTORS = ("liaison", "unit_head", "office", "outsider", "desk")
# The usual way is likely, so that walks reach the later states.
USUAL = [
    ("assign", "office"),
    ("promise", "liaison"),
    ("follow", "liaison"),
    ("ask", "liaison"),
    ("unsolved", "outsider"),
    ("follow", "liaison"),
    ("ask", "liaison"),
    ("refusal", "liaison"),
    ("accept", "office"),
]
STEPS = st.one_of(
    st.sampled_from(USUAL), st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(ACTORS))
)
WALKS = st.tuples(st.integers(0, len(USUAL)), st.lists(STEPS, max_size=14))


class WalkTest(TestCase):
    """Whatever people try in whatever order, these stay true."""

    @settings(
        max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(walk=WALKS)
    def test_walks(self, walk):
        prefix, rest = walk
        cast = make_cast()
        with clock.at(make.TODAY):
            case = make.make_registered(cast)
            first = None
            for name, part in [*USUAL[:prefix], *rest]:
                self._try(case, name, getattr(cast, part))
                case = EnterpriseCase.objects.get(pk=case.pk)
                first = first or case.first_due
                assert case.first_due == first
                self._holds(case)

    def _try(self, case, name, user):
        def stand():
            row = EnterpriseCase.objects.get(pk=case.pk)
            return row.version, row.state, StatusLog.objects.count(), AuditEvent.objects.count()

        before = stand()
        try:
            ACTS[name](case, user)
        except DomainError:
            assert stand() == before  # refused: nothing has happened (ASVS 2.3.3)
        else:
            assert stand()[0] == before[0] + 1
            assert stand()[3] > before[3]

    def _holds(self, case):
        # every open case has a next date, and somebody is reminded of a day.
        assert case.is_open is (case.next_on is not None)
        running = Deadline.objects.open().of(KIND, case.pk)
        assert running.exists() is case.is_open
        assert {row.unit_code for row in running} <= {case.unit.code}
        # a case ends by the enterprise's word, or by the office on an explanation.
        if not case.is_open:
            ended = StatusLog.objects.of(KIND, case.pk).last()
            said = case.confirmations.filter(round=case.rounds, outcome="solved").exists()
            assert said is (ended.actor == "enterprise")
            assert said or (ended.actor == "office" and case.claim_note)
        # The link works only while the enterprise is asked.
        assert (case.link_hash != "") is (case.state == CaseState.CONFIRMING)
        # The timeline is one unbroken line, and it ends where the record stands.
        logs = list(StatusLog.objects.of(KIND, case.pk))
        for earlier, later in itertools.pairwise(logs):
            assert later.from_state == earlier.to_state
        assert logs[-1].to_state == case.state
