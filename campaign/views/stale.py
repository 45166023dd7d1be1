"""Rows somebody else has saved meanwhile: shown beside what was typed, never overwritten (R28).

Unlike texts, rows do not merge one by one; the page shows both and asks to save once more.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.http import QueryDict

from campaign.models import Campaign, LeadershipGroup, LegalBasis
from core.errors import Conflict
from core.models import AuditEvent

KINDS = {
    Campaign: "campaign.campaign",
    LeadershipGroup: "campaign.group",
    LegalBasis: "campaign.law",
}


class _Saved(Protocol):
    pk: int
    updated_at: dt.datetime
    version: int


@dataclass(frozen=True)
class Meanwhile:
    """Who saved the record when, and how its rows read now."""

    who: str
    when: dt.datetime
    lines: Sequence[str]


def last_change(record: _Saved) -> tuple[str, dt.datetime]:
    """Who changed a record last, and when."""
    kind = KINDS[type(record)]  # type: ignore[index]
    events = AuditEvent.objects.filter(object_kind=kind, object_id=record.pk, result="ok")
    event = events.order_by("-id").first()
    return (event.actor_name, event.at) if event else ("", record.updated_at)


def meanwhile(conflict: Conflict, lines: Sequence[str]) -> Meanwhile:
    """What the page says above the rows."""
    who, when = last_change(conflict.current)  # type: ignore[arg-type]
    return Meanwhile(who, when, lines)


def again(posted: QueryDict, conflict: Conflict) -> QueryDict:
    """What was typed, on the version that is saved now: saving again is a decision."""
    data = posted.copy()
    data["version"] = str(conflict.current.version)  # type: ignore[attr-defined]
    return data
