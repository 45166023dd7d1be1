"""What may happen to a summary report, as data (domain.md §4.16)."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from core.workflow import Transition, Workflow
from reports.enums import ReportState as S
from reports.enums import ZoneState as Z

REPORT = Workflow(
    "reports.summary",
    [
        Transition(
            "send_to_head",
            (S.DRAFT, S.RETURNED),
            S.SIGNING,
            Permission.REPORT_EDIT,
            _("Hand to the unit head"),
        ),
        Transition(
            "send_back",
            (S.SIGNING,),
            S.DRAFT,
            Permission.REPORT_SIGN,
            _("Send back to the liaison"),
            reason=True,
        ),
        Transition(
            "submit",
            (S.SIGNING,),
            S.SUBMITTED,
            Permission.REPORT_SIGN,
            _("Sign and send the report"),
            stamp="submitted",
        ),
        Transition(
            "return",
            (S.SUBMITTED,),
            S.RETURNED,
            Permission.REPORT_REVIEW,
            _("Return for changes"),
            reason=True,
        ),
        Transition(
            "adopt",
            (S.SUBMITTED,),
            S.ADOPTED,
            Permission.REPORT_REVIEW,
            _("Adopt the report"),
            stamp="adopted",
        ),
        Transition(
            "archive",
            (S.ADOPTED,),
            S.ARCHIVED,
            Permission.REPORT_REVIEW,
            _("Archive the report"),
            stamp="archived",
        ),
    ],
)

ZONE = Workflow(
    "reports.zone",
    [
        Transition(
            "issue", (Z.DRAFT,), Z.ISSUED, Permission.CAMPAIGN_MANAGE, _("Issue the zone's report")
        ),
        Transition(
            "take_back",
            (Z.ISSUED,),
            Z.DRAFT,
            Permission.CAMPAIGN_MANAGE,
            _("Take the zone's report back"),
            reason=True,
        ),
        Transition(
            "archive",
            (Z.ISSUED,),
            Z.ARCHIVED,
            Permission.CAMPAIGN_MANAGE,
            _("Archive the zone's report"),
            stamp="archived",
        ),
    ],
)
