"""What this package tells the machinery of `core`; imported when the applications are ready."""

from django.utils.translation import gettext_lazy as _

from accounts import departures
from campaign import evidence_links, field_counts, ledger_door
from campaign.enums import Evidence
from campaign.models import LifeMeeting
from campaign.workflow import LIFE
from core import deadlines, notices, todo
from core.documents import builders
from rectification import duties, life_meetings, origins, three_checks
from rectification.actions import handover
from rectification.deadlines import (
    DisclosureDeadline,
    ExtensionWait,
    ItemDeadline,
    LookBack,
    MonthlyReport,
)
from rectification.forms import rules
from rectification.forms.promise import ItemForm, MeasureRow
from rectification.ledger_papers import LedgerPaper
from rectification.models import RectificationItem, SelfCheck
from rectification.notices import KINDS
from rectification.papers import PAPERS
from rectification.plan_notices import PLAN_NOTICES
from rectification.plan_todo import todos as plan_todos
from rectification.rule_deadlines import RuleCheckDue, RuleDue, RuleEffect
from rectification.rule_notices import RULE_NOTICES
from rectification.rule_papers import RulePaper
from rectification.rule_todo import todos as rule_todos
from rectification.todo import todos
from rectification.workflow import CHECK_KIND

deadlines.register(
    ItemDeadline,
    LookBack,
    ExtensionWait,
    DisclosureDeadline,
    MonthlyReport,
    RuleDue,
    RuleEffect,
    RuleCheckDue,
)
notices.register(*KINDS, *RULE_NOTICES, *PLAN_NOTICES)
todo.register(todos)
todo.register(rule_todos)
todo.register(plan_todos)
ledger_door.plug(life_meetings.take_in)
evidence_links.register(Evidence.SELF_CHECK, "rectification:self-checks", _("Run the self-check"))
evidence_links.register(
    Evidence.RECTIFICATION_PLAN, "rectification:plans", _("Write the rectification plan")
)
evidence_links.register(Evidence.RULE, "rectification:rule-new", _("Plan a rule"))
field_counts.register(
    Evidence.SELF_CHECK, lambda: sum(len(part.questions) for part in three_checks.PARTS)
)
field_counts.register(
    Evidence.ITEM, lambda: field_counts.visible(ItemForm) + field_counts.visible(MeasureRow)
)
# Its rows are the items: nobody fills it in.
field_counts.register(Evidence.RECTIFICATION_PLAN, lambda: 0)
field_counts.register(
    Evidence.RULE,
    lambda: sum(
        field_counts.visible(form)
        for form in (rules.PlanForm, rules.DraftForm, rules.ApproveForm, rules.IssueForm)
    ),
)
departures.register(
    "rectification.item",
    departures.Kind(
        _("items and measures to rectify"),
        lambda post: duties.open_items(post).count(),
        handover.leave,
        lambda unit: RectificationItem.objects.open().filter(unit=unit).count(),
    ),
)
origins.register(
    CHECK_KIND,
    "rectification:self-check",
    lambda user, number: SelfCheck.objects.visible_to(user).filter(number=number).exists(),
)
origins.register(
    LIFE.kind,
    "campaign:life-meeting",
    lambda user, number: LifeMeeting.objects.visible_to(user).filter(number=number).exists(),
)
for paper in (*PAPERS, LedgerPaper, RulePaper):
    builders.register(paper())
