"""The machine of domain.md §4.10 by random walks: who may, does; nobody else does anything.

A walk heads for the transition that was met least and strays now and then. At every step somebody
else tries the same, and the rules that hold in every state are looked at.
"""

import datetime as dt
import random
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from accounts.models import User
from complaints import access
from complaints.enums import UNIT_STATES
from complaints.models import Complaint
from complaints.workflow import COMPLAINT
from core import clock
from core.errors import DomainError, NotAllowed
from core.models import StatusLog
from tests.cast import Cast
from tests.factories import complaints as make
from tests.factories.complaint_acts import ARROWS, runs

pytestmark = pytest.mark.django_db

DESK, LEADER, HEAD = {"desk", "desk2"}, {"leader"}, {"office_head"}
CONTACT, UNIT_HEAD, DISCIPLINE = {"contact"}, {"unit_head"}, {"discipline"}
EVERYBODY = {"desk", "desk2", "leader", "office", "office_head", "contact", "unit_head"}
EVERYBODY |= {"discipline", "outsider_head", "supervisor", "sysadmin", "auditor"}
PERSON = {"person"}
# Who may, apart from the code: (ordinary case, case that goes past the desk).
_LEADS = (DESK, LEADER)
_SECOND = (DESK | HEAD, LEADER | DISCIPLINE)
_DECIDES = (HEAD, LEADER | DISCIPLINE)
BY_DESK = {"accept", "propose_refusal", "merge", "unmerge", "split", "answer", "classify", "triage"}
BY_DESK |= {"redact", "dispatch", "grant_return", "deny_return", "recall", "investigate", "close"}
BY_DESK |= {
    "to_discipline",
    "approve",
    "send_back",
    "send_back_redo",
    "archive",
    "check_withdrawal",
}
WHO: dict[str, tuple[set[str], set[str]]] = {
    **dict.fromkeys(BY_DESK, _LEADS),
    **dict.fromkeys(["refuse", "reject_refusal"], _SECOND),
    **dict.fromkeys(["uphold", "uphold_refusal", "overturn"], _DECIDES),
    "continue_anyway": (HEAD, LEADER),
    **dict.fromkeys(["sign_for", "ask_return", "report"], (CONTACT, CONTACT)),
    **dict.fromkeys(["sign", "decline", "decline_redo"], (UNIT_HEAD, UNIT_HEAD)),
    **dict.fromkeys(
        ["take_up", "conclude_discipline", "give_back", "continue_discipline"],
        (DISCIPLINE, DISCIPLINE),
    ),
    **dict.fromkeys(["rate", "reopen", "reopen_own", "ask_review", "withdraw"], (PERSON, PERSON)),
}
_ACCUSED = {"to_discipline", "take_up", "conclude_discipline", "give_back", "continue_discipline"}
_TO_UNIT = {"dispatch", "sign_for", "ask_return", "grant_return", "deny_return", "recall", "report"}
_TO_UNIT |= {"sign", "decline", "decline_redo", "approve", "send_back", "send_back_redo", "reopen"}


# What has to have happened before: (the way there, whether it has).
BEFORE: dict[str, tuple[str, Callable[[Complaint], object]]] = {
    "decline_redo": ("reopen", lambda c: c.redo_count),
    "send_back_redo": ("reopen", lambda c: c.redo_count),
    "reopen": ("approve", lambda c: c.lead_unit_id and c.replied_at),
    "uphold_refusal": ("refuse", lambda c: c.refusal_stands),
    "refuse": ("propose_refusal", lambda c: c.refusals.filter(decision="open").exists()),
    "reject_refusal": ("propose_refusal", lambda c: c.refusals.filter(decision="open").exists()),
    "continue_discipline": ("to_discipline", lambda c: c.disciplined_at),
    **dict.fromkeys(
        ["report", "sign", "decline", "approve", "send_back"],
        ("dispatch", lambda c: c.lead_unit_id),
    ),
}


