"""Write, seal and verify the audit trail.

`record` is called inside the transaction of the change it tells of. The chain is made
afterwards by `seal` (Celery beat, every few seconds): chaining inside the transaction would
make every commit of the portal wait for every other one.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from structlog.contextvars import get_contextvars

from core import clock
from core.actors import Actor
from core.models import AuditEvent, AuditSeal

GENESIS = "0" * 64
SEAL_BATCH = 5000
_SEAL_LOCK = 0x5EA1
_FIELDS = (
    "action",
    "actor",
    "actor_name",
    "actor_post",
    "object_kind",
    "object_id",
    "number",
    "unit_code",
    "result",
    "detail",
    "request_id",
)


def digest_of(event: AuditEvent) -> str:
    """SHA-256 (hex) over the canonical JSON of the event's content."""
    content: dict[str, Any] = {name: getattr(event, name) for name in _FIELDS}
    content["at"] = event.at.timestamp()
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    action: str,
    *,
    by: Actor,
    kind: str = "",
    object_id: int | None = None,
    number: str = "",
    unit_code: str = "",
    result: str = AuditEvent.Result.OK,
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event. `detail`: JSON values only, never content or personal data."""
    made = event(
        action,
        by=by,
        kind=kind,
        object_id=object_id,
        number=number,
        unit_code=unit_code,
        result=result,
        detail=detail,
    )
    made.save(force_insert=True)
    return made


def record_all(events: Iterable[AuditEvent]) -> None:
    """Append many events made by `event`, in one statement for each thousand."""
    AuditEvent.objects.bulk_create(events, batch_size=1000)


def event(
    action: str,
    *,
    by: Actor,
    kind: str = "",
    object_id: int | None = None,
    number: str = "",
    unit_code: str = "",
    result: str = AuditEvent.Result.OK,
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """An event that `record_all` or `core.rows` will append; nobody else saves it."""
    made = AuditEvent(
        at=clock.now(),
        action=action,
        actor=by.username,
        actor_name=by.name,
        actor_post=by.post_title,
        object_kind=kind,
        object_id=object_id,
        number=number,
        unit_code=unit_code,
        result=str(result),
        detail=detail or {},
        request_id=str(get_contextvars().get("request_id", ""))[:40],
    )
    made.digest = digest_of(made)
    return made


def link_of(previous: str, digest: str) -> str:
    """The next link of the chain."""
    return hashlib.sha256(f"{previous}{digest}".encode()).hexdigest()


def seal(limit: int = SEAL_BATCH) -> int:
    """Chain the events that have no seal yet, in id order; returns how many.

    An event younger than a transaction still under way waits for the next round:
    otherwise that transaction could later slip a lower id behind the chain.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEAL_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        last = AuditSeal.objects.order_by("-position").first()
        cursor.execute(
            "SELECT id, digest FROM core_auditevent WHERE id > %s"
            " AND xmin::text::bigint < (pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
            " & 4294967295) ORDER BY id LIMIT %s",
            [last.event_id if last else 0, limit],
        )
        rows = cursor.fetchall()
        AuditSeal.objects.bulk_create(_links(rows, last), batch_size=1000)
    return len(rows)


def _links(rows: list[tuple[int, str]], last: AuditSeal | None) -> Iterator[AuditSeal]:
    link, position = (last.link, last.position) if last else (GENESIS, 0)
    for event_id, digest in rows:
        link, position = link_of(link, digest), position + 1
        yield AuditSeal(event_id=event_id, position=position, link=link)


@dataclass(frozen=True)
class Verdict:
    """Outcome of a check: how many links hold, what breaks first (empty if nothing), and the last
    link, which can be written down elsewhere: a chain rewritten as a whole cannot end in it."""

    checked: int
    fault: str = ""
    head: str = GENESIS

    @property
    def ok(self) -> bool:
        return not self.fault


def verify() -> Verdict:
    """Walk the whole chain: every event unchanged, none missing, none added."""
    link, position, last_id = GENESIS, 0, 0
    seals = AuditSeal.objects.select_related("event").order_by("position")
    for entry in seals.iterator(2000):
        position += 1
        event = entry.event
        if entry.position != position:
            return Verdict(position - 1, f"a seal is missing before position {entry.position}")
        if digest_of(event) != event.digest:
            return Verdict(position - 1, f"event {event.pk} was changed")
        link = link_of(link, event.digest)
        if link != entry.link:
            return Verdict(position - 1, f"the chain breaks at event {event.pk}")
        last_id = event.pk
    strays = AuditEvent.objects.filter(pk__lt=last_id, auditseal=None).count()
    if strays:
        return Verdict(position, f"{strays} events were slipped in behind the chain")
    return Verdict(position, head=link)
