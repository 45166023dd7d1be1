"""States, sources and classes of the rectification ledger (domain.md §2.1, §4.7, §4.8)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where an item stands. «Overdue» and «extended» are computed, not states."""

    DRAFT = "draft", _("draft")
    UNIT_REVIEW = "unit_review", _("with the unit head")
    SUBMITTED = "submitted", _("to be confirmed")
    RETURNED = "returned", _("returned for changes")
    IN_PROGRESS = "in_progress", _("under rectification")
    PENDING = "pending_acceptance", _("to be verified")
    CLOSED = "closed", _("struck off")
    CONSOLIDATED = "consolidated", _("consolidated")
    SUSPENDED = "suspended", _("suspended")
    MERGED = "merged", _("merged")


# Struck off, and both ends that are no success; everything else is open.
DONE_STATES = (State.CLOSED, State.CONSOLIDATED)
LEFT_STATES = (State.SUSPENDED, State.MERGED)
# Confirmed by the office: what may be shown to the public; earlier ones may still change.
SHOWN_STATES = (State.IN_PROGRESS, State.PENDING, *DONE_STATES)
OPEN_STATES = tuple(s for s in State if s not in (*DONE_STATES, *LEFT_STATES))
# The unit may still change the promise itself.
EDITABLE_STATES = (State.DRAFT, State.RETURNED)


class PlanState(TextChoices):
    """Where the rectification plan of a unit stands (R-065)."""

    DRAFT = "draft", pgettext_lazy("rectification plan", "draft")
    UNIT_REVIEW = "unit_review", pgettext_lazy("rectification plan", "with the unit head")
    SUBMITTED = "submitted", pgettext_lazy("rectification plan", "filed, to be approved")
    APPROVED = "approved", pgettext_lazy("rectification plan", "approved")
    PUBLIC = "public", pgettext_lazy("rectification plan", "made public")
    DONE = "done", pgettext_lazy("rectification plan", "completed")


# From here on its items count as promised; later ones are additions.
PLAN_APPROVED = (PlanState.APPROVED, PlanState.PUBLIC, PlanState.DONE)
# The zone reads a plan once it has left the unit.
PLAN_INSIDE = (PlanState.DRAFT, PlanState.UNIT_REVIEW)


class Light(TextChoices):
    """The lamp of an item: word, shape and colour (ux.md R21)."""

    RED = "red", _("red")
    AMBER = "amber", _("amber")
    GREEN = "green", _("green")
    DONE = "done", _("struck off")
    OFF = "off", _("out of the count")


class OwnerKind(TextChoices):
    UNIT = "unit", _("unit")
    TEAM = "team", _("leading team")
    PERSON = "person", _("individual")


class Source(TextChoices):
    SELF_CHECK = "self_check", _("self-check")
    CHECK_ONE = "check_1", _("three checks, first")
    CHECK_TWO = "check_2", _("three checks, second")
    CHECK_THREE = "check_3", _("three checks, third")
    LIFE_MEETING = "life_meeting", _("democratic life meeting")
    SYMPOSIUM = "symposium", _("themed symposium")
    FIELD = "field", _("field research")
    COMPLAINT = "complaint", _("complaint of the public")
    ENTERPRISE = "enterprise", _("raised by an enterprise")
    INSPECTION = "inspection", _("inspection")
    OPEN_VISIT = "open_visit", _("announced visit")
    COVERT_VISIT = "covert_visit", _("covert visit")
    SPECIAL = "special", _("special inspection")
    SUPERVISOR = "supervisor", _("external supervisor")
    MEDIA = "media", _("report in the media")
    SUPERIOR = "superior", _("feedback from above")
    LAST_YEAR = "last_year", _("left from last year")


# Found by others: a new one in a category already under rectification is a relapse.
FOUND_BY_OTHERS = (
    Source.COMPLAINT,
    Source.ENTERPRISE,
    Source.INSPECTION,
    Source.OPEN_VISIT,
    Source.COVERT_VISIT,
    Source.SPECIAL,
    Source.SUPERVISOR,
    Source.MEDIA,
    Source.SUPERIOR,
)


class Klass(TextChoices):
    """The three classes of rectification (R-069, R-070)."""

    AT_ONCE = "at_once", _("fix at once")
    BY_DATE = "by_date", _("fix by a date")
    LONG_TERM = "long_term", _("keep at it")


class Result(TextChoices):
    DONE = "done", _("completed")
    STAGE = "stage", _("completed for this stage")
    LONG_TERM = "long_term", _("turned into a long-term task")
    UNFOUNDED = "unfounded", _("not confirmed on examination")


class Addressee(TextChoices):
    """Who has to answer a question on an item."""

    OFFICE = "office", _("the office")
    UNIT = "unit", pgettext_lazy("question", "the unit")
    LEAD = "lead", _("the leading person")


class Scope(TextChoices):
    """Who may read the published promise (R-067)."""

    PUBLIC = "public", _("the whole public")
    ZONE = "zone", _("all units of the zone")
    UNIT = "unit", pgettext_lazy("scope", "the unit only")


class ReportState(TextChoices):
    SUBMITTED = "submitted", _("submitted")
    READ = "read", _("read")


class ExtensionState(TextChoices):
    FIRST_REVIEW = "first_review", _("awaiting a first opinion")
    DECISION = "decision", _("awaiting the decision")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("not approved")
    WITHDRAWN = "withdrawn", _("withdrawn")


