"""The first line of a record's timeline, and audit rows for what is no transition."""

from typing import Any

from core import audit, clock
from core.actors import Actor
from core.models import StatusLog
from core.workflow import Stateful


def started(kind: str, row: Stateful, by: Actor, step: str, /, **detail: Any) -> None:
    """Say in timeline and trail that a record has begun. `detail`: codes and counts only."""
    StatusLog.objects.create(
        kind=kind,
        object_id=row.pk,
        number=row.number,
        transition=step,
        from_state="",
        to_state=row.state,
        actor=by.username,
        actor_name=by.name,
        actor_post=by.post_title,
        at=clock.now(),
    )
    noted(kind, row, by, step, **detail)


def noted(kind: str, row: Stateful, by: Actor, step: str, /, **detail: Any) -> None:
    """An audit row for a change that is no transition."""
    audit.record(
        f"{kind}.{step}",
        by=by,
        kind=kind,
        object_id=row.pk,
        number=row.number,
        unit_code=row.unit_code,
        detail=detail,
    )
