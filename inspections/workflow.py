"""What may happen to inspections, findings, slips, re-examinations and opinions, as data."""

from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from core.workflow import Transition, Workflow
from inspections.enums import FindingState as F
from inspections.enums import InterviewState as I
from inspections.enums import OpinionState as N
from inspections.enums import ReviewState as R
from inspections.enums import SlipState as L
from inspections.enums import State as S

KIND = "inspections.inspection"
FINDING_KIND = "inspections.finding"
SLIP_KIND = "inspections.slip"
REVIEW_KIND = "inspections.reexamination"
OPINION_KIND = "inspections.opinion"
INTERVIEW_KIND = "inspections.interview"


INSPECTION = Workflow(
    KIND,
    [
        Transition(
            "submit",
            (S.DRAFT,),
            S.PLANNED,
            P.INSPECTION_PLAN,
            pgettext_lazy("inspection step", "Send the plan for approval"),
            stamp="submitted",
        ),
        Transition(
            "return",
            (S.PLANNED,),
            S.DRAFT,
            P.INSPECTION_APPROVE,
            pgettext_lazy("inspection step", "Return the plan"),
            reason=True,
        ),
        Transition(
            "approve",
            (S.PLANNED,),
            S.APPROVED,
            P.INSPECTION_APPROVE,
            pgettext_lazy("inspection step", "Approve the plan"),
            stamp="approved",
        ),
        Transition(
            "begin",
            (S.APPROVED,),
            S.RUNNING,
            P.INSPECTION_RECORD,
            pgettext_lazy("inspection step", "Begin on site"),
            stamp="began",
        ),
        Transition(
            "conclude",
            (S.RUNNING,),
            S.CONCLUDING,
            P.INSPECTION_CONCLUDE,
            pgettext_lazy("inspection step", "Conclude"),
            stamp="concluded",
        ),
        Transition(
            "send_back",
            (S.CONCLUDING,),
            S.RUNNING,
            P.INSPECTION_RELEASE,
            pgettext_lazy("inspection step", "Send the conclusion back"),
            reason=True,
        ),
        Transition(
            "release",
            (S.CONCLUDING,),
            S.RELEASED,
            P.INSPECTION_RELEASE,
            pgettext_lazy("inspection step", "Feed back to the units"),
            stamp="released",
        ),
        Transition(
            "rectify",
            (S.RELEASED,),
            S.RECTIFYING,
            P.FINDING_DECIDE,
            pgettext_lazy("inspection step", "First finding under rectification"),
        ),
        Transition(
            "close",
            (S.RELEASED, S.RECTIFYING),
            S.CLOSED,
            P.FINDING_DECIDE,
            pgettext_lazy("inspection step", "Close the inspection"),
            stamp="closed",
        ),
        Transition(
            "cancel",
            (S.DRAFT, S.PLANNED, S.APPROVED),
            S.CANCELLED,
            P.INSPECTION_PLAN,
            pgettext_lazy("inspection step", "Cancel"),
            reason=True,
            stamp="cancelled",
        ),
    ],
)

FINDING = Workflow(
    FINDING_KIND,
    [
        Transition(
            "hear",
            (F.RECORDED,),
            F.STATEMENT,
            P.INSPECTION_RELEASE,
            pgettext_lazy("finding step", "Let the unit state its case"),
        ),
        Transition(
            "note",
            (F.RECORDED,),
            F.CONFIRMED,
            P.INSPECTION_RELEASE,
            pgettext_lazy("finding step", "Note a good example"),
            stamp="decided",
        ),
        Transition(
            "state",
            (F.STATEMENT,),
            "",
            P.FINDING_STATE,
            pgettext_lazy("finding step", "State the case"),
            stamp="stated",
        ),
        Transition(
            "uphold",
            (F.STATEMENT,),
            F.CONFIRMED,
            P.FINDING_DECIDE,
            pgettext_lazy("finding step", "Uphold"),
            stamp="decided",
        ),
        Transition(
            "dismiss",
            (F.STATEMENT,),
            F.DISMISSED,
            P.FINDING_DECIDE,
            pgettext_lazy("finding step", "Do not uphold"),
            reason=True,
            stamp="decided",
        ),
        Transition(
            "link",
            (F.CONFIRMED,),
            F.LINKED,
            P.FINDING_DECIDE,
            pgettext_lazy("finding step", "Turn into a rectification item"),
        ),
        Transition(
            "resolve",
            (F.CONFIRMED, F.LINKED),
            F.RESOLVED,
            P.FINDING_DECIDE,
            pgettext_lazy("finding step", "Mark as rectified"),
            stamp="resolved",
        ),
        Transition(
            "verify",
            (F.RESOLVED,),
            F.VERIFIED,
            P.ITEM_INSPECT,
            pgettext_lazy("finding step", "Re-check passed"),
            stamp="verified",
        ),
        Transition(
            "relapse",
            (F.RESOLVED,),
            F.CONFIRMED,
            P.ITEM_INSPECT,
            pgettext_lazy("finding step", "Found again at the re-check"),
            reason=True,
        ),
        Transition(
            "overturn",
            (F.CONFIRMED, F.LINKED, F.RESOLVED),
            F.DISMISSED,
            P.ITEM_INSPECT,
            pgettext_lazy("finding step", "Overturned on re-examination"),
            reason=True,
        ),
    ],
)

