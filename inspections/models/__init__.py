from inspections.models.finding import Finding, FindingEvidence
from inspections.models.group import GroupMember, Opinion, SupervisionGroup
from inspections.models.inspection import Inspection
from inspections.models.interview import Interview
from inspections.models.record import ChecklistTemplate, CheckRow, SiteRecord, TemplateLine
from inspections.models.reexamination import Reexamination
from inspections.models.slip import SupervisionSlip

__all__ = [
    "CheckRow",
    "ChecklistTemplate",
    "Finding",
    "FindingEvidence",
    "GroupMember",
    "Inspection",
    "Interview",
    "Opinion",
    "Reexamination",
    "SiteRecord",
    "SupervisionGroup",
    "SupervisionSlip",
    "TemplateLine",
]
