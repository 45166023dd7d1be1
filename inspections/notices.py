"""The messages of inspections and slips. None is posted to a unit before the release."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import notices
from core.models import Notice
from core.text import Text
from inspections.models import (
    Finding,
    Inspection,
    Interview,
    Opinion,
    Reexamination,
    SupervisionSlip,
)
from inspections.workflow import (
    FINDING_KIND,
    INTERVIEW_KIND,
    KIND,
    OPINION_KIND,
    REVIEW_KIND,
    SLIP_KIND,
)


class Told(notices.NoticeKind):
    """A message with one sentence and one page; `sentence` has its number set in."""

    sentence: ClassVar[Text]
    page: ClassVar[str] = "inspections:inspection"
    by_id: ClassVar[bool] = False  # pages of records whose number is no address

    def text(self, notice: Notice) -> str:
        return str(self.sentence) % {"number": notice.number, **notice.params}

    def url(self, notice: Notice) -> str:
        return reverse(self.page, args=[notice.subject_id if self.by_id else notice.number])


class PlanToApprove(Told):
    code = "inspections.plan-to-approve"
    label = _("Plan to approve")
    sentence = _("The plan of %(number)s waits for your approval.")


class PlanReturned(Told):
    code = "inspections.plan-returned"
    label = _("Plan returned")
    sentence = _("The plan of %(number)s was returned. Read the reason and send it again.")


class TeamCalled(Told):
    code = "inspections.team-called"
    label = _("New inspection")
    sentence = _("You belong to the team of %(number)s. The plan has been approved.")


class ToRelease(Told):
    code = "inspections.to-release"
    label = _("Conclusion to check")
    sentence = _("The team has concluded %(number)s. Check it and feed it back.")


class ConclusionReturned(Told):
    code = "inspections.conclusion-returned"
    label = _("Conclusion returned")
    sentence = _("The conclusion of %(number)s was sent back. Read the reason.")


class FedBack(Told):
    code = "inspections.fed-back"
    label = _("Result of an inspection")
    sentence = _(
        "The result of %(number)s is there. You may state your case within three working days."
    )
    page = "inspections:feedback"
    urgent = True


class StatementDue(Told):
    code = "inspections.statement-due"
    reminder = True
    label = _("Statement due")
    sentence = _("The time for a statement on finding %(number)s is running out.")
    page = "inspections:finding"


class Stated(Told):
    code = "inspections.stated"
    label = _("Statement of a unit")
    sentence = _("The unit has stated its case on %(number)s. Decide now.")
    page = "inspections:finding"


class Decided(Told):
    code = "inspections.decided"
    label = _("Finding decided")
    sentence = _("The office has decided on finding %(number)s.")
    page = "inspections:finding"


class FoundAgain(Told):
    code = "inspections.found-again"
    label = _("Found again")
    sentence = _("What finding %(number)s says was seen again at the re-check.")
    page = "inspections:finding"
    urgent = True


class ItemOpened(Told):
    code = "inspections.item-opened"
    label = _("Finding to be rectified")
    sentence = _("Finding %(number)s is now an item of your ledger. Fill in the promise.")
    page = "inspections:finding"


class ReviewAsked(Told):
    code = "inspections.review-asked"
    label = _("Re-examination asked for")
    sentence = _("A unit asks for a re-examination of %(number)s. Assign other people.")


class ReviewAssigned(Told):
    code = "inspections.review-assigned"
    label = _("Re-examination assigned")
    sentence = _("You are to examine the conclusion of %(number)s again.")
    page, by_id = "inspections:review", True


class ReviewAnswered(Told):
    code = "inspections.review-answered"
    label = _("Outcome of the re-examination")
    sentence = _("The re-examination of %(number)s has been answered.")
    page = "inspections:feedback"


class SlipDrafted(Told):
    code = "inspections.slip-drafted"
    reminder = True
    label = _("Draft of a slip")
    sentence = _("A deadline of %(unit)s was missed: a paper is drafted. Check it and issue it.")
    page, by_id = "inspections:slip", True


class SlipToSign(Told):
    code = "inspections.slip-to-sign"
    label = _("Slip to sign")
    sentence = _("A paper to %(unit)s waits for your signature.")
    page, by_id = "inspections:slip", True


class SlipReturned(Told):
    code = "inspections.slip-returned"
    label = _("Slip sent back")
    sentence = _("The paper to %(unit)s was sent back. Read the reason.")
    page, by_id = "inspections:slip", True


class SlipIssued(Told):
    code = "inspections.slip-issued"
    label = _("Supervision slip")
    sentence = _("%(number)s was issued to you. Sign for it and answer in time.")
    page, by_id = "inspections:slip", True
    urgent = True


class SlipDue(Told):
    code = "inspections.slip-due"
    reminder = True
    label = _("Answer to a slip due")
    sentence = _("The answer to %(number)s is due.")
    page, by_id = "inspections:slip", True


class SlipReplied(Told):
    code = "inspections.slip-replied"
    label = _("Answer to a slip")
    sentence = _("%(unit)s has answered %(number)s.")
    page, by_id = "inspections:slip", True


class SlipAgain(Told):
    code = "inspections.slip-again"
    label = _("To be done again")
    sentence = _("The answer to %(number)s was returned. Read the reason and answer again.")
    page, by_id = "inspections:slip", True
    urgent = True


class SlipClosed(Told):
    code = "inspections.slip-closed"
    label = _("Slip closed")
    sentence = _("The answer to %(number)s was accepted.")
    page, by_id = "inspections:slip", True


class InterviewToSign(Told):
    code = "inspections.interview-to-sign"
    label = _("Record of an interview to sign")
    sentence = _("The record of the interview after %(number)s waits for your signature.")
    page, by_id = "inspections:interview", True
    urgent = True


class InterviewContested(Told):
    code = "inspections.interview-contested"
    label = _("Record of an interview contested")
    sentence = _("The record of the interview after %(number)s is said not to be right.")
    page, by_id = "inspections:interview", True


class InterviewSigned(Told):
    code = "inspections.interview-signed"
    label = _("Record of an interview signed")
    sentence = _("The record of the interview after %(number)s has been signed.")
    page, by_id = "inspections:interview", True


class CommitmentDue(Told):
    code = "inspections.commitment-due"
    reminder = True
    label = _("Commitments due")
    sentence = _("What was promised in the interview after %(number)s is due.")
    page, by_id = "inspections:interview", True


class OpinionGiven(Told):
    code = "inspections.opinion-given"
    label = _("Opinion of supervisors")
    sentence = _("A supervision group has given opinion %(number)s. Answer it.")
    page = "inspections:opinion"


class OpinionAnswered(Told):
    code = "inspections.opinion-answered"
    label = _("Opinion answered")
    sentence = _("The office has answered opinion %(number)s.")
    page = "inspections:opinion"


class OpinionDue(Told):
    code = "inspections.opinion-due"
    reminder = True
    label = _("Answer to an opinion due")
    sentence = _("The answer to opinion %(number)s is due.")
    page = "inspections:opinion"


KINDS: tuple[type[Told], ...] = (
    PlanToApprove,
    PlanReturned,
    TeamCalled,
    ToRelease,
    ConclusionReturned,
    FedBack,
    StatementDue,
    Stated,
    Decided,
    FoundAgain,
    ItemOpened,
    ReviewAsked,
    ReviewAssigned,
    ReviewAnswered,
    SlipDrafted,
    SlipToSign,
    SlipReturned,
    SlipIssued,
    SlipDue,
    SlipReplied,
    SlipAgain,
    SlipClosed,
    InterviewToSign,
    InterviewContested,
    InterviewSigned,
    CommitmentDue,
    OpinionGiven,
    OpinionAnswered,
    OpinionDue,
)

Subject = Inspection | Finding | SupervisionSlip | Interview | Reexamination | Opinion
_SUBJECT_KINDS: dict[type[Any], str] = {
    Inspection: KIND,
    Finding: FINDING_KIND,
    SupervisionSlip: SLIP_KIND,
    Interview: INTERVIEW_KIND,
    Reexamination: REVIEW_KIND,
    Opinion: OPINION_KIND,
}


def params_of(subject: Subject) -> dict[str, Any]:
    """What the sentence needs beside the number: the unit, if the record has one."""
    if isinstance(subject, Inspection):
        return {}
    unit = subject.slip.unit if isinstance(subject, Interview) else subject.unit
    return {"unit": unit.short_name}


def tell(kind: type[Told], subject: Subject, people: Iterable[User]) -> None:
    """Post a message about a record; the version tells repeats of a step apart."""
    notices.post(
        kind,
        recipients=people,
        subject_kind=_SUBJECT_KINDS[type(subject)],
        subject_id=subject.pk,
        number=subject.number,
        period=f"v{subject.version}",
        params=params_of(subject),
    )


def tell_drafted(slips: Sequence[SupervisionSlip], office: Sequence[User]) -> None:
    """Tell the office of the papers that the portal has drafted."""
    notices.post_all(
        [
            notices.NoticeDraft(
                SlipDrafted, office, SLIP_KIND, slip.pk, period="drafted", params=params_of(slip)
            )
            for slip in slips
        ]
    )
