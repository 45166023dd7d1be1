"""What the package hands to the machinery; imported once when the apps are ready."""

from campaign import field_counts
from campaign.enums import Evidence
from core import notices, todo
from core.documents import builders
from rectification import origins
from rectification.workflow import KIND as ITEM_KIND
from reports.forms import ReportForm
from reports.notices import KINDS
from reports.paper import SummaryPaper
from reports.prints import PAPERS
from reports.todo import todos
from reports.workflow import REPORT
from reports.zone_paper import ZonePaper

notices.register(*KINDS)
builders.register(SummaryPaper())
builders.register(ZonePaper())
for paper in PAPERS.values():
    builders.register(paper())
todo.register(todos)
field_counts.register(Evidence.SUMMARY_REPORT, lambda: field_counts.visible(ReportForm))
# What last year left on a ledger leads back to where it was written.
origins.register(ITEM_KIND, "rectification:item")
origins.register(REPORT.kind, "reports:summary")
