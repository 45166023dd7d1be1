"""Every state × step × part of the cast, and random walks through the life of a rule."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from core import clock
from core.actors import SYSTEM
from core.errors import DomainError, WrongState
from core.models import AuditEvent, Deadline, StatusLog
from core.workflow import Transition
from rectification.actions import rule_steps, rules
from rectification.enums import RULE_ONCE_ISSUED, RuleCheckResult, RuleState, Verdict
from rectification.models import Rule
from rectification.workflow import RULE, RULE_KIND
from tests.cast import Cast, make_cast
from tests.factories.rectification import TODAY
from tests.factories.rules import DRAFT, facts, make_planned

CELLS = [
    pytest.param(state, step, id=f"{state}-{step.name}")
    for state, step in itertools.product(RuleState, RULE.transitions.values())
]


@pytest.mark.asvs("2.3.1")
@pytest.mark.django_db
@pytest.mark.parametrize(("state", "step"), CELLS)
def test_a_step_outside_the_table_is_refused_for_everybody(
    cast: Cast, state: RuleState, step: Transition
) -> None:
    rule = Rule(unit=cast.unit, state=state, version=1)
    for part, user in cast.people().items():
        allowed = bool(RULE.can(rule, step.name, user))
        assert allowed is (state in step.sources and user.may(step.permission, "JFJ")), part
    assert not RULE.can(rule, step.name, cast.outsider)
    if state not in step.sources:
        with pytest.raises(WrongState):
            RULE.apply(rule, step.name, by=SYSTEM, reason="x")
        assert rule.state == state


Act = Callable[[Rule, User], Any]
ACTS: dict[str, Act] = {
    "write": lambda r, u: rules.write(rule=r, by=u, fields=DRAFT),
    "consult": lambda r, u: rule_steps.consult(
        rule=r, by=u, consulted="各科室", start=clock.today(), end=clock.today()
    ),
    "opinions": lambda r, u: rule_steps.note_opinions(rule=r, by=u, opinions=[]),
    "approve": lambda r, u: rule_steps.approve(
        rule=r, by=u, decision="同意", deliberated_by="班子会", deliberated_on=clock.today()
    ),
    "redraft": lambda r, u: rule_steps.redraft(rule=r, by=u, reason="再改"),
    "issue": lambda r, u: rule_steps.issue(rule=r, by=u, facts=facts()),
    "confirm": lambda r, u: rule_steps.confirm(rule=r, by=u, facts=facts()),
    "take_effect": lambda r, u: rule_steps.take_effect(rule=r, by=u),
    "check": lambda r, u: rule_steps.check(
        rule=r, by=u, checked_on=clock.today(), result=RuleCheckResult.KEPT, note="执行"
    ),
    "evaluate": lambda r, u: rule_steps.evaluate(
        rule=r, by=u, verdict=Verdict.KEEP, evaluation="有效"
    ),
    "abolish": lambda r, u: rule_steps.abolish(rule=r, by=u, reason="合并"),
    "drop": lambda r, u: rule_steps.drop(rule=r, by=u, reason="重复"),
}
ACTORS = ("liaison", "unit_deputy", "unit_head", "office", "outsider", "outsider_head", "leader")
USUAL = [
    ("write", "liaison"),
    ("consult", "liaison"),
    ("opinions", "unit_deputy"),
    ("approve", "liaison"),
    ("issue", "unit_head"),
    ("check", "office"),
    ("evaluate", "liaison"),
    ("abolish", "unit_head"),
]
STEPS = st.one_of(
    st.sampled_from(USUAL), st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(ACTORS))
)
WALKS = st.tuples(st.integers(0, len(USUAL)), st.lists(STEPS, max_size=10))


class WalkTest(TestCase):
    """Whatever people try in whatever order, these stay true."""

    @settings(
        max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(walk=WALKS)
    def test_walks(self, walk):
        prefix, rest = walk
        cast = make_cast()
        with clock.at(TODAY):
            rule = make_planned(cast)
            for name, part in [*USUAL[:prefix], *rest]:
                self._try(rule, name, getattr(cast, part))
                rule = Rule.objects.select_related("unit", "campaign").get(pk=rule.pk)
                self._holds(rule)

    def _try(self, rule, name, user):
        before = (rule.version, rule.state, StatusLog.objects.count(), AuditEvent.objects.count())
        try:
            ACTS[name](rule, user)
        except DomainError:
            now = Rule.objects.get(pk=rule.pk)
            after = (now.version, now.state, StatusLog.objects.count(), AuditEvent.objects.count())
            assert after == before  # refused: nothing has happened
        else:
            assert AuditEvent.objects.count() > before[3]
            assert user.may("unit.read", "JFJ") or user.may("rule.check", "JFJ")

    def _holds(self, rule):
        logs = list(StatusLog.objects.of(RULE_KIND, rule.pk))
        for earlier, later in itertools.pairwise(logs):
            assert later.from_state == earlier.to_state
        assert logs[-1].to_state == rule.state
        if rule.state in RULE_ONCE_ISSUED:
            assert rule.doc_no
            assert rule.deliberated_on
            assert rule.issued_by_id
        kinds = set(
            Deadline.objects.open()
            .filter(subject_kind=RULE_KIND, subject_id=rule.pk)
            .values_list("kind", flat=True)
        )
        # A clock for being issued runs exactly until the rule is issued or given up.
        assert ("rectification.rule-due" in kinds) is rule.is_coming
        if rule.state in (RuleState.ABOLISHED, RuleState.DROPPED):
            assert not kinds
