"""What the package hands to the machinery; imported once when the apps are ready."""

from django.utils.translation import gettext_lazy as _

from accounts import departures
from campaign import documents, own_forms, queries
from campaign.deadlines import TaskDeadline
from campaign.notices import KINDS
from campaign.todo import todos
from core import deadlines, notices, todo
from core.documents import builders

departures.register("campaign.plan", departures.Kind(_("plans to write or sign"), queries.plans_of))
departures.register(
    "campaign.session", departures.Kind(_("study sessions ahead"), queries.sessions_of)
)
own_forms.register()
deadlines.register(TaskDeadline)
notices.register(*KINDS)
todo.register(todos)
builders.register(documents.FilingReceipt())
builders.register(documents.PlanPaper())
