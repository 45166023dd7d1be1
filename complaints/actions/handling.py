"""What the unit does: sign for it, make contact, hand back, ask for time."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission, Role
from accounts.models import Unit, User
from complaints import deadlines, leaks, notices, policies
from complaints.actions.moves import move, note
from complaints.enums import WORKING_STATES, Decision, ReturnReason, State, Step
from complaints.models import Complaint, Extension, Return
from complaints.workflow import COMPLAINT
from core import audit, clock
from core.access import require
from core.errors import DomainError, NotAllowed
from core.workdays import calendar
from core.workflow import lock

KIND = "complaints.complaint"
# Working days that the desk has for a request, before it is reminded daily (domain.md §4.22).
DECIDED_IN = 2


@transaction.atomic
def sign_for(*, complaint: Complaint, by: User, version: int | None = None) -> Complaint:
    """The unit's contact signs for the case."""
    complaint = lock(complaint, version)
    move(complaint, "sign_for", by=by)
    note(complaint, Step.SIGNED_FOR, by=by, public=True, unit=True, acting=complaint.lead_unit)
    deadlines.stop(deadlines.SignDeadline, complaint, "signed")
    notices.settle(complaint, notices.Dispatched, notices.SignDue)
    return complaint


@transaction.atomic
def log_contact(*, complaint: Complaint, by: User, text: str) -> Complaint:
    """Note what was done to find the facts; the complainant reads that it happened."""
    complaint = lock(complaint)
    if not by.may(Permission.COMPLAINT_HANDLE, complaint.unit_code):
        raise NotAllowed(_("Your post does not allow this step."))
    if complaint.state not in {State.HANDLING, State.REDO}:
        raise DomainError(_("Sign for the case first."), "state")
    leaks.refuse_numbers([("text", text)])
    note(complaint, Step.CONTACTED, by=by, text=text, unit=True, acting=complaint.lead_unit)
    note(complaint, Step.CONTACTED, by=by, public=True, acting=complaint.lead_unit)
    deadlines.stop(deadlines.ContactDeadline, complaint, "contacted")
    notices.settle(complaint, notices.ContactDue)
    audit.record(
        f"{KIND}.contact",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        unit_code=complaint.unit_code,
    )
    return complaint


def return_until(complaint: Complaint) -> dt.date:
    """The last day on which the unit may hand the case back."""
    assert complaint.dispatched_at is not None  # noqa: S101 (a dispatched case has its date)
    days = policies.limits(complaint).return_days
    return calendar().add(timezone.localdate(complaint.dispatched_at), days)


@transaction.atomic
def ask_return(
    *, complaint: Complaint, by: User, reason: str, suggested_unit: Unit, text: str
) -> Return:
    """Hand a case back in time: a reason of the list, and the right unit (domain.md §2.3)."""
    complaint = lock(complaint)
    require(COMPLAINT.can(complaint, "ask_return", by))
    if complaint.fixed:
        raise DomainError(
            _("The desk has designated your unit: this case cannot be handed back again."), "fixed"
        )
    last = return_until(complaint)
    if clock.today() > last:
        raise DomainError(
            _("A case can be handed back until %(day)s only; ask for more time instead.")
            % {"day": last.strftime("%Y-%m-%d")},
            "too-late",
        )
    assert complaint.lead_unit is not None  # noqa: S101 (a dispatched case has its unit)
    if suggested_unit.pk == complaint.lead_unit_id:
        raise DomainError(_("Name another unit as the right one."), "unit", "suggested_unit")
    asked = Return.objects.create(
        complaint=complaint,
        unit=complaint.lead_unit,
        reason=ReturnReason(reason),
        suggested_unit=suggested_unit,
        note=text,
        from_state=complaint.state,
        asked_by=by,
    )
    move(complaint, "ask_return", by=by)
    note(complaint, Step.RETURNED, by=by, text=text, unit=True, acting=complaint.lead_unit)
    notices.tell_desk(notices.ReturnAsked, complaint)
    return asked


