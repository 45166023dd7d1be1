"""Assisting units: they read the redacted copy, and tell the handling unit what they found."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission, Role
from accounts.models import Unit, User
from accounts.models.user import holders
from complaints import leaks, notices
from complaints.actions.moves import note
from complaints.enums import State, Step
from complaints.models import Complaint
from core import audit
from core.access import Allowed, Answer, Denied, require
from core.errors import DomainError
from core.workflow import lock

KIND = "complaints.complaint"
MOST = 2


def choose(complaint: Complaint, lead: Unit, units: Sequence[Unit]) -> None:
    """Set the assisting units of a case that is being dispatched, and tell their contacts.

    The caller has asked C4 about every one of them.
    """
    if any(unit.pk == lead.pk for unit in units) or len(set(units)) < len(units):
        raise DomainError(_("Name each unit once."), "twice", "co_unit_1")
    complaint.co_units.set(units)
    if units:
        notices.tell(notices.AssistAsked, complaint, holders(Role.CONTACT, units))


def unit_of(by: User, complaint: Complaint) -> Unit | None:
    """The assisting unit that the person handles complaints for."""
    found = complaint.co_units.all()
    return next((u for u in found if by.may(Permission.COMPLAINT_HANDLE, u.code)), None)


def can_assist(by: User, complaint: Complaint) -> Answer:
    """Whether the person may add what an assisting unit found."""
    if complaint.state not in {State.DISPATCHED, State.HANDLING, State.REDO}:
        return Denied(_("The case is not being handled by your unit now."))
    if unit_of(by, complaint) is None:
        return Denied(_("Your post does not allow this step."))
    return Allowed()


@transaction.atomic
def contribute(*, complaint: Complaint, by: User, text: str) -> Complaint:
    """Write down what the assisting unit found, for the handling unit's reply."""
    complaint = lock(complaint)
    require(can_assist(by, complaint))
    leaks.refuse_numbers([("text", text)])
    unit = unit_of(by, complaint)
    note(complaint, Step.ASSISTED, by=by, text=text, unit=True, acting=unit)
    audit.record(
        f"{KIND}.assist",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        unit_code=unit.code if unit else "",
    )
    notices.settle(complaint, notices.AssistAsked)
    if complaint.lead_unit:
        notices.tell_unit(notices.Assisted, complaint, Role.CONTACT, complaint.lead_unit)
    return complaint
