"""Messages about cases. They say that something waits, never what or about whom (C10)."""

from collections.abc import Iterable
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.enums import Role
from accounts.models import Unit, User
from accounts.models.user import holders
from complaints.models import Complaint
from core import notices
from core.models import Notice
from core.notices import NoticeKind
from core.text import Text

KIND = "complaints.complaint"


class CaseNotice(NoticeKind):
    """A message about one case; `sentence` takes its number."""

    page: ClassVar[str] = "complaints:case"
    sentence: ClassVar[Text]

    def text(self, notice: Notice) -> Text:
        return str(self.sentence) % {"number": notice.number}

    def url(self, notice: Notice) -> str:
        return reverse(self.page, args=[notice.number])


class _DeskNotice(CaseNotice):
    page = "complaints:intake-case"


class NewCase(_DeskNotice):
    code = "complaints.new"
    label = gettext_lazy("New complaint")
    sentence = gettext_lazy("Complaint %(number)s has arrived and waits to be accepted.")


class RefusalProposed(_DeskNotice):
    code = "complaints.refusal"
    label = gettext_lazy("Refusal to confirm")
    sentence = gettext_lazy("A refusal of %(number)s waits for a second person.")


class Dispatched(CaseNotice):
    code = "complaints.dispatched"
    label = gettext_lazy("Case dispatched")
    sentence = gettext_lazy("Case %(number)s has been dispatched to your unit; sign for it.")


class AssistAsked(CaseNotice):
    code = "complaints.assist"
    label = gettext_lazy("Assistance asked for")
    sentence = gettext_lazy("Your unit assists in case %(number)s; report what you find.")


class Assisted(CaseNotice):
    code = "complaints.assisted"
    label = gettext_lazy("Assisting unit reported")
    sentence = gettext_lazy("An assisting unit has reported in case %(number)s.")


class Supplemented(CaseNotice):
    code = "complaints.supplemented"
    label = gettext_lazy("Supplement to a case")
    sentence = gettext_lazy("Something was added to case %(number)s; take it into account.")


class ToSign(CaseNotice):
    code = "complaints.to-sign"
    label = gettext_lazy("Reply to sign")
    sentence = gettext_lazy("The reply to %(number)s waits for your signature.")


class SentBack(CaseNotice):
    code = "complaints.sent-back"
    label = gettext_lazy("Reply sent back")
    sentence = gettext_lazy("The reply to %(number)s was sent back; see what has to change.")


class ReturnAsked(_DeskNotice):
    code = "complaints.return"
    label = gettext_lazy("Return to decide")
    sentence = gettext_lazy("A unit hands back %(number)s; decide.")


class ReturnDenied(CaseNotice):
    code = "complaints.return-denied"
    label = gettext_lazy("Return denied")
    sentence = gettext_lazy("Case %(number)s stays with your unit.")


class Recalled(CaseNotice):
    """It leads to the list: the unit cannot open the case any more."""

    code = "complaints.recalled"
    label = gettext_lazy("Case taken back")
    sentence = gettext_lazy("The desk has taken case %(number)s back; your unit is done with it.")

    def url(self, notice: Notice) -> str:
        return reverse("complaints:cases")


class SecondPerson(CaseNotice):
    """For the discipline liaison, about a case that the desk may not decide (C5)."""

    code = "complaints.second-person"
    label = gettext_lazy("Second person needed")
    sentence = gettext_lazy("Case %(number)s is about the desk; decide as the second person.")
    page = "complaints:discipline-case"


class ExtensionAsked(_DeskNotice):
    code = "complaints.extension"
    label = gettext_lazy("Extension to decide")
    sentence = gettext_lazy("More time is asked for %(number)s; decide.")


class ExtensionWaits(_DeskNotice):
    code = "complaints.extension-wait"
    reminder = True
    label = gettext_lazy("Extension undecided")
    sentence = gettext_lazy(
        "The request for more time for %(number)s has been waiting for over two working days."
    )


