"""A firm that complains often needs help as well: its demand becomes an enterprise case (R-024)."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from complaints import access, leaks
from complaints.actions.closing import KIND
from complaints.models import Complaint
from core import audit
from core.access import require
from core.errors import DomainError
from core.workflow import lock
from outreach.actions import cases
from outreach.enums import Origin
from outreach.models import Enterprise, EnterpriseCase


def opened(complaint: Complaint) -> QuerySet[EnterpriseCase]:
    """The enterprise case that a complaint has led to, if any."""
    return EnterpriseCase.objects.filter(origin_kind=KIND, origin_number=complaint.number)


@transaction.atomic
def to_case(
    *,
    complaint: Complaint,
    by: User,
    enterprise: Enterprise,
    unit: Unit,
    demand: str,
    description: str,
) -> EnterpriseCase:
    """Register what the firm needs; the complaint goes its own way.

    The case is read by units, so `description` may hold nothing of who complained (C3), and no
    accusation leads to one. Raises `DomainError` the second time.
    """
    complaint = lock(complaint)
    require(access.can_open_case(by, complaint))
    if opened(complaint).exists():
        raise DomainError(_("An enterprise case has already been opened."), "twice")
    leaks.refuse_for_unit(complaint, [("description", description)], complaint.kept_words)
    case = cases.register(
        enterprise=enterprise,
        unit=unit,
        by=by,
        origin=Origin.COMPLAINT,
        demand=demand,
        description=description,
        origin_kind=KIND,
        origin_number=complaint.number,
    )
    audit.record(
        f"{KIND}.to_case",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        detail={"case": case.number},
    )
    return case
