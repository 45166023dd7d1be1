"""Which cases the demo has: where each ends, when it began, who writes and about whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from accounts.models import Unit
from complaints import demo_texts
from complaints.demo_texts import Story
from complaints.enums import Channel
from complaints.models import Complaint
from core.demo import DemoContext

# How many cases stand where on 19 August 2011, and how old they are then (days).
FATES: tuple[tuple[str, int, int, int], ...] = (
    ("good", 24, 20, 105),
    ("reviewing", 1, 30, 40),
    ("direct_good", 8, 6, 100),
    ("redo_good", 3, 50, 90),
    ("redo_low", 2, 50, 80),
    ("redo_open", 1, 24, 26),
    ("direct_low", 2, 15, 60),
    ("replied", 5, 12, 18),
    ("unrated", 4, 45, 95),
    ("reply_review", 2, 9, 12),
    ("signing", 1, 8, 9),
    ("handling", 3, 4, 8),
    ("overdue", 1, 33, 36),
    ("extension", 1, 11, 12),
    ("dispatched", 2, 1, 2),
    ("return_review", 1, 2, 2),
    ("triaged", 1, 1, 1),
    ("accepted", 1, 1, 1),
    ("investigating", 1, 7, 9),
    ("received", 3, 0, 0),
    ("refused", 2, 20, 70),
    ("merged", 1, 30, 40),
    ("withdrawn", 1, 14, 20),
    ("discipline", 2, 10, 30),
    ("concluded", 1, 40, 60),
)
CHANNELS = (
    (Channel.WEB, 29),
    (Channel.PHONE, 22),
    (Channel.QR, 9),
    (Channel.VISIT, 6),
    (Channel.LETTER, 5),
    (Channel.HOTLINE, 3),
)
_ACCUSED = {"discipline": 2, "concluded": 1, "received": 1, "accepted": 1}
_DIRECT = {"direct_good": ["praise"] * 3 + ["consult"] * 5, "direct_low": ["consult", "suggestion"]}
_BY_UNIT = ["consult"] * 6 + ["suggestion"] * 7


@dataclass
class Case:
    """One story under way: where it ends, when it began (days before the 19th of August)."""

    fate: str
    age: int
    story: Story
    unit: Unit
    channel: str
    named: bool
    turn: int
    late: bool = False
    complaint: Complaint = field(default_factory=Complaint)


class Casting:
    """Draws the cases; the same context gives the same ones."""

    def __init__(self, ctx: DemoContext) -> None:
        self.ctx = ctx

    def cases(self) -> list[Case]:
        """All cases, the oldest first, so that numbers follow the days."""
        rng, cases = self.ctx.random, []
        channels = [channel for channel, n in CHANNELS for _ in range(n)]
        rng.shuffle(channels)
        used = {"complaint": 0, "consult": 0, "suggestion": 0, "accusation": 0, "praise": 0}
        for turn, (fate, age, nature) in enumerate(self._plan()):
            story = self._story(nature, used)
            unit = self._unit(fate, story, turn)
            anonymous = nature == "accusation" or rng.random() < 0.45
            case = Case(fate, age, story, unit, channels[turn], not anonymous, turn)
            cases.append(case)
        self._make_late(cases)
        return sorted(cases, key=lambda case: (-case.age, case.turn))

    def _plan(self) -> Iterator[tuple[str, int, str]]:
        rng, spare = self.ctx.random, list(_BY_UNIT)
        accused = dict(_ACCUSED)
        direct = {fate: list(natures) for fate, natures in _DIRECT.items()}
        for fate, count, youngest, oldest in FATES:
            for nth in range(count):
                step = (oldest - youngest) / max(1, count - 1)
                age = round(youngest + nth * step) if count > 1 else rng.randint(youngest, oldest)
                yield fate, age, self._nature(fate, nth, accused, direct, spare)

    @staticmethod
    def _nature(
        fate: str,
        nth: int,
        accused: dict[str, int],
        direct: dict[str, list[str]],
        spare: list[str],
    ) -> str:
        if accused.get(fate):
            accused[fate] -= 1
            return "accusation"
        if fate in direct:
            return direct[fate].pop()
        # Every second good case is a question or a suggestion until they are used up.
        if fate == "good" and nth % 2 and spare:
            return spare.pop()
        return spare.pop(0) if fate == "replied" and nth == 0 and spare else "complaint"

    def _story(self, nature: str, used: dict[str, int]) -> Story:
        pool = demo_texts.COMPLAINTS if nature == "complaint" else demo_texts.OTHERS[nature]
        used[nature] += 1
        return pool[(used[nature] - 1) % len(pool)]

    def _unit(self, fate: str, story: Story, turn: int) -> Unit:
        fixed = {
            "overdue": "GJJ",
            "return_review": "GJJ",
            "extension": "GJJ",
            "redo_open": "YTZ",
            "redo_low": "YTZ",
        }
        if fate in fixed:
            return self.ctx.units[fixed[fate]]
        codes_ = story.units or ("GJJ", "HBF", "NGJ", "YTZ", "DZB", "CZJ")
        return self.ctx.units[codes_[turn % len(codes_)]]

    def _make_late(self, cases: list[Case]) -> None:
        """Two old cases were answered after the day due."""
        slow = [case for case in cases if case.fate == "good" and case.age > 70]
        for case in [case for case in slow if case.story.nature == "complaint"][:2]:
            case.late = True
            case.unit = self.ctx.units["GJJ"]
