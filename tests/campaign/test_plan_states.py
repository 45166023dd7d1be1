"""Random walks through the life of a plan: whatever people try, its promises hold."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from campaign.actions import plans, reviews
from campaign.actions.reviews import NoteRow
from campaign.enums import PlanField, PlanState
from campaign.models import PlanVersion, UnitPlan
from campaign.models.plan import EDITABLE, ON_FILE
from campaign.workflow import PLAN
from core.errors import DomainError
from core.models import AuditEvent, StatusLog
from tests.cast import Cast, make_cast
from tests.factories.campaign import make_campaign, write_plan

Step = Callable[[UnitPlan, User], object]


def _answer_all(plan: UnitPlan, by: User) -> object:
    return write_plan(plan.unit, by, answers={note.pk: "已改" for note in plan.notes.open()})


STEPS: dict[str, Step] = {
    "edit": _answer_all,
    "send_to_head": lambda plan, by: plans.send_to_head(plan=plan, by=by),
    "send_back": lambda plan, by: plans.send_back(plan=plan, by=by, reason="再具体些"),
    "submit": lambda plan, by: plans.submit(plan=plan, by=by),
    "withdraw": lambda plan, by: plans.withdraw(plan=plan, by=by),
    "accept": lambda plan, by: reviews.accept(plan=plan, by=by),
    "return": lambda plan, by: reviews.return_plan(
        plan=plan, by=by, notes=[NoteRow(PlanField.GOALS, "要有数字")], phone="12345"
    ),
    "publish": lambda plan, by: plans.publish(plan=plan, by=by),
    "amend": lambda plan, by: plans.amend(plan=plan, by=by, reason="职能调整"),
}
PEOPLE = ("liaison", "unit_head", "office", "outsider", "outsider_head", "leader", "sysadmin")


def check(plan: UnitPlan, first_sent: object, cast: Cast) -> None:
    """What must hold in every state."""
    log = StatusLog.objects.of(PLAN.kind, plan.pk)
    last = log.last()
    assert plan.state == (last.to_state if last else PlanState.DRAFT)
    sent = log.filter(transition="submit").count()
    assert plan.versions.count() == sent
    assert (plan.first_submitted_on is not None) == (sent > 0)
    assert first_sent in (None, plan.first_submitted_on)
    filed = log.filter(transition="accept").exists()
    task = plan.unit.tasks.get(task__evidence="plan")
    assert (task.state == "done") == filed
    if plan.state in ON_FILE:
        assert plan.accepted_at is not None
    audited = AuditEvent.objects.filter(object_kind=PLAN.kind, object_id=plan.pk)
    assert audited.exclude(action__endswith=(".open")).exclude(
        action__endswith=".edit"
    ).count() == (log.count())


class PlanWalk(TestCase):
    """Each example runs in a transaction of its own."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        walk=st.lists(
            st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(PEOPLE)), max_size=14
        )
    )
    def test_any_walk(self, walk: list[tuple[str, str]]) -> None:
        cast = make_cast()
        make_campaign(cast.office_head)
        plan = write_plan(cast.unit, cast.liaison)
        first_sent = None
        for name, part in walk:
            before = UnitPlan.objects.get(pk=plan.pk)
            person = getattr(cast, part)
            allowed = (
                before.state in EDITABLE and part == "liaison"
                if name == "edit"
                else bool(PLAN.can(before, name, person))
                or (name == "publish" and bool(PLAN.can(before, "publish_by_office", person)))
            )
            try:
                STEPS[name](before, person)
            except DomainError as error:
                assert not allowed or error.code == "incomplete", (name, part)  # noqa: PT017
                after = UnitPlan.objects.get(pk=plan.pk)
                assert (after.state, after.version) == (before.state, before.version)
            else:
                assert allowed, (name, part, before.state)
            plan = UnitPlan.objects.get(pk=plan.pk)
            check(plan, first_sent, cast)
            first_sent = plan.first_submitted_on


@pytest.mark.django_db
def test_a_sent_version_cannot_be_changed() -> None:
    cast = make_cast()
    make_campaign(cast.office_head)
    plan = plans.send_to_head(plan=write_plan(cast.unit, cast.liaison), by=cast.liaison)
    plans.submit(plan=plan, by=cast.unit_head)
    version = PlanVersion.objects.get()
    version.content = {}
    with pytest.raises(Exception, match=r"(?i)cannot update"):
        version.save()
