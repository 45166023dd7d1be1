from reports.models.report import SummaryReport
from reports.models.zone import ZoneReport

__all__ = ["SummaryReport", "ZoneReport"]