EXTENSION_OPEN = (ExtensionState.FIRST_REVIEW, ExtensionState.DECISION)


class ExtensionReason(TextChoices):
    POLICY = "policy", _("change of policy")
    FUNDS = "funds", _("funds")
    CROSS_UNIT = "cross_unit", _("work across units")
    FORCE_MAJEURE = "force_majeure", _("force majeure")
    OTHER = "other", _("other")


class Rank(IntegerChoices):
    """First key of the default order: open items stand before settled ones."""

    OPEN = 0, _("open")
    SETTLED = 1, _("settled")


class CheckState(TextChoices):
    """Where a self-check stands."""

    DONE = "done", _("finished")
    DRAFT = "draft", pgettext_lazy("self-check", "not finished")


class CheckResult(TextChoices):
    """What a unit finds at one question of the three checks."""

    GOOD = "good", _("done well")
    PROBLEM = "problem", _("there is a problem")
    NOT_OURS = "not_ours", _("does not concern us")


class RuleKind(TextChoices):
    """The three types of rules that phase three asks for (R-092 to R-094)."""

    WORK = "work", pgettext_lazy("rule", "work rules")
    MANAGEMENT = "management", pgettext_lazy("rule", "management rules")
    SUPERVISION = "supervision", pgettext_lazy("rule", "supervision rules")


class RuleAspect(TextChoices):
    """What a rule must lay down; which of them depends on its kind. Values are field names."""

    DUTY = "duty", pgettext_lazy("rule", "duties")
    TASK = "task", pgettext_lazy("rule", "tasks")
    PROCEDURE = "procedure", pgettext_lazy("rule", "procedure")
    DISCIPLINE = "discipline", pgettext_lazy("rule", "laws and discipline")
    OBLIGATION = "obligation", pgettext_lazy("rule", "obligations")
    URGING = "urging", pgettext_lazy("rule", "urging")
    ENFORCING = "enforcing", pgettext_lazy("rule", "enforcing discipline")
    PUNISHING = "punishing", pgettext_lazy("rule", "investigating and punishing")


ASPECTS = {
    RuleKind.WORK: (RuleAspect.DUTY, RuleAspect.TASK, RuleAspect.PROCEDURE),
    RuleKind.MANAGEMENT: (RuleAspect.DISCIPLINE, RuleAspect.OBLIGATION),
    RuleKind.SUPERVISION: (RuleAspect.URGING, RuleAspect.ENFORCING, RuleAspect.PUNISHING),
}


class RuleChange(TextChoices):
    """What is done about a rule."""

    NEW = "new", pgettext_lazy("rule", "new")
    REVISE = "revise", pgettext_lazy("rule", "revised")
    ABOLISH = "abolish", pgettext_lazy("rule", "abolished")
    KEEP = "keep", pgettext_lazy("rule", "kept")


class RuleState(TextChoices):
    """Where a rule stands (domain.md §4.15). «Overdue» is computed, not a state."""

    PLANNED = "planned", pgettext_lazy("rule", "planned")
    DRAFTING = "drafting", pgettext_lazy("rule", "being drafted")
    CONSULTING = "consulting", pgettext_lazy("rule", "under consultation")
    APPROVED = "approved", pgettext_lazy("rule", "approved by a meeting")
    ISSUED = "issued", pgettext_lazy("rule", "issued")
    IN_FORCE = "in_force", pgettext_lazy("rule", "in force")
    EVALUATED = "evaluated", pgettext_lazy("rule", "evaluated")
    ABOLISHED = "abolished", pgettext_lazy("rule", "no longer in force")
    DROPPED = "dropped", pgettext_lazy("rule", "not pursued")


# On the way to being issued: these can be late.
RULE_COMING = (
    RuleState.PLANNED,
    RuleState.DRAFTING,
    RuleState.CONSULTING,
    RuleState.APPROVED,
)
RULE_IN_FORCE = (RuleState.IN_FORCE, RuleState.EVALUATED)
RULE_ISSUED = (RuleState.ISSUED, *RULE_IN_FORCE)
# What a rule that was issued at some time may have become.
RULE_ONCE_ISSUED = (*RULE_ISSUED, RuleState.ABOLISHED)
# What abolishes a rule leaves none behind: it does not hold a long-term item.
RULE_HOLDS = (RuleChange.NEW, RuleChange.REVISE, RuleChange.KEEP)


class OpinionOutcome(TextChoices):
    """What became of an opinion given during the consultation."""

    TAKEN = "taken", pgettext_lazy("rule", "taken over")
    PARTLY = "partly", pgettext_lazy("rule", "taken over in part")
    NOT_TAKEN = "not_taken", pgettext_lazy("rule", "not taken over")


class RuleCheckResult(TextChoices):
    """How a rule is kept when somebody looks (R-026)."""

    KEPT = "kept", pgettext_lazy("rule", "is kept")
    PARTLY = "partly", pgettext_lazy("rule", "is kept in part")
    IGNORED = "ignored", pgettext_lazy("rule", "is not kept")


class Verdict(TextChoices):
    """What an evaluation finds."""

    KEEP = "keep", pgettext_lazy("rule", "works, stays as it is")
    REVISE = "revise", pgettext_lazy("rule", "is to be revised")
    ABOLISH = "abolish", pgettext_lazy("rule", "is to be abolished")
