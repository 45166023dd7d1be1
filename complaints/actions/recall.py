"""Take a case away from its unit: it turned out to be an accusation, or the unit is accused."""

from django.db import transaction

from accounts.enums import Role
from accounts.models import Unit, User
from accounts.models.user import holders
from complaints import deadlines, notices, policies
from complaints.actions.moves import move, note
from complaints.enums import Decision, Step
from complaints.models import Complaint
from core import clock
from core.workdays import calendar
from core.workflow import lock


@transaction.atomic
def recall(*, complaint: Complaint, by: User, reason: str, version: int | None = None) -> Complaint:
    """Back to the desk; from this moment the unit cannot open it (C4, domain.md §2.3 b).

    What the unit had asked for or drafted ends with it. The reason stays with the desk. The
    day that the person was told for the answer stays too; the desk has its days to decide anew.
    """
    complaint = lock(complaint, version)
    former = complaint.lead_unit
    complaint.lead_unit, complaint.due_sign = None, None
    move(complaint, "recall", by=by, reason=reason, save=["lead_unit", "due_sign"])
    complaint.co_units.clear()
    _end_requests(complaint, by)
    note(complaint, Step.RECALLED, by=by, text=reason, acting=former)
    note(complaint, Step.RECALLED, by=by, public=True)
    deadlines.stop_all(complaint, "recalled")
    notices.settle(complaint)
    days = policies.limits(complaint).triage_days
    deadlines.start(deadlines.TriageDeadline, complaint, calendar().add(clock.today(), days))
    if former is not None:
        _tell(complaint, former)
    return complaint


def _end_requests(complaint: Complaint, by: User) -> None:
    ended = {"decision": Decision.DENIED, "decided_at": clock.now(), "decided_by": by}
    for asked in (complaint.returns, complaint.extensions, complaint.replies):
        asked.filter(decision=Decision.OPEN).update(**ended)


def _tell(complaint: Complaint, unit: Unit) -> None:
    for role in (Role.CONTACT, Role.UNIT_HEAD):
        notices.tell(notices.Recalled, complaint, holders(role, [unit]), f"recalled{role}")
