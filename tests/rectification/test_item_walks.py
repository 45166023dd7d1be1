"""Whatever people try in whatever order, what domain.md §4.7 promises of an item stays true."""

import datetime as dt
import itertools
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.models import AuditEvent, StatusLog
from rectification.actions import closing, extensions, items, office, progress
from rectification.enums import (
    DONE_STATES,
    ExtensionState,
    Klass,
    OwnerKind,
    Result,
    Scope,
    State,
)
from rectification.models import ExtensionRequest, RectificationItem
from rectification.workflow import KIND
from tests.cast import make_cast
from tests.factories import rectification as make

Act = Callable[[RectificationItem, User], object]
CHECKED = make.CHECKED


def _report(item: RectificationItem, by: User) -> object:
    return progress.report(
        item=item,
        by=by,
        content="两项措施均已落实，7月份抽查60件全部按时办结。",
        progress=100,
        done_measures=tuple(item.measures.values_list("pk", flat=True)),
        done_milestones=tuple(item.milestones.values_list("pk", flat=True)),
        files=[make.proof(by)],
    )


def _later(item: RectificationItem, by: User) -> object:
    return extensions.ask(
        item=item,
        by=by,
        reason_kind="policy",
        reason="上级规定正在修订。",
        progress_so_far="已完成流程梳理。",
        new_due=(item.due_date or clock.today()) + dt.timedelta(days=7),
    )


def _request(item: RectificationItem) -> ExtensionRequest:
    return ExtensionRequest.objects.filter(item=item).latest("pk")


def _reopen(item: RectificationItem, by: User) -> object:
    due = clock.today() + dt.timedelta(days=21)
    return closing.reopen(item=item, by=by, reason="又有两件逾期。", new_due=due)


def _merge(item: RectificationItem, by: User) -> object:
    into = RectificationItem.objects.exclude(pk=item.pk).latest("pk")
    return office.merge(item=item, into=into, by=by, reason="与另一事项重复")


def _reassign(item: RectificationItem, by: User) -> object:
    post = User.objects.get(username="unit_deputy").main_post
    return office.reassign(item=item, by=by, responsible=post)


ACTS: dict[str, Act] = {
    "send": lambda i, u: items.send(item=i, by=u),
    "sign": lambda i, u: items.sign(item=i, by=u),
    "send_back": lambda i, u: items.send_back(item=i, by=u, reason="写具体"),
    "accept": lambda i, u: items.accept(item=i, by=u),
    "accept_key": lambda i, u: items.accept(item=i, by=u, is_key=True),
    "return": lambda i, u: items.return_for_changes(item=i, by=u, reason="写具体"),
    "report": _report,
    "ask_later": _later,
    "opinion": lambda i, u: extensions.give_opinion(request=_request(i), by=u, opinion="同意"),
    "grant": lambda i, u: extensions.decide(request=_request(i), by=u, approve=True),
    "refuse": lambda i, u: extensions.decide(request=_request(i), by=u, approve=False, note="否"),
    "withdraw": lambda i, u: extensions.withdraw(request=_request(i), by=u),
    "ask": lambda i, u: progress.ask_closing(item=i, by=u, result=Result.DONE, note="全部办结。"),
    "vouch": lambda i, u: progress.vouch(item=i, by=u),
    "decline": lambda i, u: progress.decline_closing(item=i, by=u, reason="补材料"),
    "strike_off": lambda i, u: closing.strike_off(item=i, by=u, checklist=CHECKED),
    "on_site": lambda i, u: closing.strike_off_on_site(item=i, by=u, checklist=CHECKED),
    "key": lambda i, u: closing.strike_off_key(item=i, by=u, checklist=CHECKED, note="已实地看过"),
    "reject": lambda i, u: closing.reject(item=i, by=u, reason="证据不足"),
    "look_back": lambda i, u: closing.look_back(item=i, by=u),
    "reopen": _reopen,
    "suspend": lambda i, u: office.suspend(item=i, by=u, reason="机构调整"),
    "draw": lambda i, u: office.draw(item=i, by=u),
    "merge": _merge,
    "reassign": _reassign,
    "edit": lambda i, u: items.edit(item=i, by=u, target="承诺件全部按时办结，群众不再多跑。"),
    "set_key": lambda i, u: office.set_key(item=i, by=u, is_key=True),
}
ACTORS = (
    *("liaison", "unit_head", "owner", "office", "office_head", "leader"),
    *("inspector", "inspector_lead", "outsider", "outsider_head", "desk"),
)
# The usual way is likely, so that walks reach the later states.
USUAL = [
    ("send", "liaison"),
    ("sign", "unit_head"),
    ("accept", "office"),
    ("ask_later", "liaison"),
    ("opinion", "office"),
    ("grant", "office_head"),
    ("report", "owner"),
    ("ask", "owner"),
    ("vouch", "unit_head"),
    ("strike_off", "office"),
    ("reopen", "office_head"),
    ("ask_later", "liaison"),
    ("opinion", "office"),
    ("grant", "leader"),
]
STEPS = st.one_of(
    st.sampled_from(USUAL), st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(ACTORS))
)
# Of every class, of the unit or of a person.
DRAFTS = st.builds(
    lambda klass, owner: {**klass, "owner_kind": owner},
    st.sampled_from(
        [
            {"klass": Klass.BY_DATE},
            {"klass": Klass.AT_ONCE, "due_date": dt.date(2011, 8, 31), "milestones": []},
            {
                "klass": Klass.LONG_TERM,
                "due_date": None,
                "review_on": dt.date(2011, 11, 17),
                "milestones": [],
            },
        ]
    ),
    st.sampled_from([OwnerKind.UNIT, OwnerKind.PERSON]),
)
WALKS = st.tuples(DRAFTS, st.integers(0, len(USUAL)), st.lists(STEPS, max_size=14))


