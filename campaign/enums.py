"""Kinds and states of the campaign frame (domain.md §4.1 to §4.5)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CampaignState(TextChoices):
    DRAFT = "draft", _("in preparation")
    ACTIVE = "active", _("campaign running")
    CLOSING = "closing", _("being summed up")
    CLOSED = "closed", _("campaign ended")
    ARCHIVED = "archived", _("campaign archived")


class PhaseKind(TextChoices):
    """The three phases of every campaign; their names are editable, their kinds are not."""

    MOBILIZE = "mobilize", _("study and mobilise")
    RECTIFY = "rectify", _("find and rectify")
    INSTITUTIONALIZE = "institutionalize", _("make rules")


class Evidence(TextChoices):
    """The record that fulfils a phase task."""

    PLAN = "plan", _("unit plan on file")
    GROUP = "group", _("leadership group set up")
    MOBILIZATION = "mobilization", _("mobilisation meeting held")
    STUDY = "study", _("study session held")
    SELF_CHECK = "self_check", _("self-check done")
    SYMPOSIUM = "symposium", _("themed symposium held")
    LIFE_MEETING = "life_meeting", _("democratic life meeting held")
    VISIT = "visit", _("field visit made")
    RESEARCH_REPORT = "research_report", _("research report filed")
    ITEM = "item", _("rectification item confirmed")
    RECTIFICATION_PLAN = "rectification_plan", _("rectification plan approved")
    PUBLICATION = "publication", _("rectification plan made public")
    ENTERPRISE_CASE = "enterprise_case", _("enterprise case handled")
    RULE = "rule", _("rule in force")
    SUMMARY_MEETING = "summary_meeting", _("summary meeting held")
    SUMMARY_REPORT = "summary_report", _("summary report accepted")


class TaskState(TextChoices):
    OPEN = "open", _("not done")
    DONE = "done", _("done on time")
    LATE = "late", _("done late")
    EXCUSED = "excused", _("excused")


class EvidenceState(TextChoices):
    """How a record stands to the task that it is for."""

    WAITING = "waiting", pgettext_lazy("evidence", "waiting to be judged")
    RETURNED = "returned", pgettext_lazy("evidence", "sent back to the unit")
    COUNTS = "counts", pgettext_lazy("evidence", "counts")


class GroupLevel(TextChoices):
    ZONE = "zone", _("zone")
    UNIT = "unit", _("unit")


class MemberRole(TextChoices):
    """Part in the group; the chain of responsibility is chief, deputy, section, liaison (R-114)."""

    CHIEF = "chief", _("group leader")
    DEPUTY = "deputy", _("deputy in charge")
    OFFICE_HEAD = "office_head", _("head of the group's office")
    SECTION = "section", _("responsible section")
    LIAISON = "liaison", _("liaison")
    MEMBER = "member", _("member")


# no plan without these.
REQUIRED_MEMBERS = (
    MemberRole.CHIEF,
    MemberRole.DEPUTY,
    MemberRole.SECTION,
    MemberRole.LIAISON,
)


class BattleTag(TextChoices):
    """What the campaign serves: three key battles, two projects (R-008, R-009)."""

    INVESTMENT = "investment", _("attracting investment")
    OPERATION = "operation", _("keeping enterprises running")
    PROJECTS = "projects", _("serving projects")
    LIVELIHOOD = "livelihood", _("people's livelihood project")
    STABILITY = "stability", _("stability project")


class Elapsed(IntegerChoices):
    """How a phase stands to a day."""

    BEFORE = -1, _("phase not begun")
    DURING = 0, _("phase under way")
    AFTER = 1, _("phase over")


class Disclosure(TextChoices):
    PUBLIC = "public", _("public")
    UNIT = "unit", _("inside the unit")


class PlanState(TextChoices):
    DRAFT = "draft", _("draft")
    UNIT_REVIEW = "unit_review", _("waiting for the unit head")
    SUBMITTED = "submitted", _("sent to the office")
    RETURNED = "returned", _("returned for changes")
    ACCEPTED = "accepted", _("on file")
    PUBLISHED = "published", _("made public")
    AMENDING = "amending", _("being amended")


class PlanField(TextChoices):
    """The sections of a plan, in order; a reviewer's note sits at one of them."""

    TITLE = "title", _("title")
    GOALS = "goals", _("guiding thought, goals and tasks")
    GROUP = "group", _("organisation and leadership")
    PHASE_ITEMS = "phase_items", _("steps by phase")
    STUDY_LINES = "study_lines", _("study plan")
    FEATURES = "features", _("features")
    KEYPOINTS = "keypoints", _("key points")
    DIFFICULTIES = "difficulties", pgettext_lazy("plan", "difficulties")
    HIGHLIGHTS = "highlights", _("highlights")
    MEASURES = "measures", _("safeguards")
    FILE = "file", _("original file")
    DISCLOSURE = "disclosure", _("who may read it")


class Severity(TextChoices):
    MUST = "must", _("must be changed")
    SUGGEST = "suggest", _("suggestion")


class StudyForm(TextChoices):
    """Forms of study, in the plan's own words (R-041)."""

    FILM = "film", _("educational film")
    LECTURE = "lecture", _("lecture")
    DISCUSSION = "discussion", _("group discussion")
    SELF = "self", _("self-study")
    OTHER = "other", _("other form")


class Awareness(TextChoices):
    """The four awarenesses and three services (R-043, R-044)."""

    DUTY = "duty", _("awareness of duty")
    LAW = "law", _("awareness of rules")
    SERVICE = "service", _("awareness of service")
    INTEGRITY = "integrity", _("awareness of integrity and diligence")
    SOCIETY = "society", _("serving society")
    PEOPLE = "people", _("serving the people")
    ENTERPRISES = "enterprises", _("serving enterprises")


class SessionState(TextChoices):
    PLANNED = "planned", _("session planned")
    RESCHEDULED = "rescheduled", _("session rescheduled")
    DONE = "done", _("session held")
    CANCELLED = "cancelled", _("session cancelled")


class MeetingKind(TextChoices):
    MOBILIZATION = "mobilization", _("mobilisation meeting")
    SYMPOSIUM = "symposium", _("themed symposium")
    LEADING_BODY = "leading_body", _("meeting of the leading body")
    SUMMARY = "summary", _("summary meeting")
    OTHER = "other", _("other meeting")


class MeetingLevel(TextChoices):
    ZONE = "zone", _("of the zone")
    UNIT = "unit", _("of the unit")


class MeetingState(TextChoices):
    PLANNED = "planned", _("meeting planned")
    HELD = "held", _("meeting held")
    CANCELLED = "cancelled", _("meeting cancelled")


class ResultKind(TextChoices):
    """What comes of a meeting (R-055)."""

    PROBLEM = "problem", pgettext_lazy("meeting", "problem")
    HIGHLIGHT = "highlight", pgettext_lazy("meeting", "highlight")


class LifeMeetingState(TextChoices):
    """Of a democratic life meeting (domain.md §4.6)."""

    PREPARING = "preparing", _("life meeting in preparation")
    HELD = "held", _("life meeting held")
    RECTIFYING = "rectifying", _("putting right what was said")
    DONE = "done", _("life meeting concluded")
    CANCELLED = "cancelled", _("life meeting cancelled")


# Nothing more is written or changed.
LIFE_OVER = (LifeMeetingState.DONE, LifeMeetingState.CANCELLED)
