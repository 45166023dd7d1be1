from campaign.models.burden import BurdenRelease
from campaign.models.campaign import Campaign, CampaignTarget, Phase, ReferenceDocument
from campaign.models.category import Category, CategoryChange
from campaign.models.group import GroupMember, LeadershipGroup
from campaign.models.legal import LegalBasis, LegalTopic
from campaign.models.life_meeting import (
    AgreedProblem,
    Criticism,
    LifeMeeting,
    LifeMeetingPaper,
    LifeMember,
)
from campaign.models.meeting import Meeting, MeetingResult
from campaign.models.plan import (
    PlanFile,
    PlanPhaseItem,
    PlanVersion,
    ReturnNote,
    StudyLine,
    UnitPlan,
)
from campaign.models.study import StudyMaterial, StudySession, StudySignIn, StudyTopic
from campaign.models.task import PhaseTask, TaskEvidence, UnitTask

__all__ = [
    "AgreedProblem",
    "BurdenRelease",
    "Campaign",
    "CampaignTarget",
    "Category",
    "CategoryChange",
    "Criticism",
    "GroupMember",
    "LeadershipGroup",
    "LegalBasis",
    "LegalTopic",
    "LifeMeeting",
    "LifeMeetingPaper",
    "LifeMember",
    "Meeting",
    "MeetingResult",
    "Phase",
    "PhaseTask",
    "PlanFile",
    "PlanPhaseItem",
    "PlanVersion",
    "ReferenceDocument",
    "ReturnNote",
    "StudyLine",
    "StudyMaterial",
    "StudySession",
    "StudySignIn",
    "StudyTopic",
    "TaskEvidence",
    "UnitPlan",
    "UnitTask",
]
