"""What may happen to campaigns, tasks, plans, study sessions and meetings, as data."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from campaign.enums import CampaignState as C
from campaign.enums import LifeMeetingState as L
from campaign.enums import MeetingState as M
from campaign.enums import PlanState as P
from campaign.enums import SessionState as S
from campaign.enums import TaskState as T
from core.workflow import Transition, Workflow

CAMPAIGN = Workflow(
    "campaign.campaign",
    [
        Transition(
            "start", (C.DRAFT,), C.ACTIVE, Permission.CAMPAIGN_MANAGE, _("Start the campaign")
        ),
        Transition(
            "sum_up", (C.ACTIVE,), C.CLOSING, Permission.CAMPAIGN_MANAGE, _("Sum up the campaign")
        ),
        Transition(
            "close", (C.CLOSING,), C.CLOSED, Permission.CAMPAIGN_CLOSE, _("Close the campaign")
        ),
        Transition(
            "archive",
            (C.CLOSED,),
            C.ARCHIVED,
            Permission.CAMPAIGN_MANAGE,
            _("Archive the campaign"),
        ),
    ],
)

# The portal itself ticks and unticks tasks from records (no permission: nobody can by hand).
TASK = Workflow(
    "campaign.task",
    [
        Transition("fulfil", (T.OPEN,), T.DONE, "", _("Task fulfilled")),
        Transition("fulfil_late", (T.OPEN,), T.LATE, "", _("Task fulfilled late")),
        Transition("unfulfil", (T.DONE, T.LATE), T.OPEN, "", _("Task open again")),
        Transition(
            "excuse", (T.OPEN,), T.EXCUSED, Permission.CAMPAIGN_MANAGE, _("Excuse"), reason=True
        ),
        Transition(
            "unexcuse", (T.EXCUSED,), T.OPEN, Permission.CAMPAIGN_MANAGE, _("Require again")
        ),
    ],
)

PLAN = Workflow(
    "campaign.plan",
    [
        Transition(
            "send_to_head",
            (P.DRAFT, P.RETURNED, P.AMENDING),
            P.UNIT_REVIEW,
            Permission.PLAN_EDIT,
            _("Hand to the unit head"),
        ),
        Transition(
            "send_back",
            (P.UNIT_REVIEW,),
            P.DRAFT,
            Permission.PLAN_SIGN,
            _("Send back to the liaison"),
            reason=True,
        ),
        Transition(
            "submit",
            (P.UNIT_REVIEW, P.AMENDING),
            P.SUBMITTED,
            Permission.PLAN_SIGN,
            _("Sign and send"),
            stamp="submitted",
        ),
        Transition(
            "withdraw", (P.SUBMITTED,), P.DRAFT, Permission.PLAN_SIGN, _("Withdraw the plan")
        ),
        Transition(
            "accept",
            (P.SUBMITTED,),
            P.ACCEPTED,
            Permission.PLAN_REVIEW,
            _("Put on file"),
            stamp="accepted",
        ),
        Transition(
            "return", (P.SUBMITTED,), P.RETURNED, Permission.PLAN_REVIEW, _("Return for changes")
        ),
        Transition(
            "publish",
            (P.ACCEPTED,),
            P.PUBLISHED,
            Permission.PLAN_SIGN,
            _("Make the plan public"),
            stamp="published",
        ),
        Transition(
            "publish_by_office",
            (P.ACCEPTED,),
            P.PUBLISHED,
            Permission.PLAN_REVIEW,
            _("Make the plan public"),
            stamp="published",
        ),
        Transition(
            "amend",
            (P.ACCEPTED, P.PUBLISHED),
            P.AMENDING,
            Permission.PLAN_SIGN,
            _("Ask to amend"),
            reason=True,
        ),
    ],
)

SESSION = Workflow(
    "campaign.session",
    [
        Transition(
            "hold", (S.PLANNED, S.RESCHEDULED), S.DONE, Permission.STUDY_EDIT, _("Log as held")
        ),
        Transition(
            "reschedule",
            (S.PLANNED, S.RESCHEDULED),
            S.RESCHEDULED,
            Permission.STUDY_EDIT,
            _("Move to another day"),
            reason=True,
        ),
        Transition(
            "cancel",
            (S.PLANNED, S.RESCHEDULED, S.DONE),
            S.CANCELLED,
            Permission.STUDY_EDIT,
            _("Cancel the session"),
            reason=True,
        ),
    ],
)

# Units run their own meetings, the office those of the zone.
MEETING = Workflow(
    "campaign.meeting",
    [
        Transition("hold", (M.PLANNED,), M.HELD, Permission.MEETING_EDIT, _("Log as held")),
        Transition("hold_zone", (M.PLANNED,), M.HELD, Permission.PLAN_REVIEW, _("Log as held")),
        Transition(
            "cancel",
            (M.PLANNED, M.HELD),
            M.CANCELLED,
            Permission.MEETING_EDIT,
            _("Cancel the meeting"),
            reason=True,
        ),
        Transition(
            "cancel_zone",
            (M.PLANNED, M.HELD),
            M.CANCELLED,
            Permission.PLAN_REVIEW,
            _("Cancel the meeting"),
            reason=True,
        ),
    ],
)

# Only the head of the unit moves it: the office can read dates and counts, and nothing else.
LIFE = Workflow(
    "campaign.life-meeting",
    [
        Transition("hold", (L.PREPARING,), L.HELD, Permission.LIFE_MEETING, _("Log as held")),
        Transition(
            "rectify",
            (L.HELD,),
            L.RECTIFYING,
            Permission.LIFE_MEETING,
            _("Begin to put things right"),
        ),
        Transition(
            "finish",
            (L.RECTIFYING,),
            L.DONE,
            Permission.LIFE_MEETING,
            _("Conclude the meeting"),
        ),
        # No reason: a sentence about the meeting would stand in the timeline for others to read.
        Transition(
            "cancel",
            (L.PREPARING, L.HELD),
            L.CANCELLED,
            Permission.LIFE_MEETING,
            _("Cancel the life meeting"),
        ),
    ],
)
