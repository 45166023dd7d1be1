"""What the package hands to the machinery; imported once when the apps are ready."""

from core import notices, todo
from core.documents import builders
from reports.notices import KINDS
from reports.paper import SummaryPaper
from reports.prints import PAPERS
from reports.todo import todos

notices.register(*KINDS)
builders.register(SummaryPaper())
for paper in PAPERS.values():
    builders.register(paper())
todo.register(todos)
