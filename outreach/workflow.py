"""What may happen to cases, opinions and reports, as data (domain.md §4.18, §4.19).

A unit never ends a case: it asks the enterprise (`ask`), and only the enterprise's word (`solved`)
or the office's decision on a recorded explanation ends it (R-081).
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from core.workflow import Transition, Workflow
from outreach.enums import WORKING_STATES
from outreach.enums import CaseState as S
from outreach.enums import OpinionState as O
from outreach.enums import ReportState as R

KIND = "outreach.case"
OPINION_KIND = "outreach.opinion"
REPORT_KIND = "outreach.report"

CASE = Workflow(
    KIND,
    [
        Transition(
            "assign",
            (S.REGISTERED,),
            S.ASSIGNED,
            P.CASE_REVIEW,
            pgettext_lazy("enterprise case", "Hand to the unit"),
            stamp="assigned",
        ),
        Transition(
            "take",
            (S.REGISTERED,),
            S.ASSIGNED,
            P.CASE_EDIT,
            pgettext_lazy("enterprise case", "Take it on"),
            stamp="assigned",
        ),
        Transition(
            "hand_back",
            (S.ASSIGNED,),
            S.REGISTERED,
            P.CASE_EDIT,
            pgettext_lazy("enterprise case", "Hand back to the office"),
            reason=True,
        ),
        Transition(
            "promise",
            (S.ASSIGNED,),
            S.PROMISED,
            P.CASE_EDIT,
            _("Lay down measures"),
            stamp="promised",
        ),
        Transition(
            "revise",
            WORKING_STATES,
            "",
            P.CASE_EDIT,
            _("Change measures or date"),
            reason=True,
        ),
        Transition("follow", (S.PROMISED, S.SERVING), S.SERVING, P.CASE_EDIT, _("Log a follow-up")),
        Transition("follow_long", (S.LONG_TERM,), "", P.CASE_EDIT, _("Log a follow-up")),
        Transition(
            "keep_long",
            (S.SERVING,),
            S.LONG_TERM,
            P.CASE_EDIT,
            _("Follow it up for long"),
            reason=True,
        ),
        Transition(
            "ask", (S.SERVING, S.LONG_TERM), S.CONFIRMING, P.CASE_EDIT, _("Ask the enterprise")
        ),
        Transition("renew", (S.CONFIRMING,), "", P.CASE_EDIT, _("Make a new link")),
        Transition(
            "go_on",
            (S.CONFIRMING,),
            S.SERVING,
            P.CASE_EDIT,
            _("Go on serving"),
            reason=True,
        ),
        # The enterprise's own word; it has no account, only the link.
        Transition(
            "solved", (S.CONFIRMING,), S.CLOSED, "", _("The enterprise: solved"), stamp="closed"
        ),
        Transition("partly", (S.CONFIRMING,), S.LONG_TERM, "", _("The enterprise: partly solved")),
        Transition("unsolved", (S.CONFIRMING,), S.SERVING, "", _("The enterprise: not solved")),
        # What a unit says without the enterprise's word, and the office's decision on it.
        Transition(
            "claim_refusal",
            (S.CONFIRMING,),
            "",
            P.CASE_EDIT,
            _("Record that the enterprise does not confirm"),
            reason=True,
            stamp="claimed",
        ),
        Transition(
            "accept_refusal",
            (S.CONFIRMING,),
            S.CLOSED,
            P.CASE_REVIEW,
            _("Conclude without the enterprise's word"),
            stamp="closed",
        ),
        Transition(
            "reject_refusal",
            (S.CONFIRMING,),
            S.SERVING,
            P.CASE_REVIEW,
            _("The unit goes on"),
            reason=True,
        ),
        Transition(
            "claim_unsolvable",
            (S.SERVING, S.LONG_TERM),
            "",
            P.CASE_EDIT,
            _("Explain why it cannot be solved"),
            reason=True,
            stamp="claimed",
        ),
        Transition(
            "accept_unsolvable",
            (S.SERVING, S.LONG_TERM),
            S.UNSOLVABLE,
            P.CASE_REVIEW,
            _("Accept that it cannot be solved"),
            stamp="closed",
        ),
        Transition(
            "reject_unsolvable",
            (S.SERVING, S.LONG_TERM),
            "",
            P.CASE_REVIEW,
            pgettext_lazy("enterprise case", "Try again"),
            reason=True,
        ),
    ],
)

# an opinion ends in a disposition. The unit that has it acts; that is the one where it was
# heard, or, once it is handed on, the other one.
OPINION = Workflow(
    OPINION_KIND,
    [
        Transition(
            "adopt",
            (O.OPEN,),
            O.ADOPTED,
            P.VISIT_EDIT,
            pgettext_lazy("opinion", "Adopted"),
            reason=True,
            stamp="disposed",
        ),
        Transition(
            "to_item",
            (O.OPEN, O.HANDED),
            O.ITEM,
            P.VISIT_EDIT,
            pgettext_lazy("opinion", "Turned into a rectification item"),
            stamp="disposed",
        ),
        Transition(
            "to_case",
            (O.OPEN,),
            O.CASE,
            P.VISIT_EDIT,
            pgettext_lazy("opinion", "Turned into an enterprise case"),
            stamp="disposed",
        ),
        Transition(
            "explain",
            (O.OPEN,),
            O.EXPLAINED,
            P.VISIT_EDIT,
            pgettext_lazy("opinion", "Explained"),
            reason=True,
            stamp="disposed",
        ),
        Transition(
            "hand",
            (O.OPEN,),
            O.HANDED,
            P.VISIT_EDIT,
            pgettext_lazy("opinion", "Handed to another unit"),
            reason=True,
            stamp="handed",
        ),
        Transition(
            "answer",
            (O.HANDED,),
            O.ANSWERED,
            P.VISIT_EDIT,
            pgettext_lazy("opinion", "Answered"),
            reason=True,
            stamp="disposed",
        ),
        Transition(
            "give_back",
            (O.HANDED,),
            O.OPEN,
            P.VISIT_EDIT,
            pgettext_lazy("opinion", "Given back"),
            reason=True,
        ),
    ],
)

REPORT = Workflow(
    REPORT_KIND,
    [
        Transition(
            "submit",
            (R.DRAFT, R.RETURNED),
            R.SIGNING,
            P.REPORT_EDIT,
            pgettext_lazy("research report", "Handed to the unit head"),
            stamp="submitted",
        ),
        Transition(
            "send_back",
            (R.SIGNING,),
            R.DRAFT,
            P.REPORT_SIGN,
            pgettext_lazy("research report", "Sent back by the unit head"),
            reason=True,
        ),
        Transition(
            "sign",
            (R.SIGNING,),
            R.FILED,
            P.REPORT_SIGN,
            pgettext_lazy("research report", "Signed and sent"),
            stamp="signed",
        ),
        Transition(
            "adopt",
            (R.FILED,),
            R.ADOPTED,
            P.REPORT_REVIEW,
            pgettext_lazy("research report", "Adopted"),
            stamp="reviewed",
        ),
        Transition(
            "return",
            (R.FILED,),
            R.RETURNED,
            P.REPORT_REVIEW,
            pgettext_lazy("research report", "Returned by the office"),
            stamp="reviewed",
        ),
        Transition(
            "publish",
            (R.ADOPTED,),
            R.PUBLISHED,
            P.REPORT_REVIEW,
            pgettext_lazy("research report", "Made public"),
            stamp="published",
        ),
    ],
)
