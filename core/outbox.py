"""The outbox: work that follows a commit (security.md §3.2).

`put` writes a row inside the business transaction. Celery beat calls `sweep`, which hands due rows
out under a lease that doubles with each try; `run_one` does one row. With the broker or the mail
server down the rows wait. Creation is exactly once (unique key); the work is at least once, so a
handler checks whether it is still needed.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.db import connection, transaction

from core import clock
from core.models.outbox import OutboxRow

log = structlog.get_logger(__name__)

MOST_TRIES = 10
"""After so many tries, over eight hours, a row is dead: the health page shows it and somebody
revives it."""
DONE_LIFE = dt.timedelta(days=90)
LEASE_SECONDS = 30
"""How long until the row is handed out again after the first try. A job under way holds its row's
lock, so a second bell for it is harmless: the lease only has to bring back bells that were lost."""


@dataclass(frozen=True)
class Job:
    """What a handler is given: the id of the row it works for, and the job's unique key."""

    kind: str
    ref_id: int
    key: str


Handler = Callable[[Job], None]
_handlers: dict[str, Handler] = {}

_PUT = """
INSERT INTO core_outboxrow (kind, ref_id, key, attempts, is_dead, fault, next_try)
VALUES (%s, %s, %s, 0, false, '', COALESCE(%s, now()))
ON CONFLICT (key) DO NOTHING
"""
_TAKE = """
UPDATE core_outboxrow
SET attempts = attempts + 1,
    is_dead = attempts >= %(most)s,
    next_try = COALESCE(%(at)s, now()) + %(lease)s * (2 ^ attempts) * interval '1 second'
WHERE id IN (
    SELECT id FROM core_outboxrow
    WHERE done_at IS NULL AND NOT is_dead AND next_try <= COALESCE(%(at)s, now())
    ORDER BY next_try LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
)
RETURNING id, is_dead
"""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does the jobs of a kind (in `apps.ready()`)."""

    def register(function: Handler) -> Handler:
        if _handlers.setdefault(kind, function) is not function:
            raise ValueError(f"two outbox handlers for {kind}")
        return function

    return register


def put(kind: str, ref_id: int, key: str) -> None:
    """Ask for a job, inside the transaction of the change. The same key twice is one job."""
    if kind not in _handlers:
        raise LookupError(f"no outbox handler for {kind}")
    with connection.cursor() as cursor:
        cursor.execute(_PUT, [kind, ref_id, key, clock.standing()])


def take(limit: int = 100) -> list[int]:
    """Lease due rows: their ids, at most `limit`. Rows out of tries become dead instead."""
    terms = {
        "limit": limit,
        "most": MOST_TRIES,
        "lease": getattr(settings, "OUTBOX_LEASE_SECONDS", LEASE_SECONDS),
        "at": clock.standing(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, terms)
        rows = cursor.fetchall()
    dead = [row_id for row_id, is_dead in rows if is_dead]
    if dead:
        log.error("outbox_rows_dead", ids=dead)
    return [row_id for row_id, is_dead in rows if not is_dead]


def run_one(row_id: int) -> bool:
    """Do one job; whether it was done now. Somebody else's, or a done one, is left alone."""
    try:
        with transaction.atomic():
            row = (
                OutboxRow.objects.select_for_update(skip_locked=True)
                .filter(pk=row_id, done_at=None)
                .first()
            )
            if row is None:
                return False
            _handlers[row.kind](Job(row.kind, row.ref_id, row.key))
            row.done_at, row.fault = clock.now(), ""
            row.save(update_fields=["done_at", "fault"])
    except Exception as fault:
        # Only the name: the text of a database error may quote a whole row.
        OutboxRow.objects.filter(pk=row_id).update(fault=type(fault).__name__[:200])
        log.warning("outbox_job_failed", row=row_id, fault=type(fault).__name__)
        return False
    return True


def sweep(ring: Callable[[int], None], limit: int = 100) -> int:
    """Hand every due row to `ring`, which starts `run_one` somewhere; how many."""
    ids = take(limit)
    for row_id in ids:
        ring(row_id)
    return len(ids)


def drain(limit: int = 1000) -> int:
    """Do all due jobs here and now, without a broker; how many were done."""
    done = 0
    while ids := take(limit):
        done += sum(run_one(row_id) for row_id in ids)
    return done


def revive() -> int:
    """Give dead rows their tries again; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_outboxrow SET is_dead = false, attempts = 0,"
            " next_try = COALESCE(%s, now()) WHERE is_dead",
            [clock.standing()],
        )
        return int(cursor.rowcount)


def release() -> int:
    """End all leases: for a start after a crash, when no worker can be at a job; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_outboxrow SET next_try = COALESCE(%(at)s, now())"
            " WHERE done_at IS NULL AND NOT is_dead AND attempts > 0"
            " AND next_try > COALESCE(%(at)s, now())",
            {"at": clock.standing()},
        )
        return int(cursor.rowcount)


def drop_done(older_than: dt.timedelta = DONE_LIFE) -> int:
    """Delete jobs that were done long ago; how many. Their keys may then be used again."""
    return OutboxRow.objects.filter(done_at__lte=clock.now() - older_than).delete()[0]


@dataclass(frozen=True)
class Health:
    """For the health page: seconds that the oldest due row has waited, and dead rows."""

    waiting: int
    oldest_seconds: float
    dead: int


def health() -> Health:
    """How the outbox does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE NOT is_dead),"
            " COALESCE(extract(epoch FROM now() - min(next_try) FILTER (WHERE NOT is_dead)), 0),"
            " count(*) FILTER (WHERE is_dead) FROM core_outboxrow WHERE done_at IS NULL"
        )
        waiting, oldest, dead = cursor.fetchone()
    return Health(waiting, max(0.0, float(oldest)), dead)
