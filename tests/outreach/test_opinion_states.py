"""Every state × step of an opinion × part of the cast, and random walks (R-059)."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core import clock
from core.errors import DomainError, WrongState
from core.models import AuditEvent, Deadline, StatusLog
from outreach.actions import opinions
from outreach.enums import OpinionState
from outreach.models import FieldVisit, Opinion
from outreach.workflow import OPINION, OPINION_KIND
from tests.cast import make_cast
from tests.factories import outreach as make

CELLS = [
    pytest.param(state, step, id=f"{state}-{step.name}")
    for state, step in itertools.product(OpinionState, OPINION.transitions.values())
]


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "step"), CELLS)
def test_a_step_outside_the_table_is_refused_for_everybody(cast, state, step):
    visit = FieldVisit(unit=cast.unit)
    row = Opinion(state=state, version=1, visit=visit, handed_to=cast.other_unit)
    holder = "GJJ" if state == OpinionState.HANDED else "JFJ"
    for part, user in cast.people().items():
        expected = state in step.sources and user.may(step.permission, holder)
        assert bool(OPINION.can(row, step.name, user)) is expected, part
    if state not in step.sources:
        with pytest.raises(WrongState):
            OPINION.apply(row, step.name, by=cast.liaison, reason="x")


ACTS = {
    "adopt": lambda o, u, c: opinions.adopt(opinion=o, by=u, note="已采纳办理"),
    "explain": lambda o, u, c: opinions.explain(opinion=o, by=u, note="已说明政策"),
    "to_item": lambda o, u, c: opinions.to_item(opinion=o, by=u),
    "to_case": lambda o, u, c: opinions.to_case(opinion=o, by=u, demand="other"),
    "hand": lambda o, u, c: opinions.hand(opinion=o, by=u, unit=c.other_unit, reason="属贵局"),
    "answer": lambda o, u, c: opinions.answer(opinion=o, by=u, note="已办理"),
    "give_back": lambda o, u, c: opinions.give_back(opinion=o, by=u, reason="不属本局"),
}
STEPS = st.one_of(
    st.sampled_from([("hand", "liaison"), ("give_back", "outsider"), ("answer", "outsider")]),
    st.tuples(
        st.sampled_from(sorted(ACTS)), st.sampled_from(["liaison", "outsider", "office", "owner"])
    ),
)


class WalkTest(TestCase):
    """Whatever people try in whatever order, these stay true."""

    @settings(
        max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(walk=st.lists(STEPS, min_size=1, max_size=8))
    def test_walks(self, walk):
        cast = make_cast()
        with clock.at(make.TODAY):
            opinion = make.make_firm_visit(cast).opinions.get()
            for name, part in walk:
                self._try(opinion, name, getattr(cast, part), cast)
                opinion = Opinion.objects.get(pk=opinion.pk)
                self._holds(opinion)

    def _try(self, opinion, name, user, cast):
        def stand():
            row = Opinion.objects.get(pk=opinion.pk)
            return row.version, row.state, StatusLog.objects.count(), AuditEvent.objects.count()

        before = stand()
        try:
            ACTS[name](opinion, user, cast)
        except DomainError:
            assert stand() == before
        else:
            assert stand()[0] == before[0] + 1

    def _holds(self, opinion):
        # what is not disposed of has a day, with the unit that has to act.
        running = Deadline.objects.open().of(OPINION_KIND, opinion.pk)
        assert [row.unit_code for row in running] == (
            [opinion.holder.code] if opinion.is_waiting else []
        )
        assert opinion.is_waiting is (opinion.disposed_at is None)
        assert (opinion.item is not None) is (opinion.state == OpinionState.ITEM)
        assert (opinion.case is not None) is (opinion.state == OpinionState.CASE)
        logs = list(StatusLog.objects.of(OPINION_KIND, opinion.pk))
        assert sum(row.transition == "give_back" for row in logs) <= 1
        assert logs[-1].to_state == opinion.state
