from core.models.attachment import Attachment, StagedUpload
from core.models.audit import AuditEvent, AuditSeal
from core.models.base import Stamped
from core.models.counter import Counter
from core.models.deadline import Deadline
from core.models.document import Document
from core.models.draft import Draft
from core.models.notice import MailChoice, Notice
from core.models.outbox import OutboxRow
from core.models.saved_view import SavedView
from core.models.status import StatusLog
from core.models.workday import WorkCalendarDay

__all__ = [
    "Attachment",
    "AuditEvent",
    "AuditSeal",
    "Counter",
    "Deadline",
    "Document",
    "Draft",
    "MailChoice",
    "Notice",
    "OutboxRow",
    "SavedView",
    "StagedUpload",
    "Stamped",
    "StatusLog",
    "WorkCalendarDay",
]
