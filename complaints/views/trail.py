"""Each look at a case is a row in the trail, and the page carries the row's number (C13)."""

from django.http import HttpRequest

from accounts.models import User
from complaints.models import Complaint
from complaints.workflow import COMPLAINT
from core import audit, watermark


def shown(request: HttpRequest, user: User, complaint: Complaint) -> None:
    """The person reads a case now: on which page, never what."""
    event = audit.record(
        f"{COMPLAINT.kind}.view",
        by=user,
        kind=COMPLAINT.kind,
        object_id=complaint.pk,
        number=complaint.number,
        unit_code=complaint.unit_code,
        detail={"page": _page(request)},
    )
    watermark.put(request, event)


def listed(request: HttpRequest, user: User, count: int) -> None:
    """The person reads a list of cases: how many there are."""
    event = audit.record(
        f"{COMPLAINT.kind}.list", by=user, detail={"page": _page(request), "cases": count}
    )
    watermark.put(request, event)


def _page(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