class WalkTest(TestCase):
    """Random walks over all that anybody can do with an item."""

    @settings(
        max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(walk=WALKS)
    def test_walks(self, walk):
        draft, prefix, rest = walk
        cast = make_cast()
        with clock.at(make.TODAY):
            item = make.make_draft(cast, **draft)
            make.make_item(cast)  # to merge into
            promised = item.due_date
            for name, part in [*USUAL[:prefix], *rest]:
                self._try(item, name, getattr(cast, part), part)
                item = RectificationItem.objects.get(pk=item.pk)
                self._holds(item, promised)

    def _try(self, item, name, user, part):
        before, events = self._trace(item), AuditEvent.objects.count()
        try:
            ACTS[name](item, user)
        except (DomainError, ExtensionRequest.DoesNotExist):
            # Refused: nothing has happened (ASVS 2.3.3).
            assert self._trace(item) == before
            assert AuditEvent.objects.count() == events
        else:
            assert AuditEvent.objects.count() > events
            assert part not in {"outsider", "outsider_head", "desk"}

    def _trace(self, item):
        row = RectificationItem.objects.get(pk=item.pk)
        return row.version, row.state, StatusLog.objects.count(), row.extensions.count()

    def _holds(self, item, promised):
        if item.accepted_at:
            assert item.original_due == promised, "the original date is fixed"
        assert item.extensions_granted <= 2
        granted = item.extensions.filter(state=ExtensionState.APPROVED).count()
        assert granted == item.extensions_granted
        assert (item.merged_into_id is not None) == (item.state == State.MERGED)
        if item.owner_kind == OwnerKind.PERSON:
            assert item.scope == Scope.UNIT, "what a person promises stays in the unit"
        logs = list(StatusLog.objects.of(KIND, item.pk))
        for earlier, later in itertools.pairwise(logs):
            assert later.from_state == earlier.to_state
        assert logs[-1].to_state == item.state
        relapses = [log for log in logs if log.extra.get("relapse")]
        assert len(relapses) == item.relapse_count
        if item.state in DONE_STATES or item.state == State.PENDING:
            self._is_proven(item)

    def _is_proven(self, item):
        """The four elements, evidence, and the keys turned by two persons of two sides."""
        assert item.target
        assert item.measures.exists()
        assert item.due_date or (item.klass == Klass.LONG_TERM and item.review_on)
        assert item.responsible_id
        assert item.evidence.exists()
        assert item.vouched_by_id
        assert item.vouched_at
        if item.state in DONE_STATES:
            assert item.closed_by_id not in {None, item.vouched_by_id}
            assert item.result
