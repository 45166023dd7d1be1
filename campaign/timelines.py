"""What happened to a record, as the timeline shows it."""

from django.utils import timezone

from core.models import StatusLog
from core.ui.parts import TimelineEntry
from core.workflow import Workflow


def timeline(workflow: Workflow, object_id: int) -> list[TimelineEntry]:
    """Newest first; one query."""
    logs = list(StatusLog.objects.of(workflow.kind, object_id))
    return [
        TimelineEntry(
            title=workflow[log.transition].label,
            meta="，".join(
                part
                for part in (
                    f"{timezone.localtime(log.at):%Y-%m-%d %H:%M}",
                    log.actor_name,
                    log.actor_post,
                )
                if part
            ),
            kind="now" if log is logs[-1] else "",
            body=log.reason,
        )
        for log in reversed(logs)
    ]
