"""Who records and signs interviews (约谈; domain.md §4.12). Who reads them: `scope`."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from inspections.enums import SLIP_WITH_UNIT, InterviewState, SlipKind
from inspections.models import Interview, SupervisionSlip
from inspections.workflow import INTERVIEW


def can_record(by: Actor, slip: SupervisionSlip) -> Answer:
    """One record for each summons that went out."""
    if not by.may(P.INTERVIEW_RECORD):
        return Denied(_("Interviews are recorded by a leader or the head of the office."))
    if slip.kind != SlipKind.TALK or slip.state not in SLIP_WITH_UNIT:
        return Denied(_("Only a summons that has been issued leads to an interview."))
    if Interview.objects.filter(slip=slip).exists():
        return Denied(_("This interview has been recorded already."))
    return Allowed()


def can_edit(by: Actor, interview: Interview) -> Answer:
    """Until it lies before the person talked to."""
    if interview.state != InterviewState.DRAFT:
        return Denied(_("The record lies before the person talked to and stays as it is."))
    if by.may(P.INTERVIEW_RECORD):
        return Allowed()
    return Denied(_("Interviews are recorded by a leader or the head of the office."))


def can_sign(by: Actor, interview: Interview) -> Answer:
    """Only who was talked to."""
    if interview.talked_to.user_id != by.pk:
        return Denied(_("Only the person talked to signs the record."))
    return INTERVIEW.can(interview, "sign", by)


def can_contest(by: Actor, interview: Interview) -> Answer:
    """Only who was talked to."""
    if interview.talked_to.user_id != by.pk:
        return Denied(_("Only the person talked to signs the record."))
    return INTERVIEW.can(interview, "contest", by)
