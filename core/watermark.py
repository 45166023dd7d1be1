"""Whose eyes a page was made for: person, unit, time and the row of the trail (domain.md C13).

A view that shows what must not leak records the look and marks the request; the workbench draws
the mark over the page, on screen and on paper (`{% watermark %}`). What leaves the portal as a
file carries `words(event)` itself.
"""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import AuditEvent

_ATTRIBUTE = "watermark_event"


def put(request: HttpRequest, event: AuditEvent) -> None:
    """Mark the answer to this request with the row that tells of the look."""
    setattr(request, _ATTRIBUTE, event)


def of(request: HttpRequest | None) -> AuditEvent | None:
    """The row that marks the answer, if a view has asked for it."""
    return getattr(request, _ATTRIBUTE, None)


def parts(event: AuditEvent) -> tuple[str, str]:
    """Who, with the unit; when, with the number of the row in the trail."""
    who = " ".join(part for part in (event.actor_name, event.actor_post) if part)
    when = _("%(time)s log %(number)d") % {
        "time": f"{timezone.localtime(event.at):%Y-%m-%d %H:%M}",
        "number": event.pk,
    }
    return who, when


def words(event: AuditEvent) -> str:
    """The mark in one line, for the edge of prints and files."""
    return " · ".join(parts(event))
