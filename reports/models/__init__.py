from reports.models.report import SummaryReport

__all__ = ["SummaryReport"]