SLIP = Workflow(
    SLIP_KIND,
    [
        Transition(
            "send",
            (L.DRAFT,),
            L.PENDING,
            P.SLIP_ISSUE,
            pgettext_lazy("slip step", "Put before a leader"),
        ),
        Transition(
            "send_back",
            (L.PENDING,),
            L.DRAFT,
            P.SLIP_SIGN,
            pgettext_lazy("slip step", "Send back"),
            reason=True,
        ),
        Transition(
            "issue",
            (L.DRAFT,),
            L.ISSUED,
            P.SLIP_ISSUE,
            pgettext_lazy("slip step", "Issue"),
            stamp="issued",
        ),
        Transition(
            "sign",
            (L.PENDING,),
            L.ISSUED,
            P.SLIP_SIGN,
            pgettext_lazy("slip step", "Sign and issue"),
            stamp="issued",
        ),
        Transition(
            "sign_for",
            (L.ISSUED,),
            L.SIGNED,
            P.SLIP_REPLY,
            pgettext_lazy("slip step", "Sign for it"),
            stamp="signed",
        ),
        Transition(
            "reply",
            (L.SIGNED,),
            L.REPLIED,
            P.SLIP_REPLY,
            pgettext_lazy("slip step", "Answer"),
            stamp="replied",
        ),
        Transition(
            "return",
            (L.REPLIED,),
            L.SIGNED,
            P.SLIP_ISSUE,
            pgettext_lazy("slip step", "Return to be done again"),
            reason=True,
        ),
        Transition(
            "close",
            (L.REPLIED,),
            L.CLOSED,
            P.SLIP_ISSUE,
            pgettext_lazy("slip step", "Accept and close"),
            stamp="closed",
        ),
        Transition(
            "cancel",
            (L.DRAFT, L.PENDING),
            L.CANCELLED,
            P.SLIP_ISSUE,
            pgettext_lazy("slip step", "Drop the draft"),
            reason=True,
        ),
    ],
)

REEXAMINATION = Workflow(
    REVIEW_KIND,
    [
        Transition(
            "assign",
            (R.ASKED,),
            R.EXAMINING,
            P.INSPECTION_RELEASE,
            pgettext_lazy("re-examination step", "Assign to other people"),
            stamp="assigned",
        ),
        Transition(
            "keep",
            (R.EXAMINING,),
            R.UPHELD,
            P.ITEM_INSPECT,
            pgettext_lazy("re-examination step", "Keep the conclusion"),
            stamp="answered",
        ),
        Transition(
            "change",
            (R.EXAMINING,),
            R.CHANGED,
            P.ITEM_INSPECT,
            pgettext_lazy("re-examination step", "Change the conclusion"),
            stamp="answered",
        ),
    ],
)

OPINION = Workflow(
    OPINION_KIND,
    [
        Transition(
            "answer",
            (N.GIVEN,),
            N.ANSWERED,
            P.FINDING_DECIDE,
            pgettext_lazy("opinion step", "Answer"),
            stamp="answered",
        ),
    ],
)


INTERVIEW = Workflow(
    INTERVIEW_KIND,
    [
        Transition(
            "submit",
            (I.DRAFT,),
            I.TO_SIGN,
            P.INTERVIEW_RECORD,
            pgettext_lazy("interview step", "Put before the person talked to"),
        ),
        Transition(
            "sign",
            (I.TO_SIGN,),
            I.SIGNED,
            P.UNIT_READ,
            pgettext_lazy("interview step", "Sign the record"),
            stamp="signed",
        ),
        Transition(
            "contest",
            (I.TO_SIGN,),
            I.DRAFT,
            P.UNIT_READ,
            pgettext_lazy("interview step", "The record is not right"),
            reason=True,
        ),
        Transition(
            "sign_on_paper",
            (I.DRAFT, I.TO_SIGN),
            I.SIGNED,
            P.INTERVIEW_RECORD,
            pgettext_lazy("interview step", "Signed on paper"),
            stamp="signed",
        ),
        Transition(
            "keep",
            (I.SIGNED,),
            I.KEPT,
            P.INTERVIEW_RECORD,
            pgettext_lazy("interview step", "The commitments were kept"),
            stamp="kept",
        ),
    ],
)