@dataclass
class Walker:
    """Walks of one kind of case; `met` counts transitions, `edges` the pairs of states."""

    cast: Cast
    kind: str
    rng: random.Random
    met: Counter[tuple[str, str]]
    edges: set[tuple[str, str]] = field(default_factory=set)
    moment: dt.datetime = make.TODAY
    tried: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.runs = runs(self.cast)
        blocked = _TO_UNIT if self.kind == "accusation" else _ACCUSED
        self.names = [name for name in WHO if name not in blocked]
        # One order for a walk: it does not waver between two aims.
        self.goals = {(name, ""): self.rng.random() for name in self.names}
        for name in self.names:
            step = COMPLAINT[name]
            drawn = [one for one in step.sources if (one, step.target) in ARROWS]
            self.goals |= {(name, one): self.rng.random() for one in drawn}

    def start(self) -> Complaint:
        if self.kind == "bypass":
            return make.make_received(self.cast, unit=None, about_office=True)
        if self.kind == "accusation":
            return make.make_received(self.cast, category=make.category("5.1"))
        return make.make_received(self.cast)

    def who(self, name: str) -> list[str]:
        return sorted(WHO[name][self.kind == "bypass"])

    def user(self, part: str) -> User:
        return getattr(self.cast, "desk" if part == "person" else part)

    def near(self, complaint: Complaint) -> list[str]:
        """What the state and the past of a case allow to those who may."""
        past = {"check_withdrawal", "continue_anyway"}
        other = past if complaint.disciplined_at else {"continue_discipline"}
        if complaint.disciplined_at:
            other = other | {"ask_review"}  # C15: objections go to the mailbox
        fits = [name for name in self.names if complaint.state in COMPLAINT[name].sources]
        return [name for name in fits if name not in other and self.tried[name] < 3]

    def next(self, complaint: Complaint) -> str:
        """The first transition on the shortest way to the one that was met least and can still be
        reached; a stray one now and then."""
        if not (near := self.near(complaint)):
            return ""
        if self.rng.random() < 0.1:
            return self.rng.choice(near)
        for least in sorted(self.goals, key=lambda goal: (self.met[goal], self.goals[goal])):
            goal, source = least
            while goal in BEFORE and not BEFORE[goal][1](complaint):
                goal, source = BEFORE[goal][0], ""
            if first := self.way(complaint, near, goal, source):
                return first
        return self.rng.choice(near)

    def way(self, complaint: Complaint, near: list[str], goal: str, source: str) -> str:
        """Where to begin on the way to a transition (from `source`, if one is given); nothing if
        it cannot be reached any more."""
        ends = (source,) if source else COMPLAINT[goal].sources
        if self.tried[goal] >= 3:
            return ""
        if goal in near and complaint.state in ends:
            return goal
        queue = deque((COMPLAINT[name].target, name) for name in near)
        seen = {complaint.state}
        while queue:
            state, first = queue.popleft()
            if state in seen or not state:
                continue
            seen.add(state)
            if state in ends:
                return first
            steps = [COMPLAINT[name] for name in self.names]
            queue.extend((step.target, first) for step in steps if state in step.sources)
        return ""

    def walk(self, steps: int) -> None:
        with clock.at(self.moment):
            complaint = self.start()
        for _ in range(steps):
            complaint = make.fresh(complaint)
            if not (name := self.next(complaint)):
                return
            if name == "close" and complaint.due_rating:
                self.moment = max(self.moment, _morning_after(complaint.due_rating))
            with clock.at(self.moment):
                self.refused(complaint)
                self.step(complaint, name)
                self.holds(make.fresh(complaint))
            self.moment += dt.timedelta(hours=self.rng.choice((1, 3, 20)))

    def step(self, complaint: Complaint, name: str) -> None:
        part, before = self.rng.choice(self.who(name)), complaint.state
        seen = StatusLog.objects.of(COMPLAINT.kind, complaint.pk).count()
        try:
            self.runs[name](complaint, self.user(part))
        except NotAllowed:
            raise AssertionError(f"{part} may {name} in {before}, and was refused") from None
        except DomainError:
            self.tried[name] += 1  # a rule besides state and post
            return
        logs = list(StatusLog.objects.of(COMPLAINT.kind, complaint.pk).order_by("id"))[seen:]
        for log in logs:
            step = COMPLAINT[log.transition]
            assert log.from_state == before
            assert log.from_state in step.sources
            assert log.to_state == (step.target or log.from_state)
            before = log.to_state
            self.met[log.transition, ""] += 1
            self.met[log.transition, log.from_state] += 1
            self.edges.add((log.from_state, log.to_state))
        self.met[name, ""] += 0 if logs else 1
        assert make.fresh(complaint).state == before

    def refused(self, complaint: Complaint) -> None:
        """Somebody who may not tries what fits the state; somebody who may, what does not fit."""
        fits = [n for n in WHO if complaint.state in COMPLAINT[n].sources and WHO[n][0] != PERSON]
        tries: list[tuple[str, str]] = []
        if fits:
            name = self.rng.choice(fits)
            tries.append((name, self.rng.choice(sorted(EVERYBODY - set(self.who(name))))))
        misfits = [n for n in WHO if complaint.state not in COMPLAINT[n].sources and n != "split"]
        name = self.rng.choice(misfits)
        # Two names for one act: the other one may fit.
        twins = {n for n in WHO if self.runs[n] is self.runs[name]}
        if not any(complaint.state in COMPLAINT[n].sources for n in twins):
            tries.append((name, self.rng.choice(self.who(name))))
        for name, part in tries:
            if name in {"uphold", "uphold_refusal", "rate", "reopen", "reopen_own"}:
                continue  # judged below by the table itself
            with pytest.raises(DomainError):
                self.runs[name](make.fresh(complaint), self.user(part))
            now = make.fresh(complaint)
            assert (now.state, now.version) == (complaint.state, complaint.version), (name, part)

    def holds(self, complaint: Complaint) -> None:
        """What is true in every state, whatever happened."""
        assert not (complaint.is_accusation and complaint.lead_unit_id)  # C4
        assert not complaint.lead_unit_id or complaint.redacted_text  # C3
        assert complaint.redo_count <= 1
        for part in self.rng.sample(sorted(EVERYBODY), 4):
            user = self.user(part)
            seen = Complaint.objects.visible_to(user).filter(pk=complaint.pk).exists()
            assert seen == self.should_see(part, complaint), part
            if complaint.disciplined_at and part != "discipline":  # C15
                assert not access.can_read_original(user, complaint)
            for name in self.near(complaint):
                if WHO[name][0] is PERSON:
                    continue
                may = part in self.who(name)
                assert bool(COMPLAINT.can(complaint, name, user)) == may, (part, name)

    def should_see(self, part: str, complaint: Complaint) -> bool:
        if part in DESK:
            return not complaint.bypass
        if part in {"office", "office_head"}:
            secret = complaint.bypass or complaint.is_accusation or complaint.disciplined_at
            return not secret
        if part == "discipline":
            second = complaint.bypass and access.waits_for_second(complaint)
            return bool(complaint.disciplined_at or second)
        if part in {"contact", "unit_head"}:
            return complaint.lead_unit_id is not None and complaint.state in UNIT_STATES
        return part == "leader"


def _morning_after(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(2), dt.UTC)


def test_the_table_here_knows_every_transition():
    assert WHO.keys() == COMPLAINT.transitions.keys()


KINDS = ("ordinary", "accusation", "ordinary", "bypass")


def _walks(cast: Cast, met: Counter[tuple[str, str]]) -> Iterator[Walker]:
    rng = random.Random(20110819)
    for turn in range(60):
        kind = KINDS[turn % len(KINDS)]
        walker = Walker(cast, kind, rng, met)
        walker.walk(14)
        yield walker


@pytest.mark.asvs("2.3.1")
def test_every_transition_is_made_by_those_who_may_and_by_nobody_else(cast: Cast) -> None:
    met: Counter[tuple[str, str]] = Counter()
    edges: set[tuple[str, str]] = set()
    for walker in _walks(cast, met):
        edges |= walker.edges
        if all(met[name, ""] for name in WHO) and edges >= ARROWS:
            break
    assert {name for name in WHO if not met[name, ""]} == set()
    assert ARROWS - edges == set()