class ExtensionDecided(CaseNotice):
    code = "complaints.extension-decided"
    label = gettext_lazy("Extension decided")
    sentence = gettext_lazy("Your request for more time for %(number)s has been decided.")


class ReplyWaiting(_DeskNotice):
    code = "complaints.reply-waiting"
    label = gettext_lazy("Reply to review")
    sentence = gettext_lazy("The reply to %(number)s waits for review.")


class RedoOpened(CaseNotice):
    code = "complaints.redo"
    label = gettext_lazy("Redo")
    sentence = gettext_lazy("Case %(number)s has to be redone in half the time.")


class MessageCame(_DeskNotice):
    code = "complaints.message"
    label = gettext_lazy("Message from a complainant")
    sentence = gettext_lazy("There is a new message in the mailbox of %(number)s.")


class MessageAtDiscipline(CaseNotice):
    """For the discipline liaison: from the transfer on nobody else reads the mailbox (C15)."""

    code = "complaints.message-discipline"
    label = gettext_lazy("Message from a complainant")
    sentence = gettext_lazy("There is a new message in the mailbox of %(number)s.")
    page = "complaints:discipline-case"


class Transferred(CaseNotice):
    code = "complaints.discipline"
    label = gettext_lazy("Transfer to discipline")
    sentence = gettext_lazy("Case %(number)s has been transferred to you.")
    page = "complaints:discipline-case"


class GivenBack(_DeskNotice):
    code = "complaints.given-back"
    label = gettext_lazy("Given back by discipline")
    sentence = gettext_lazy("Case %(number)s has been given back to the desk.")


class Withdrawn(_DeskNotice):
    code = "complaints.withdrawn"
    label = gettext_lazy("Withdrawal")
    sentence = gettext_lazy("Case %(number)s was withdrawn; ask whether it was voluntary.")


class ReviewAsked(_DeskNotice):
    code = "complaints.review"
    label = pgettext_lazy("complaint", "Re-examination asked for")
    sentence = gettext_lazy("Re-examination of %(number)s is asked for.")


class Retaliation(CaseNotice):
    code = "complaints.retaliation"
    label = gettext_lazy("Retaliation reported")
    sentence = gettext_lazy("Retaliation is reported in %(number)s; act today.")
    page = "complaints:retaliation-case"
    urgent = True


class RetaliationDue(CaseNotice):
    code = "complaints.retaliation-due"
    reminder = True
    label = gettext_lazy("Retaliation to answer")
    sentence = gettext_lazy("The report of retaliation in %(number)s still waits for an answer.")
    page = "complaints:retaliation-case"


class RedoAtDesk(_DeskNotice):
    code = "complaints.redo-at-desk"
    label = gettext_lazy("Redo by the desk")
    sentence = gettext_lazy(
        "The answer to %(number)s did not satisfy: answer again in half the time."
    )


class WithdrawalForced(_DeskNotice):
    code = "complaints.withdrawal-forced"
    label = gettext_lazy("Withdrawal under pressure")
    sentence = gettext_lazy("%(number)s was not withdrawn freely; decide whether to go on.")


class WithdrawnFromDiscipline(CaseNotice):
    code = "complaints.withdrawn-discipline"
    label = gettext_lazy("Withdrawal")
    sentence = gettext_lazy("Case %(number)s was withdrawn; ask whether it was voluntary.")
    page = "complaints:discipline-case"


class ContactDue(CaseNotice):
    code = "complaints.contact-due"
    reminder = True
    label = gettext_lazy("First check due")
    sentence = gettext_lazy("Check the facts of %(number)s and note what was checked.")


class CallBackDue(_DeskNotice):
    code = "complaints.call-back-due"
    reminder = True
    label = gettext_lazy("Call-back due")
    sentence = gettext_lazy("Ask the complainant of %(number)s about the answer.")


