"""The transitions of items, extensions and rules, as data (domain.md §4.7, §4.8, §4.15)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from core.workflow import Transition, Workflow
from rectification.enums import CheckState as C
from rectification.enums import ExtensionState as X
from rectification.enums import RuleState as R
from rectification.enums import State as S

KIND = "rectification.item"
EXTENSION_KIND = "rectification.extension"
CHECK_KIND = "rectification.self-check"
QUESTION_KIND = "rectification.question"
RULE_KIND = "rectification.rule"
# The steps that send an item back to be done again: from then on new proof is needed.
CAME_BACK = ("reject", "reject_on_site", "reject_key", "reopen")

ITEM = Workflow(
    KIND,
    [
        Transition(
            "send", (S.DRAFT, S.RETURNED), S.UNIT_REVIEW, P.ITEM_EDIT, _("Send to the unit head")
        ),
        Transition(
            "sign",
            (S.UNIT_REVIEW,),
            S.SUBMITTED,
            P.ITEM_SIGN,
            pgettext_lazy("rectification", "Sign"),
            stamp="signed",
        ),
        Transition(
            "send_back", (S.UNIT_REVIEW,), S.DRAFT, P.ITEM_SIGN, _("Send back"), reason=True
        ),
        Transition(
            "accept", (S.SUBMITTED,), S.IN_PROGRESS, P.ITEM_REVIEW, _("Confirm"), stamp="accepted"
        ),
        Transition(
            "return",
            (S.SUBMITTED,),
            S.RETURNED,
            P.ITEM_REVIEW,
            _("Return for changes"),
            reason=True,
        ),
        Transition("report", (S.IN_PROGRESS,), "", P.ITEM_PROGRESS, _("Report progress")),
        Transition(
            "ask_closing",
            (S.IN_PROGRESS,),
            "",
            P.ITEM_PROGRESS,
            _("Ask for closing"),
            stamp="asked",
        ),
        Transition(
            "vouch",
            (S.IN_PROGRESS,),
            S.PENDING,
            P.ITEM_SIGN,
            _("Sign the closing"),
            stamp="vouched",
        ),
        Transition(
            "decline_closing",
            (S.IN_PROGRESS,),
            "",
            P.ITEM_SIGN,
            _("Do not sign the closing"),
            reason=True,
        ),
        Transition(
            "strike_off", (S.PENDING,), S.CLOSED, P.ITEM_VERIFY, _("Strike off"), stamp="closed"
        ),
        Transition(
            "strike_off_on_site",
            (S.PENDING,),
            S.CLOSED,
            P.ITEM_INSPECT,
            _("Strike off after the visit"),
            stamp="closed",
        ),
        Transition(
            "strike_off_key",
            (S.PENDING,),
            S.CLOSED,
            P.ITEM_VERIFY_KEY,
            _("Strike off without a visit"),
            reason=True,
            stamp="closed",
        ),
        Transition(
            "reject",
            (S.PENDING,),
            S.IN_PROGRESS,
            P.ITEM_VERIFY,
            _("Return to be done again"),
            reason=True,
        ),
        Transition(
            "reject_on_site",
            (S.PENDING,),
            S.IN_PROGRESS,
            P.ITEM_INSPECT,
            _("Return to be done again after the visit"),
            reason=True,
        ),
        Transition(
            "reject_key",
            (S.PENDING,),
            S.IN_PROGRESS,
            P.ITEM_VERIFY_KEY,
            _("Return to be done again"),
            reason=True,
        ),
        # A long-term item is looked at again every quarter (domain.md §2.1).
        Transition(
            "review_quarter",
            (S.IN_PROGRESS,),
            "",
            P.ITEM_PROGRESS,
            pgettext_lazy("rectification", "Quarterly review"),
        ),
        Transition("extend", (S.IN_PROGRESS,), "", P.EXTENSION_DECIDE, _("Extend the deadline")),
        Transition(
            "extend_again",
            (S.IN_PROGRESS,),
            "",
            P.EXTENSION_DECIDE_SECOND,
            _("Extend the deadline again"),
        ),
        Transition(
            "suspend",
            (S.SUBMITTED, S.RETURNED, S.IN_PROGRESS),
            S.SUSPENDED,
            P.ITEM_REVIEW,
            _("Suspend"),
            reason=True,
        ),
        Transition(
            "merge",
            (S.SUBMITTED, S.RETURNED, S.IN_PROGRESS),
            S.MERGED,
            P.ITEM_REVIEW,
            _("Merge into another item"),
            reason=True,
        ),
        Transition(
            "carry",
            (S.IN_PROGRESS,),
            S.MERGED,
            P.ITEM_REVIEW,
            _("Carry over to the next campaign"),
            reason=True,
        ),
        Transition(
            "consolidate",
            (S.CLOSED,),
            S.CONSOLIDATED,
            P.ITEM_VERIFY,
            _("Look back: result holds"),
        ),
        Transition(
            "consolidate_on_site",
            (S.CLOSED,),
            S.CONSOLIDATED,
            P.ITEM_INSPECT,
            _("Look back on site: result holds"),
        ),
        Transition(
            "reopen",
            (S.CLOSED,),
            S.IN_PROGRESS,
            P.ITEM_REOPEN,
            _("Reopen after a relapse"),
            reason=True,
        ),
    ],
)

EXTENSION = Workflow(
    EXTENSION_KIND,
    [
        Transition(
            "give_opinion",
            (X.FIRST_REVIEW,),
            X.DECISION,
            P.EXTENSION_OPINION,
            _("Give the first opinion"),
            stamp="opinion",
        ),
        Transition(
            "approve",
            (X.DECISION,),
            X.APPROVED,
            P.EXTENSION_DECIDE,
            pgettext_lazy("extension", "Approve"),
            stamp="decided",
        ),
        Transition(
            "approve_second",
            (X.DECISION,),
            X.APPROVED,
            P.EXTENSION_DECIDE_SECOND,
            pgettext_lazy("extension", "Approve the second extension"),
            stamp="decided",
        ),
        Transition(
            "refuse",
            (X.DECISION,),
            X.REFUSED,
            P.EXTENSION_DECIDE,
            pgettext_lazy("extension", "Refuse"),
            reason=True,
            stamp="decided",
        ),
        Transition(
            "refuse_second",
            (X.DECISION,),
            X.REFUSED,
            P.EXTENSION_DECIDE_SECOND,
            pgettext_lazy("extension", "Refuse the second extension"),
            reason=True,
            stamp="decided",
        ),
        Transition(
            "withdraw",
            (X.FIRST_REVIEW, X.DECISION),
            X.WITHDRAWN,
            P.EXTENSION_ASK,
            pgettext_lazy("extension", "Withdraw"),
        ),
        # The item goes another way: nothing is left to extend.
        Transition(
            "lapse",
            (X.FIRST_REVIEW, X.DECISION),
            X.WITHDRAWN,
            "",
            pgettext_lazy("extension", "Lapsed"),
            reason=True,
        ),
    ],
)

CHECK = Workflow(
    CHECK_KIND,
    [
        Transition(
            "finish",
            (C.DRAFT,),
            C.DONE,
            P.ITEM_EDIT,
            pgettext_lazy("self-check", "Finish"),
            stamp="finished",
        )
    ],
)

RULE = Workflow(
    RULE_KIND,
    [
        Transition(
            "start",
            (R.PLANNED,),
            R.DRAFTING,
            P.RULE_EDIT,
            pgettext_lazy("rule", "Begin the draft"),
        ),
        Transition(
            "consult",
            (R.DRAFTING,),
            R.CONSULTING,
            P.RULE_EDIT,
            pgettext_lazy("rule", "Ask for opinions"),
        ),
        Transition(
            "approve",
            (R.CONSULTING,),
            R.APPROVED,
            P.RULE_EDIT,
            pgettext_lazy("rule", "Note the deliberation"),
        ),
        Transition(
            "redraft",
            (R.CONSULTING, R.APPROVED),
            R.DRAFTING,
            P.RULE_EDIT,
            pgettext_lazy("rule", "Back to the draft"),
            reason=True,
        ),
        Transition(
            "issue",
            (R.APPROVED,),
            R.ISSUED,
            P.RULE_SIGN,
            pgettext_lazy("rule", "Issue"),
            stamp="issued",
        ),
        # A rule that is kept as it is was issued long ago: no consultation is asked for.
        Transition(
            "confirm",
            (R.DRAFTING,),
            R.IN_FORCE,
            P.RULE_SIGN,
            pgettext_lazy("rule", "Confirm that it is kept"),
            stamp="issued",
        ),
        Transition(
            "take_effect", (R.ISSUED,), R.IN_FORCE, "", pgettext_lazy("rule", "Comes into force")
        ),
        Transition(
            "check",
            (R.IN_FORCE, R.EVALUATED),
            "",
            P.RULE_CHECK,
            pgettext_lazy("rule", "Check whether it is kept"),
        ),
        Transition(
            "evaluate",
            (R.IN_FORCE,),
            R.EVALUATED,
            P.RULE_EDIT,
            pgettext_lazy("rule", "Evaluate"),
            stamp="evaluated",
        ),
        Transition(
            "abolish",
            (R.ISSUED, R.IN_FORCE, R.EVALUATED),
            R.ABOLISHED,
            P.RULE_SIGN,
            pgettext_lazy("rule", "Abolish"),
            reason=True,
            stamp="abolished",
        ),
        Transition(
            "drop",
            (R.PLANNED, R.DRAFTING, R.CONSULTING, R.APPROVED),
            R.DROPPED,
            P.RULE_EDIT,
            pgettext_lazy("rule", "Do not pursue"),
            reason=True,
        ),
    ],
)
