"""Kinds and states of inspections, findings and supervision slips (domain.md §4.12, §4.13)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rectification.enums import Source


class Kind(TextChoices):
    GENERAL = "general", _("general inspection")
    SPECIAL = "special", _("special inspection")
    OPEN = "open", _("announced visit")
    COVERT = "covert", _("covert visit")
    LOOK_BACK = "look_back", _("look-back")
    REVIEW = "review", _("review by external supervisors")


# The source that a rectification item takes from the kind of the inspection.
ITEM_SOURCE = {
    Kind.GENERAL: Source.INSPECTION,
    Kind.SPECIAL: Source.SPECIAL,
    Kind.OPEN: Source.OPEN_VISIT,
    Kind.COVERT: Source.COVERT_VISIT,
    Kind.LOOK_BACK: Source.INSPECTION,
    Kind.REVIEW: Source.SUPERVISOR,
}


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("inspection", "being planned")
    PLANNED = "planned", pgettext_lazy("inspection", "plan to be approved")
    APPROVED = "approved", pgettext_lazy("inspection", "plan approved")
    RUNNING = "running", pgettext_lazy("inspection", "on site")
    CONCLUDING = "concluding", pgettext_lazy("inspection", "conclusion to be checked")
    RELEASED = "released", pgettext_lazy("inspection", "fed back to the units")
    RECTIFYING = "rectifying", pgettext_lazy("inspection", "being rectified")
    CLOSED = "closed", pgettext_lazy("inspection", "inspection closed")
    CANCELLED = "cancelled", pgettext_lazy("inspection", "cancelled")


# From here on the inspected units know of it.
RELEASED_STATES = (State.RELEASED, State.RECTIFYING, State.CLOSED)
# Its team sees the units' ledgers meanwhile.
ACTIVE_STATES = (State.APPROVED, State.RUNNING, State.CONCLUDING, State.RELEASED, State.RECTIFYING)


class Result(TextChoices):
    YES = "yes", _("conforms")
    NO = "no", _("does not conform")
    NA = "na", _("not checked")


class Nature(TextChoices):
    PROBLEM = "problem", pgettext_lazy("finding", "problem")
    HIGHLIGHT = "highlight", pgettext_lazy("finding", "good example")


class Severity(TextChoices):
    MINOR = "minor", pgettext_lazy("severity", "ordinary")
    MAJOR = "major", pgettext_lazy("severity", "rather serious")
    SERIOUS = "serious", pgettext_lazy("severity", "serious")


class FindingState(TextChoices):
    RECORDED = "recorded", pgettext_lazy("finding", "recorded")
    STATEMENT = "unit_statement", pgettext_lazy("finding", "the unit may state its case")
    CONFIRMED = "confirmed", pgettext_lazy("finding", "upheld")
    DISMISSED = "dismissed", pgettext_lazy("finding", "not upheld")
    LINKED = "linked", pgettext_lazy("finding", "under rectification")
    RESOLVED = "resolved", pgettext_lazy("finding", "rectified")
    VERIFIED = "verified", pgettext_lazy("finding", "re-check passed")


FINDING_DONE = (FindingState.DISMISSED, FindingState.RESOLVED, FindingState.VERIFIED)


class Decision(TextChoices):
    UPHELD = "upheld", pgettext_lazy("decision", "upheld")
    TRIVIAL = "trivial", pgettext_lazy("decision", "too slight to be upheld")
    DISMISSED = "dismissed", pgettext_lazy("decision", "not upheld")


class ReviewState(TextChoices):
    ASKED = "asked", pgettext_lazy("re-examination", "asked for")
    EXAMINING = "examining", pgettext_lazy("re-examination", "being examined")
    UPHELD = "upheld", pgettext_lazy("re-examination", "conclusion kept")
    CHANGED = "changed", pgettext_lazy("re-examination", "conclusion changed")


class SlipKind(TextChoices):
    """From a blue reminder to a red notice: the ladder of domain.md §2.2 and §2.8."""

    REMINDER = "reminder", _("letter of reminder")
    ORDER = "order", _("supervision slip")
    NOTICE = "notice", _("notice to rectify")
    TALK = "talk", _("summons to an interview")
    CIRCULAR = "circular", _("circular of criticism")


# Red: only a leader signs them (R-132, domain.md §4.12).
RED_KINDS = (SlipKind.NOTICE, SlipKind.TALK, SlipKind.CIRCULAR)
# The sign of the kind in the document number: 青作风办督〔2011〕5号.
SLIP_SIGNS = {
    SlipKind.REMINDER: "提",
    SlipKind.ORDER: "督",
    SlipKind.NOTICE: "改",
    SlipKind.TALK: "约",
    SlipKind.CIRCULAR: "通",
}


class SlipState(TextChoices):
    DRAFT = "draft", pgettext_lazy("slip", "draft")
    PENDING = "pending", pgettext_lazy("slip", "to be signed by a leader")
    ISSUED = "issued", pgettext_lazy("slip", "issued")
    SIGNED = "signed", pgettext_lazy("slip", "signed for")
    REPLIED = "replied", pgettext_lazy("slip", "answered")
    CLOSED = "closed", pgettext_lazy("slip", "slip closed")
    CANCELLED = "cancelled", pgettext_lazy("slip", "withdrawn")


SLIP_WITH_UNIT = (SlipState.ISSUED, SlipState.SIGNED, SlipState.REPLIED, SlipState.CLOSED)
SLIP_OPEN = (SlipState.ISSUED, SlipState.SIGNED)


class InterviewState(TextChoices):
    DRAFT = "draft", pgettext_lazy("interview", "record being written")
    TO_SIGN = "to_sign", pgettext_lazy("interview", "to be signed by the person talked to")
    SIGNED = "signed", pgettext_lazy("interview", "record signed")
    KEPT = "kept", pgettext_lazy("interview", "commitments kept")


class Evaluation(TextChoices):
    GOOD = "good", pgettext_lazy("evaluation", "satisfied")
    FAIR = "fair", pgettext_lazy("evaluation", "largely satisfied")


class GroupKind(TextChoices):
    CONGRESS = "congress", _("deputies of the People's Congress")
    CPPCC = "cppcc", _("members of the CPPCC")
    PARTIES = "parties", _("democratic personages")
    MIXED = "mixed", _("mixed group")


class OpinionState(TextChoices):
    GIVEN = "given", pgettext_lazy("opinion", "waiting for an answer")
    ANSWERED = "answered", pgettext_lazy("opinion", "answered by the office")
