"""States and kinds of enterprises and their cases (domain.md §4.18)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Industry(TextChoices):
    MACHINERY = "machinery", _("machinery and electronics")
    TEXTILES = "textiles", _("textiles and clothing")
    MEDICINE = "medicine", _("medicine")
    FOOD = "food", _("food")
    SOLAR = "solar", _("photovoltaics")
    OTHER = "other", pgettext_lazy("industry", "other")


class Size(TextChoices):
    LARGE = "large", _("large enterprise")
    MEDIUM = "medium", _("medium-sized enterprise")
    SMALL = "small", _("small enterprise")
    MICRO = "micro", _("micro enterprise")


class Origin(TextChoices):
    """Who came to whom (R-024): the zone to the firm, or the firm to the zone."""

    VISIT = "visit", _("visit to the enterprise")
    CALL = "call", _("the enterprise came")
    COMPLAINT = "complaint", _("from a complaint")
    CODE = "code", _("supervision code")
    SYMPOSIUM = "symposium", _("symposium with enterprises")


# the demand was found by going out, not brought in.
PROACTIVE = (Origin.VISIT, Origin.SYMPOSIUM)


class Demand(TextChoices):
    FINANCE = "finance", _("financing")
    LABOUR = "labour", _("workers")
    LAND = "land", _("land")
    UTILITIES = "utilities", _("electricity and water")
    APPROVAL = "approval", _("approvals")
    TAX = "tax", _("taxes and fees")
    LOGISTICS = "logistics", _("logistics")
    POLICY = "policy", _("policies")
    LAW = "law", _("legal matters")
    OTHER = "other", pgettext_lazy("demand", "other")


class CaseState(TextChoices):
    REGISTERED = "registered", _("case registered")
    ASSIGNED = "assigned", _("handed to the unit")
    PROMISED = "promised", _("measures laid down")
    SERVING = "serving", _("follow-up service under way")
    CONFIRMING = "confirming", _("waiting for the enterprise")
    CLOSED = "closed", pgettext_lazy("enterprise case", "concluded")
    LONG_TERM = "long_term", _("long-term follow-up")
    UNSOLVABLE = "unsolvable", _("could not be solved")


ENDED_STATES = (CaseState.CLOSED, CaseState.UNSOLVABLE)
OPEN_STATES = tuple(state for state in CaseState if state not in ENDED_STATES)
# The unit has laid down measures and works on them.
WORKING_STATES = (CaseState.PROMISED, CaseState.SERVING, CaseState.LONG_TERM)


class Claim(TextChoices):
    """What the unit says about a case that the enterprise has not confirmed; the office decides."""

    REFUSAL = "refusal", _("the enterprise does not confirm")
    UNSOLVABLE = "unsolvable", _("the demand cannot be met")


class Outcome(TextChoices):
    """The enterprise's own word on the result (R-081)."""

    SOLVED = "solved", pgettext_lazy("enterprise's word", "solved")
    PARTLY = "partly", pgettext_lazy("enterprise's word", "partly solved")
    UNSOLVED = "unsolved", pgettext_lazy("enterprise's word", "not solved")


class Stars(IntegerChoices):
    FIVE = 5, _("very satisfied")
    FOUR = 4, _("satisfied")
    THREE = 3, _("basically satisfied")
    TWO = 2, _("dissatisfied")
    ONE = 1, _("very dissatisfied")


class VisitKind(TextChoices):
    """The three visits (R-058)."""

    PROJECT = "project", _("visit to a project site")
    ENTERPRISE = "enterprise", _("visit to an enterprise on the spot")
    VILLAGE = "village", _("visit to a village")


class Nature(TextChoices):
    """What somebody said on a visit."""

    PROBLEM = "problem", pgettext_lazy("opinion", "problem")
    DEMAND = "demand", pgettext_lazy("opinion", "demand")
    SUGGESTION = "suggestion", pgettext_lazy("opinion", "suggestion")
    PRAISE = "praise", pgettext_lazy("opinion", "praise")


class OpinionState(TextChoices):
    """Open, or how it was disposed of (R-059)."""

    OPEN = "open", _("disposition open")
    ADOPTED = "adopted", pgettext_lazy("opinion", "adopted")
    ITEM = "item", pgettext_lazy("opinion", "turned into a rectification item")
    CASE = "case", pgettext_lazy("opinion", "turned into an enterprise case")
    EXPLAINED = "explained", pgettext_lazy("opinion", "explained")
    HANDED = "handed", pgettext_lazy("opinion", "with another unit")
    ANSWERED = "answered", pgettext_lazy("opinion", "answered by another unit")


WAITING_STATES = (OpinionState.OPEN, OpinionState.HANDED)


class Way(TextChoices):
    """The five ways in which the unit disposes of an opinion (R-059)."""

    ADOPT = "adopt", pgettext_lazy("opinion", "adopt it")
    ITEM = "item", pgettext_lazy("opinion", "make it a rectification item")
    CASE = "case", pgettext_lazy("opinion", "make it an enterprise case")
    EXPLAIN = "explain", pgettext_lazy("opinion", "explain")
    HAND = "hand", pgettext_lazy("opinion", "hand it to another unit")


class ReportState(TextChoices):
    DRAFT = "draft", pgettext_lazy("research report", "draft")
    SIGNING = "signing", pgettext_lazy("research report", "with the unit head")
    FILED = "filed", pgettext_lazy("research report", "sent to the office")
    RETURNED = "returned", pgettext_lazy("research report", "returned")
    ADOPTED = "adopted", pgettext_lazy("research report", "adopted")
    PUBLISHED = "published", pgettext_lazy("research report", "public")


# The unit writes; nothing has to be complete yet.
EDITABLE_STATES = (ReportState.DRAFT, ReportState.RETURNED)


class ReportField(TextChoices):
    """What a note of the office speaks of."""

    TITLE = "title", pgettext_lazy("research report", "Title")
    BACKGROUND = "background", pgettext_lazy("research report", "Background")
    FINDINGS = "findings", pgettext_lazy("research report", "Findings")
    PROBLEMS = "problems", pgettext_lazy("research report", "Problems")
    PROPOSALS = "proposals", pgettext_lazy("research report", "Proposals")
