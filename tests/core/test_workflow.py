"""The state engine: who may move what from where, and what is written down."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import InternalError, connection, transaction

from core import clock
from core.access import Allowed, Denied
from core.actors import PUBLIC, SYSTEM
from core.errors import Conflict, DomainError, NotAllowed, WrongState
from core.models import AuditEvent, StatusLog
from core.workflow import Transition, Workflow, lock
from tests.cast import Cast
from tests.core.conftest import moment

FLOW = Workflow(
    "test.paper",
    [
        Transition("submit", ("draft", "returned"), "submitted", "plan.edit", "Submit"),
        Transition("return", ("submitted",), "returned", "plan.review", "Return", reason=True),
        Transition("file", ("submitted",), "filed", "plan.review", "File", stamp="filed"),
        Transition("note", ("filed",), "", "plan.review", "Note"),
        Transition("withdraw", ("submitted",), "draft", "", "Withdraw"),
    ],
)


@dataclass
class Paper:
    """Enough of a record for the engine; remembers what it was told to save."""

    state: str = "draft"
    version: int = 1
    pk: int = 5
    number: str = "FA-2011-JFJ"
    unit_code: str = "JFJ"
    filed_at: Any = None
    filed_by_id: Any = None
    saved: list[set[str]] = field(default_factory=list)

    def save(self, *, update_fields: Iterable[str]) -> None:
        self.saved.append(set(update_fields))


@pytest.mark.django_db
class TestApply:
    def test_a_step_moves_state_and_version(self, cast: Cast) -> None:
        paper = Paper()
        FLOW.apply(paper, "submit", by=cast.liaison, save=["goals"])
        assert (paper.state, paper.version) == ("submitted", 2)
        assert paper.saved == [{"state", "version", "updated_at", "goals"}]

    def test_the_timeline_tells_who_when_and_why(self, cast: Cast) -> None:
        paper = Paper("submitted")
        with clock.at(moment("2011-04-20 10:00")):
            FLOW.apply(
                paper, "return", by=cast.office, reason="  缺少学习计划 ", extra={"field": "goals"}
            )
        log = StatusLog.objects.of("test.paper", 5).get()
        assert (log.from_state, log.to_state, log.transition) == ("submitted", "returned", "return")
        assert (log.actor, log.actor_post) == ("office", cast.office.post_title)
        assert (log.reason, log.extra) == ("缺少学习计划", {"field": "goals"})
        assert log.at == moment("2011-04-20 10:00")

    def test_the_audit_trail_has_codes_but_no_reason(self, cast: Cast) -> None:
        FLOW.apply(Paper("submitted"), "return", by=cast.office, reason="缺少学习计划")
        event = AuditEvent.objects.get(action="test.paper.return")
        assert (event.number, event.unit_code, event.object_id) == ("FA-2011-JFJ", "JFJ", 5)
        assert event.detail == {"from": "submitted", "to": "returned"}

    def test_a_stamp_fills_who_and_when(self, cast: Cast) -> None:
        paper = Paper("submitted")
        with clock.at(moment("2011-04-20 10:00")):
            FLOW.apply(paper, "file", by=cast.office)
        assert (paper.filed_at, paper.filed_by_id) == (moment("2011-04-20 10:00"), cast.office.pk)
        assert {"filed_at", "filed_by"} <= paper.saved[0]

    def test_a_step_without_target_stays(self, cast: Cast) -> None:
        paper = Paper("filed")
        log = FLOW.apply(paper, "note", by=cast.office)
        assert (log.from_state, log.to_state, paper.version) == ("filed", "filed", 2)

    @pytest.mark.asvs("2.3.1")
    def test_the_wrong_state_is_refused(self, cast: Cast) -> None:
        with pytest.raises(WrongState):
            FLOW.apply(Paper("filed"), "submit", by=cast.liaison)

    @pytest.mark.asvs("2.3.1")
    @pytest.mark.parametrize("part", ["outsider", "office", "contact", "sysadmin"])
    def test_the_wrong_post_is_refused(self, cast: Cast, part: str) -> None:
        paper = Paper()
        with pytest.raises(NotAllowed):
            FLOW.apply(paper, "submit", by=cast.people()[part])
        assert (paper.state, paper.saved, StatusLog.objects.count()) == ("draft", [], 0)

    @pytest.mark.parametrize("reason", ["", "   ", "\n"])
    def test_a_needed_reason_is_asked_for(self, cast: Cast, reason: str) -> None:
        with pytest.raises(DomainError) as refused:
            FLOW.apply(Paper("submitted"), "return", by=cast.office, reason=reason)
        assert (refused.value.code, refused.value.field) == ("reason", "reason")

    def test_the_public_and_the_portal(self) -> None:
        FLOW.apply(Paper("submitted"), "withdraw", by=PUBLIC)
        FLOW.apply(Paper(), "submit", by=SYSTEM)
        with pytest.raises(NotAllowed):
            FLOW.apply(Paper(), "submit", by=PUBLIC)
        assert set(StatusLog.objects.values_list("actor", flat=True)) == {"public", "system"}


@pytest.mark.django_db
def test_what_can_be_done_now_in_the_order_of_the_table(cast: Cast) -> None:
    names = [step.name for step in FLOW.available(Paper("submitted"), cast.office)]
    assert names == ["return", "file"]
    assert FLOW.available(Paper("draft"), cast.office) == []


@pytest.mark.django_db
def test_answers_carry_their_reason(cast: Cast) -> None:
    assert FLOW.can(Paper(), "submit", cast.liaison) == Allowed()
    wrong_state = FLOW.can(Paper("filed"), "submit", cast.liaison)
    wrong_post = FLOW.can(Paper(), "submit", cast.office)
    assert isinstance(wrong_state, Denied)
    assert isinstance(wrong_post, Denied)
    assert "状态" in str(wrong_state.reason)
    assert "岗位" in str(wrong_post.reason)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_timeline_is_append_only(cast: Cast, act: str) -> None:
    FLOW.apply(Paper(), "submit", by=cast.liaison)
    rows = StatusLog.objects.all()
    with pytest.raises(InternalError), transaction.atomic():
        rows.delete() if act == "delete" else rows.update(reason="x")
    assert rows.get().reason == ""


@pytest.mark.django_db
def test_a_lock_gives_the_fresh_row(cast: Cast) -> None:
    type(cast.unit).objects.filter(pk=cast.unit.pk).update(address="new")
    assert lock(cast.unit).address == "new"


@pytest.mark.django_db
def test_a_stale_version_is_a_conflict(cast: Cast) -> None:
    unit = cast.unit
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(unit), "version", 2, raising=False)
        assert lock(unit, 2)
        with pytest.raises(Conflict) as refused:
            lock(unit, 1)
    assert refused.value.current == unit


@pytest.mark.django_db(transaction=True)
def test_a_lock_needs_a_transaction(cast: Cast) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        lock(cast.unit)
    with transaction.atomic():
        assert lock(cast.unit) == cast.unit
    assert not connection.in_atomic_block
