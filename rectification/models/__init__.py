from rectification.models.batch import ImportBatch
from rectification.models.evidence import Evidence
from rectification.models.extension import ExtensionRequest
from rectification.models.item import RectificationItem
from rectification.models.measure import Measure, Milestone
from rectification.models.plan import RectificationPlan
from rectification.models.progress import ProgressReport
from rectification.models.question import ItemQuestion
from rectification.models.rule import Rule
from rectification.models.rule_rows import (
    QuarterlyReview,
    RuleAbsence,
    RuleCheck,
    RuleFile,
    RuleOpinion,
)
from rectification.models.selfcheck import CheckAnswer, SelfCheck

__all__ = [
    "CheckAnswer",
    "Evidence",
    "ExtensionRequest",
    "ImportBatch",
    "ItemQuestion",
    "Measure",
    "Milestone",
    "ProgressReport",
    "QuarterlyReview",
    "RectificationItem",
    "RectificationPlan",
    "Rule",
    "RuleAbsence",
    "RuleCheck",
    "RuleFile",
    "RuleOpinion",
    "SelfCheck",
]