class OwnReplyDue(_DeskNotice):
    code = "complaints.own-reply-due"
    reminder = True
    label = gettext_lazy("Answer of the office due")
    sentence = gettext_lazy("The office's own answer to %(number)s is due.")


class DisciplineDue(CaseNotice):
    code = "complaints.discipline-due"
    reminder = True
    label = gettext_lazy("Outcome due")
    sentence = gettext_lazy("The outcome of %(number)s is due to be reported.")
    page = "complaints:discipline-case"


class TakeUpDue(CaseNotice):
    code = "complaints.take-up-due"
    reminder = True
    label = gettext_lazy("Taking up due")
    sentence = gettext_lazy("Tell the accuser of %(number)s whether the case is taken up.")
    page = "complaints:discipline-case"


class TriageDue(_DeskNotice):
    code = "complaints.triage-due"
    reminder = True
    label = gettext_lazy("To accept and dispatch")
    sentence = gettext_lazy("Complaint %(number)s must be accepted and dispatched.")


class SignDue(CaseNotice):
    code = "complaints.sign-due"
    reminder = True
    label = gettext_lazy("To sign for")
    sentence = gettext_lazy("Case %(number)s must be signed for.")


class ReplyDue(CaseNotice):
    code = "complaints.reply-due"
    reminder = True
    label = gettext_lazy("Reply due")
    sentence = gettext_lazy("The reply to %(number)s is due.")


class ReplyDueToday(ReplyDue):
    """At 09:00 and 15:00 of the last day, after the morning's mail has gone: mailed at once."""

    code = "complaints.reply-due-today"
    urgent = True


class RatingOver(_DeskNotice):
    code = "complaints.rating-over"
    reminder = True
    label = gettext_lazy("Closed without a rating")
    sentence = gettext_lazy("Nobody rated %(number)s in time: the case was closed by itself.")


KINDS = (
    NewCase,
    RefusalProposed,
    Dispatched,
    AssistAsked,
    Assisted,
    Supplemented,
    ToSign,
    SentBack,
    ReturnAsked,
    ReturnDenied,
    Recalled,
    SecondPerson,
    ExtensionAsked,
    ExtensionWaits,
    ExtensionDecided,
    ReplyWaiting,
    RedoOpened,
    MessageCame,
    MessageAtDiscipline,
    Transferred,
    GivenBack,
    Withdrawn,
    ReviewAsked,
    Retaliation,
    RetaliationDue,
    TriageDue,
    SignDue,
    ReplyDue,
    ReplyDueToday,
    RatingOver,
    RedoAtDesk,
    WithdrawalForced,
    WithdrawnFromDiscipline,
    ContactDue,
    CallBackDue,
    OwnReplyDue,
    TakeUpDue,
    DisciplineDue,
)

REPLY = (ReplyDue, ReplyDueToday)


def tell(
    kind: type[CaseNotice],
    complaint: Complaint,
    people: Iterable[User],
    period: str = "",
) -> int:
    """Post a message about a case to people who are not recused; how many got a new one."""
    recused = set(complaint.recused.values_list("pk", flat=True))
    return notices.post(
        kind,
        recipients=[person.pk for person in people if person.pk not in recused],
        subject_kind=KIND,
        subject_id=complaint.pk,
        number=complaint.number,
        period=period or str(complaint.version),
    )


def tell_desk(kind: type[CaseNotice], complaint: Complaint, period: str = "") -> int:
    """To the desk; to the leader if the case goes past the desk (C5)."""
    role = Role.LEADER if complaint.bypass else Role.DESK
    return tell(kind, complaint, holders(role), period)


def tell_unit(kind: type[CaseNotice], complaint: Complaint, role: Role, unit: Unit) -> int:
    """To the holders of a role in the handling unit."""
    return tell(kind, complaint, holders(role, [unit]))


def settle(complaint: Complaint, *kinds: type[CaseNotice]) -> int:
    """What these messages asked for has been done."""
    return notices.settle(KIND, complaint.pk, *kinds)
