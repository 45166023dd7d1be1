"""Timelines of records for people: labels from the workflow, newest first."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import StatusLog
from core.text import Text
from core.ui.parts import TimelineEntry
from core.workflow import Workflow

# First lines, which no workflow knows.
STARTS: dict[str, Text] = {
    "create": _("Plan entered"),
    "record": _("Recorded on site"),
    "ask": _("Re-examination asked for"),
    "write": _("Draft written"),
    "give": _("Opinion given"),
    "record-interview": _("Interview recorded"),
}


def entries(table: Workflow, logs: Iterable[StatusLog]) -> list[TimelineEntry]:
    """The steps of a record, newest first; the newest one is marked as now."""
    rows = list(logs)[::-1]
    return [_entry(table, row, "now" if n == 0 else "") for n, row in enumerate(rows)]


def _entry(table: Workflow, row: StatusLog, kind: str) -> TimelineEntry:
    step = table.transitions.get(row.transition)
    label = step.label if step else STARTS.get(row.transition, row.transition)
    when = f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}"
    who = f"{row.actor_name}（{row.actor_post}）" if row.actor_post else row.actor_name
    return TimelineEntry(label, f"{when} {who}", kind, row.reason)
