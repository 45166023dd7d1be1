"""Deadlines: rows that remind people by themselves.

Actions open, close and extend them inside their transaction. `sweep` finds the rows whose next
reminder has come (a partial index), claims them in batches that any number of workers may share,
lets the package say whom to tell what, and moves each row to its next rung.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import ClassVar

import structlog
from django.db import connection, transaction
from django.utils import timezone

from core import clock, notices
from core.ladder import Ladder, Rung
from core.models.deadline import Deadline
from core.notices import NoticeDraft
from core.workdays import Calendar, calendar

log = structlog.get_logger(__name__)

BATCH = 1000
EXTENDED = "extended"


class DeadlineKind:
    """A kind of deadline: a class in a package's `deadlines.py`, registered in `ready()`.

    `steps`, `every` and `times` say when to remind (`core.ladder.Ladder`). `notices` makes the
    messages of one step for many deadlines at once: fetch what you need in bulk, and leave
    `period` empty, the sweep fills it in so that no reminder comes twice. `act` may do more, such
    as drafting a reminder letter.
    """

    code: ClassVar[str]
    steps: ClassVar[tuple[int, ...]]
    every: ClassVar[int] = 0
    times: ClassVar[Mapping[int, tuple[dt.time, ...]]] = {}

    @property
    def ladder(self) -> Ladder:
        return Ladder(self.steps, self.every, self.times)

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        """Messages to post now that these deadlines have reached `step`."""
        raise NotImplementedError

    def act(self, deadlines: Sequence[Deadline], step: int, today: dt.date) -> None:
        """What else happens at this step; nothing by default."""


_kinds: dict[str, DeadlineKind] = {}


def register(*kinds: type[DeadlineKind]) -> None:
    """Make kinds known, in `apps.ready()`."""
    for kind in kinds:
        known = _kinds.setdefault(kind.code, kind())
        if type(known) is not kind:
            raise ValueError(f"two deadline kinds with the code {kind.code}")


Kind = type[DeadlineKind] | str


def _code(kind: Kind) -> str:
    code = kind if isinstance(kind, str) else kind.code
    if code not in _kinds:
        raise LookupError(f"deadline kind {code} is not registered")
    return code


def open(  # noqa: A001 (reads as the domain says it: deadlines.open)
    kind: Kind,
    *,
    subject_kind: str,
    subject_id: int,
    number: str,
    unit_code: str,
    due_on: dt.date,
    start_on: dt.date | None = None,
) -> Deadline:
    """Open a deadline, inside the transaction of the change.

    Rungs that have passed already, or that come before `start_on`, do not ring. A record has one
    open deadline of a kind: opening the same one again gives it back, another date needs `extend`.
    """
    code = _code(kind)
    present = Deadline.objects.open().filter(
        kind=code, subject_kind=subject_kind, subject_id=subject_id
    )
    if found := present.first():
        if found.due_on != due_on:
            raise ValueError(f"{found} is open already: extend it, or close it first")
        return found
    subject = Subject(subject_id, number, unit_code, due_on, start_on)
    made = _row(code, subject_kind, subject, _first(code, due_on, start_on))
    made.save(force_insert=True)
    return made


@dataclass(frozen=True)
class Subject:
    """A record whose deadline is to be opened together with others: `open_all`."""

    subject_id: int
    number: str
    unit_code: str
    due_on: dt.date
    start_on: dt.date | None = None


def open_all(kind: Kind, subject_kind: str, subjects: Sequence[Subject]) -> int:
    """Open the deadlines of many records at once, in two queries however many; how many are new.

    As `open` does for one: a deadline that is open already stays, and `ValueError` if it has
    another date. Each record comes once.
    """
    code = _code(kind)
    ids = [subject.subject_id for subject in subjects]
    present = {
        row.subject_id: row
        for row in Deadline.objects.open().filter(
            kind=code, subject_kind=subject_kind, subject_id__in=ids
        )
    }
    first = cache(partial(_first, code))
    made = []
    for subject in subjects:
        if found := present.get(subject.subject_id):
            if found.due_on != subject.due_on:
                raise ValueError(f"{found} is open already: extend it, or close it first")
            continue
        made.append(_row(code, subject_kind, subject, first(subject.due_on, subject.start_on)))
    Deadline.objects.bulk_create(made)
    return len(made)


def _row(code: str, subject_kind: str, of: Subject, next_at: dt.datetime | None) -> Deadline:
    return Deadline(
        kind=code,
        subject_kind=subject_kind,
        subject_id=of.subject_id,
        number=of.number,
        unit_code=of.unit_code,
        due_on=of.due_on,
        original_due=of.due_on,
        start_on=of.start_on,
        next_at=next_at,
    )


def close(kind: Kind, subject_kind: str, subject_id: int, reason: str) -> bool:
    """Close the open deadline of a record; whether there was one. `reason`: a short code."""
    rows = Deadline.objects.open().filter(
        kind=_code(kind), subject_kind=subject_kind, subject_id=subject_id
    )
    return bool(rows.update(closed_at=clock.now(), close_reason=reason, next_at=None))


def close_many(kind: Kind, subject_kind: str, subject_ids: Iterable[int], reason: str) -> int:
    """Close the open deadlines of one kind of many records; how many there were."""
    rows = Deadline.objects.open().filter(
        kind=_code(kind), subject_kind=subject_kind, subject_id__in=list(subject_ids)
    )
    return rows.update(closed_at=clock.now(), close_reason=reason, next_at=None)


def close_all(subject_kind: str, subject_id: int, reason: str) -> int:
    """Close every open deadline of a record that has come to its end; how many."""
    rows = Deadline.objects.open().filter(subject_kind=subject_kind, subject_id=subject_id)
    return rows.update(closed_at=clock.now(), close_reason=reason, next_at=None)


@transaction.atomic
def extend(kind: Kind, subject_kind: str, subject_id: int, new_due: dt.date) -> Deadline:
    """Move the open deadline of a record: its row closes, a new one keeps the original date.

    `Deadline.DoesNotExist` if none is open. The new row has its own reminders.
    """
    code = _code(kind)
    old = (
        Deadline.objects.select_for_update()
        .open()
        .get(kind=code, subject_kind=subject_kind, subject_id=subject_id)
    )
    if old.due_on == new_due:
        return old
    old.closed_at, old.close_reason, old.next_at = clock.now(), EXTENDED, None
    old.save(update_fields=["closed_at", "close_reason", "next_at"])
    made = _moved(old, new_due, _first(code, new_due, None))
    made.save(force_insert=True)
    return made


@transaction.atomic
def extend_many(kind: Kind, subject_kind: str, new_dues: Mapping[int, dt.date]) -> int:
    """Move the open deadlines of many records (`{subject_id: new_due}`), as `extend` does for one.

    Records without an open deadline, or with that date already, are left alone. Three queries
    however many there are; returns how many were moved.
    """
    code = _code(kind)
    rows = (
        Deadline.objects.select_for_update()
        .open()
        .filter(kind=code, subject_kind=subject_kind, subject_id__in=list(new_dues))
    )
    moved = [row for row in rows if row.due_on != new_dues[row.subject_id]]
    Deadline.objects.filter(pk__in=[row.pk for row in moved]).update(
        closed_at=clock.now(), close_reason=EXTENDED, next_at=None
    )
    first = cache(partial(_first, code))
    Deadline.objects.bulk_create(
        _moved(old, new_dues[old.subject_id], first(new_dues[old.subject_id], None))
        for old in moved
    )
    return len(moved)


def _moved(old: Deadline, new_due: dt.date, next_at: dt.datetime | None) -> Deadline:
    """The row that takes the place of a closed one; the original date goes along."""
    return Deadline(
        kind=old.kind,
        subject_kind=old.subject_kind,
        subject_id=old.subject_id,
        number=old.number,
        unit_code=old.unit_code,
        due_on=new_due,
        original_due=old.original_due,
        start_on=old.start_on if old.start_on and old.start_on <= new_due else None,
        next_at=next_at,
        replaces=old,
    )


def _first(code: str, due_on: dt.date, start_on: dt.date | None) -> dt.datetime | None:
    after = clock.now()
    if start_on:
        begin = timezone.make_aware(dt.datetime.combine(start_on, dt.time.min))
        after = max(after, begin - dt.timedelta(microseconds=1))
    rung = _kinds[code].ladder.next(calendar(), due_on, after)
    return rung.at if rung else None


@dataclass(frozen=True)
class _Claim:
    """A claimed row with the rung that rings and the next one."""

    deadline: Deadline
    rung: Rung
    following: Rung | None


def sweep(at: dt.datetime | None = None) -> int:
    """Remind about everything that has come due; how many deadlines rang.

    Does nothing on rest days. Safe to run in several workers at once and as often as one likes:
    a row rings once for a rung, and after an outage only for its newest one. A kind that fails is
    logged and keeps its rows for the next sweep; the others go on.
    """
    instant = at or clock.now()
    days = calendar()
    if not days.is_workday(timezone.localdate(instant)):
        return 0
    rang = 0
    for code in _kinds:
        try:
            while batch := _sweep_batch(code, instant, days):
                rang += batch
        except Exception as fault:
            log.error("deadline_kind_failed", kind=code, fault=type(fault).__name__)
    return rang


@transaction.atomic
def _sweep_batch(code: str, instant: dt.datetime, days: Calendar) -> int:
    kind = _kinds[code]

    @cache
    def rungs(due: dt.date) -> tuple[Rung | None, Rung | None]:
        return kind.ladder.newest(days, due, instant), kind.ladder.next(days, due, instant)

    rows = (
        Deadline.objects.select_for_update(skip_locked=True)
        .open()
        .filter(kind=code, next_at__lte=instant)
        .order_by("next_at")[:BATCH]
    )
    pairs = [(row, *rungs(row.due_on)) for row in rows]
    claims = [_Claim(row, rung, following) for row, rung, following in pairs if rung]
    _move_on([(row, rung, following) for row, rung, following in pairs])
    _ring(kind, claims, timezone.localdate(instant))
    return len(pairs)


def _move_on(rows: Sequence[tuple[Deadline, Rung | None, Rung | None]]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_deadline AS row SET next_at = new.next_at, last_step = new.step"
            " FROM unnest(%s::bigint[], %s::timestamptz[], %s::smallint[])"
            " AS new(id, next_at, step) WHERE row.id = new.id",
            [
                [row.pk for row, _, _ in rows],
                [following.at if following else None for _, _, following in rows],
                [rung.step if rung else None for _, rung, _ in rows],
            ],
        )


def _ring(kind: DeadlineKind, claims: Sequence[_Claim], today: dt.date) -> None:
    """Post the messages and do the acts of one batch, step by step."""
    by_rung: dict[tuple[int, dt.time], list[Deadline]] = {}
    for claim in claims:
        hour = timezone.localtime(claim.rung.at).time()
        by_rung.setdefault((claim.rung.step, hour), []).append(claim.deadline)
    drafts: list[NoticeDraft] = []
    for (step, hour), deadlines in sorted(by_rung.items()):
        made = kind.notices(deadlines, step, today)
        drafts += _with_period(made, deadlines, step, hour)
        kind.act(deadlines, step, today)
    notices.post_all(drafts)


def _with_period(
    drafts: Sequence[NoticeDraft], deadlines: Sequence[Deadline], step: int, hour: dt.time
) -> list[NoticeDraft]:
    """The drafts, each with the due date and rung as its period: once only for each."""
    due = {(row.subject_kind, row.subject_id): row.due_on for row in deadlines}
    mark = f"{step:+d}" + (f"@{hour:%H%M}" if hour != dt.time.min else "")
    return [
        draft
        if draft.period
        else replace(
            draft,
            period=f"{due.get((draft.subject_kind, draft.subject_id), '')}{mark}",
        )
        for draft in drafts
    ]


def replan() -> int:
    """Set the next reminder of all open rows anew, after the calendar has changed; how many."""
    moved = 0
    for code, kind in _kinds.items():
        dates = Deadline.objects.open().filter(kind=code).values_list("due_on", flat=True)
        for due in sorted(set(dates)):
            rung = kind.ladder.next(calendar(), due, clock.now())
            moved += (
                Deadline.objects.open()
                .filter(kind=code, due_on=due, next_at__gt=clock.now())
                .update(next_at=rung.at if rung else None)
            )
    return moved
