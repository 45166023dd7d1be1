from complaints.models.complaint import Complaint
from complaints.models.desk import Classification, Extension, Refusal, Return
from complaints.models.entry import EntryCode
from complaints.models.files import ComplaintFile
from complaints.models.hints import CaseLink, ReadMark, Sketch
from complaints.models.identity import ComplainantIdentity, IdentityAccess
from complaints.models.partner import Partner, PartnerDay, PartnerPost
from complaints.models.pause import Pause
from complaints.models.policy import Policy
from complaints.models.reply import Rating, Reply, ReplyTemplate
from complaints.models.retaliation import RetaliationReport
from complaints.models.retention import ClearingBatch, LegalHold
from complaints.models.routing import RoutingRule
from complaints.models.steps import CallBack, ComplaintStep, Message
from complaints.models.typical import TypicalCase
from complaints.models.withdrawal import Withdrawal

__all__ = [
    "CallBack",
    "CaseLink",
    "Classification",
    "ClearingBatch",
    "ComplainantIdentity",
    "Complaint",
    "ComplaintFile",
    "ComplaintStep",
    "EntryCode",
    "Extension",
    "IdentityAccess",
    "LegalHold",
    "Message",
    "Partner",
    "PartnerDay",
    "PartnerPost",
    "Pause",
    "Policy",
    "Rating",
    "ReadMark",
    "Refusal",
    "Reply",
    "ReplyTemplate",
    "RetaliationReport",
    "Return",
    "RoutingRule",
    "Sketch",
    "TypicalCase",
    "Withdrawal",
]
