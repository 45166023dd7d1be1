"""Kinds of notices and deadlines that only the tests know."""

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from accounts.models import User
from core import deadlines, notices
from core.models import Deadline, Notice
from core.notices import NoticeDraft


class Reminder(notices.NoticeKind):
    code = "test.reminder"
    label = "Reminder"

    def text(self, notice: Notice) -> str:
        return f"{notice.number} is due"

    def url(self, notice: Notice) -> str:
        return f"/records/{notice.subject_id}/"


class Alarm(notices.NoticeKind):
    code = "test.alarm"
    label = "Alarm"
    urgent = True

    def text(self, notice: Notice) -> str:
        return f"{notice.number} burns"

    def url(self, notice: Notice) -> str:
        return f"/records/{notice.subject_id}/"


class ItemDue(deadlines.DeadlineKind):
    """Reminds everybody of `recipients`; remembers what it was asked."""

    code = "test.item-due"
    steps = (-10, -3, -1, 0, 3)
    every = 5
    recipients: ClassVar[list[int]] = []
    calls: ClassVar[list[tuple[int, int]]] = []
    acts: ClassVar[list[tuple[int, int]]] = []
    broken: ClassVar[bool] = False

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        if self.broken:
            raise RuntimeError("this kind is broken")
        self.calls.append((step, len(deadlines)))
        people = self.recipients or list(User.objects.values_list("pk", flat=True))
        return [
            NoticeDraft(
                Reminder, people, d.subject_kind, d.subject_id, d.number, params={"s": step}
            )
            for d in deadlines
        ]

    def act(self, deadlines: Sequence[Deadline], step: int, today: dt.date) -> None:
        self.acts.extend((d.subject_id, step) for d in deadlines)


class ReplyDue(ItemDue):
    """Rings twice on its day."""

    code = "test.reply-due"
    steps = (-2, -1, 0, 1)
    every = 0
    times: ClassVar[dict[int, tuple[dt.time, ...]]] = {0: (dt.time(9), dt.time(15))}


def register() -> None:
    """Make the kinds known; harmless to repeat."""
    notices.register(Reminder, Alarm)
    deadlines.register(ItemDue, ReplyDue)


register()


def reset() -> None:
    """Forget what happened in the test before."""
    ItemDue.recipients, ItemDue.broken = [], False
    ItemDue.calls.clear()
    ItemDue.acts.clear()


def open_deadline(subject_id: int = 1, due: str = "2011-09-28", **changes: object) -> Deadline:
    """An open deadline of the kind `ItemDue`."""
    given = {
        "kind": ItemDue,
        "subject_kind": "test.item",
        "subject_id": subject_id,
        "number": f"ZG-2011-JFJ-{subject_id:03}",
        "unit_code": "JFJ",
        "due_on": dt.date.fromisoformat(due),
    } | changes
    return deadlines.open(given.pop("kind"), **given)
