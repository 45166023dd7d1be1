from outreach.models.case import Confirmation, EnterpriseCase, FollowUp
from outreach.models.enterprise import Enterprise
from outreach.models.report import ReportNote, ReportProblem, ResearchReport
from outreach.models.visit import FieldVisit, Opinion

__all__ = [
    "Confirmation",
    "Enterprise",
    "EnterpriseCase",
    "FieldVisit",
    "FollowUp",
    "Opinion",
    "ReportNote",
    "ReportProblem",
    "ResearchReport",
]
