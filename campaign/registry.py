"""What the package hands to the machinery; imported once when the apps are ready."""

from campaign import documents
from campaign.deadlines import TaskDeadline
from campaign.notices import KINDS
from campaign.todo import todos
from core import deadlines, notices, todo
from core.documents import builders

deadlines.register(TaskDeadline)
notices.register(*KINDS)
todo.register(todos)
builders.register(documents.FilingReceipt())
builders.register(documents.PlanPaper())
