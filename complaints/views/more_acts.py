"""Acts of the desk beside the main way of a case: what comes between and after."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import User
from complaints import access
from complaints.actions import closing, copies, enterprise, pauses, retention, review, withdrawal
from complaints.forms import desk as forms
from complaints.forms.copies import CoverForm, SupplementForm
from complaints.forms.enterprise import EnterpriseCaseForm
from complaints.forms.pause import PauseForm
from complaints.forms.review import ApproveForm
from complaints.forms.withdrawal import WithdrawalForm
from complaints.models import Complaint
from complaints.views.acts import Act, Ask, step
from core import clock
from core.access import Allowed, Answer, Denied

_NOT_NOW = Denied(_("Nothing of this kind waits for a decision."))


def _in_states(permission: str, *states: str) -> Ask:
    def ask(user: User, complaint: Complaint) -> Answer:
        right = P.COMPLAINT_BYPASS if complaint.bypass else permission
        if complaint.state not in states:
            return _NOT_NOW
        return Allowed() if user.may(right) else Denied(_("Your post does not allow this step."))

    return ask


def _can_pause(user: User, complaint: Complaint) -> Answer:
    answer = _in_states(P.COMPLAINT_REVIEW, *pauses.STATES)(user, complaint)
    if answer and complaint.pauses.running(clock.today()).exists():
        return Denied(_("A question to the complainant is still open."))
    return answer


def _can_resume(user: User, complaint: Complaint) -> Answer:
    answer = _in_states(P.COMPLAINT_REVIEW, *pauses.STATES)(user, complaint)
    if answer and not complaint.pauses.running(clock.today()).exists():
        return _NOT_NOW
    return answer


def _can_call(user: User, complaint: Complaint) -> Answer:
    if complaint.replied_at is None or access.is_sealed(complaint):
        return _NOT_NOW
    return _in_states(P.COMPLAINT_REVIEW, *closing.CALLED_IN)(user, complaint)


def _can_hold(user: User, complaint: Complaint) -> Answer:
    if complaint.cleared_at or retention.is_held(complaint):
        return _NOT_NOW
    return access.can_clear(user)


def _can_lift(user: User, complaint: Complaint) -> Answer:
    if not user.may(P.COMPLAINT_DECIDE) or not retention.is_held(complaint):
        return _NOT_NOW
    return Allowed()


def _can_open_case(user: User, complaint: Complaint) -> Answer:
    if enterprise.opened(complaint).exists():
        return _NOT_NOW
    return access.can_open_case(user, complaint)


APPROVE = Act(
    _("Approve the reply"),
    _("Approved:"),
    step("approve"),
    review.approve,
    ApproveForm,
    _("Read it with the eyes of the complainant, then confirm each point."),
    main=True,
)
ACTS: dict[str, Act] = {
    "cover": Act(
        _("Covered copy of a file"),
        _("The unit will see the covered copy:"),
        copies.can_cover,
        copies.cover,
        CoverForm,
    ),
    "supplement": Act(
        _("Pass a supplement on to the unit"),
        _("Passed on:"),
        copies.can_pass_on,
        copies.pass_on,
        SupplementForm,
        template="complaints/staff/redact.html",
    ),
    "enterprise": Act(
        _("Open an enterprise case"),
        _("An enterprise case was opened:"),
        _can_open_case,
        enterprise.to_case,
        EnterpriseCaseForm,
        _("The firm needs help beside the answer. Write nothing of who complained."),
    ),
    "pause": Act(
        _("Ask the complainant, let the clock wait"),
        _("Asked; the clock waits:"),
        _can_pause,
        pauses.pause,
        PauseForm,
    ),
    "resume": Act(
        _("Let the clock run again"), _("The clock runs again:"), _can_resume, pauses.resume
    ),
    "call-back": Act(
        _("Note a call-back"),
        _("Noted:"),
        _can_call,
        closing.call_back,
        forms.CallBackForm,
    ),
    "continue": Act(
        _("Go on although withdrawn"),
        _("Goes on:"),
        step("continue_anyway"),
        withdrawal.continue_anyway,
        forms.ReasonForm,
    ),
    "hold": Act(
        _("Keep it: legal hold"),
        _("Nothing of it is cleared:"),
        _can_hold,
        retention.hold,
        forms.ReasonForm,
        _("For a court, an audit or a superior body. Who asks for it, and until when?"),
    ),
    "lift-hold": Act(
        _("Lift the legal hold"),
        _("The usual time applies again:"),
        _can_lift,
        retention.lift,
        forms.ReasonForm,
    ),
    "check-withdrawal": Act(
        _("Note whether it was voluntary"),
        _("Noted:"),
        step("check_withdrawal"),
        withdrawal.check,
        WithdrawalForm,
        _("Ask the person, without the unit. Under pressure the head of the office decides."),
        main=True,
    ),
}
