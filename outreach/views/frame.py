"""What every page of a case shares: who asks, which case, and the frame of a step's page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.models import User
from core.errors import Conflict
from core.http import conflict_response
from core.models import StatusLog
from core.views import steps
from outreach import stories
from outreach.models import EnterpriseCase
from outreach.workflow import KIND


def person(request: HttpRequest) -> User:
    """The signed-in person (sign-in is the default of every page)."""
    assert isinstance(request.user, User)  # noqa: S101 - the middleware has seen to it
    return request.user


def find(request: HttpRequest, number: str) -> EnterpriseCase:
    """The case with its firm and units, or 404 for everybody who may not know of it."""
    rows = EnterpriseCase.objects.visible_to(person(request))
    return get_object_or_404(
        rows.select_related("enterprise__unit", "unit", "registered_for", "item"), number=number
    )


class StepPage(steps.StepPage[EnterpriseCase]):
    """A step of a case: what is needed and promised stands beside the form."""

    subject = "case"
    template = "outreach/step.html"
    refused = 422

    def found(self, request: HttpRequest, number: str) -> EnterpriseCase:
        return find(request, number)

    def more(self, request: HttpRequest, record: EnterpriseCase) -> dict[str, Any]:
        return {
            "need": stories.need(record),
            "promised": stories.promised(record) if record.measures else [],
            "claim": record.claim_note,
        }

    def conflict(self, request: HttpRequest, form: Any, stale: Conflict) -> HttpResponse:
        """Both versions side by side; what was typed is kept (R28)."""
        current = stale.current
        assert isinstance(current, EnterpriseCase)  # noqa: S101 - the action raises it so
        log = StatusLog.objects.of(KIND, current.pk).last()
        return conflict_response(
            request,
            form,
            current,
            who=log.actor_name if log else "",
            when=current.updated_at,
            cancel_url=current.get_absolute_url(),
            title=current.number,
        )
