"""What this package tells the machinery of `core`; imported when the applications are ready."""

from django.utils.translation import gettext_lazy as _

from campaign import evidence_links, ledger_door
from campaign.enums import Evidence
from core import deadlines, notices, todo
from core.documents import builders
from rectification import life_meetings
from rectification.deadlines import (
    DisclosureDeadline,
    ExtensionWait,
    ItemDeadline,
    LookBack,
    MonthlyReport,
)
from rectification.notices import KINDS
from rectification.papers import PAPERS
from rectification.rule_deadlines import RuleCheckDue, RuleDue, RuleEffect
from rectification.rule_notices import RULE_NOTICES
from rectification.rule_papers import RulePaper
from rectification.rule_todo import todos as rule_todos
from rectification.todo import todos

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
notices.register(*KINDS, *RULE_NOTICES)
todo.register(todos)
todo.register(rule_todos)
ledger_door.plug(life_meetings.take_in)
evidence_links.register(Evidence.SELF_CHECK, "rectification:self-checks", _("Run the self-check"))
evidence_links.register(Evidence.RULE, "rectification:rule-new", _("Plan a rule"))
for paper in (*PAPERS, RulePaper):
    builders.register(paper())