@transaction.atomic
def ask_extension(*, complaint: Complaint, by: User, days: int, reason: str) -> Extension:
    """Ask for more working days before the day due; once, and at most what the policy allows."""
    complaint = lock(complaint)
    if not by.may(Permission.COMPLAINT_HANDLE, complaint.unit_code):
        raise NotAllowed(_("Your post does not allow this step."))
    if complaint.state != State.HANDLING or complaint.due_reply is None:
        raise DomainError(_("More time can be asked for while the case is handled."), "state")
    if clock.today() > complaint.due_reply:
        raise DomainError(
            _("The day of the reply has passed: more time must be asked for before it."), "too-late"
        )
    if complaint.extensions.exclude(decision=Decision.DENIED).exists():
        raise DomainError(_("More time can be asked for only once."), "twice")
    most = policies.limits(complaint).extension_days
    if not 1 <= days <= most:
        raise DomainError(_("Ask for 1 to %(most)d working days.") % {"most": most}, "days", "days")
    leaks.refuse_numbers([("reason", reason)])
    asked = Extension.objects.create(
        complaint=complaint, days=days, reason=reason, asked_by=by, due_before=complaint.due_reply
    )
    note(complaint, Step.EXTENSION, by=by, text=reason, unit=True, acting=complaint.lead_unit)
    audit.record(
        f"{KIND}.ask_extension",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        unit_code=complaint.unit_code,
        detail={"days": days},
    )
    notices.tell_desk(notices.ExtensionAsked, complaint, period=f"ext{asked.pk}")
    deadlines.start(deadlines.ExtensionWait, complaint, calendar().add(clock.today(), DECIDED_IN))
    return asked


@transaction.atomic
def decide_extension(*, complaint: Complaint, by: User, grant: bool, answer: str) -> Extension:
    """Grant or deny more time; the complainant reads the reason and the new day (R17)."""
    complaint = lock(complaint)
    right = Permission.COMPLAINT_BYPASS if complaint.bypass else Permission.COMPLAINT_REVIEW
    if not by.may(right):
        raise NotAllowed(_("Your post does not allow this step."))
    asked = complaint.extensions.filter(decision=Decision.OPEN).first()
    if asked is None or complaint.state not in WORKING_STATES:
        raise DomainError(_("No request for more time waits for a decision."), "no-extension")
    asked.decision = Decision.GRANTED if grant else Decision.DENIED
    asked.decided_at, asked.decided_by, asked.answer = clock.now(), by, answer
    if grant:
        _extend(complaint, asked, by)
    else:
        note(complaint, Step.EXTENSION, by=by, text=answer, unit=True)
    asked.save(update_fields=["decision", "decided_at", "decided_by", "answer", "due_after"])
    audit.record(
        f"{KIND}.decide_extension",
        by=by,
        kind=KIND,
        object_id=complaint.pk,
        number=complaint.number,
        unit_code=complaint.unit_code,
        detail={"granted": grant},
    )
    deadlines.stop(deadlines.ExtensionWait, complaint, "decided")
    notices.settle(complaint, notices.ExtensionAsked, notices.ExtensionWaits)
    if complaint.lead_unit:
        notices.tell_unit(notices.ExtensionDecided, complaint, Role.CONTACT, complaint.lead_unit)
    return asked


def _extend(complaint: Complaint, asked: Extension, by: User) -> None:
    stop = policies.hard_stop(complaint, clock.today(), policies.EXTENSION_DAYS)
    asked.due_after = min(calendar().add(asked.due_before, asked.days), stop)
    complaint.due_reply = asked.due_after
    complaint.version += 1
    complaint.save(update_fields=["due_reply", "version", "updated_at"])
    deadlines.move(deadlines.ReplyDeadline, complaint, asked.due_after)
    note(
        complaint,
        Step.EXTENSION,
        by=by,
        text=asked.reason,
        public=True,
        unit=True,
        acting=complaint.lead_unit,
        before=asked.due_before,
        after=asked.due_after,
    )
