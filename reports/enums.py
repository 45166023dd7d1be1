"""States and sections of the summary report (domain.md §4.16)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportState(TextChoices):
    DRAFT = "draft", _("draft")
    SIGNING = "signing", pgettext_lazy("summary", "waiting for the unit head")
    SUBMITTED = "submitted", _("sent to the office")
    RETURNED = "returned", _("returned for changes")
    ADOPTED = "adopted", _("adopted")
    ARCHIVED = "archived", _("archived")


EDITABLE = (ReportState.DRAFT, ReportState.RETURNED)
# The figures stand still from the moment the head signs until the office returns the report.
FROZEN = (ReportState.SUBMITTED, ReportState.ADOPTED, ReportState.ARCHIVED)
# What the office reads: a unit's draft is its own business.
WITH_OFFICE = (*FROZEN, ReportState.RETURNED)


class ZoneState(TextChoices):
    DRAFT = "draft", pgettext_lazy("zone report", "draft")
    ISSUED = "issued", pgettext_lazy("zone report", "issued")
    ARCHIVED = "archived", pgettext_lazy("zone report", "archived")


ZONE_FROZEN = (ZoneState.ISSUED, ZoneState.ARCHIVED)


class Section(TextChoices):
    """The six parts that every report has, in order; the value is the model's field."""

    BASICS = "basics", pgettext_lazy("section", "Basic facts")
    PRACTICE = "practice", pgettext_lazy("section", "What was done")
    RESULTS = "results", pgettext_lazy("section", "Results")
    EXPERIENCE = "experience", pgettext_lazy("section", "Experience")
    SHORTCOMINGS = "shortcomings", pgettext_lazy("section", "What is still lacking")
    NEXT_STEPS = "next_steps", pgettext_lazy("section", "Next steps of rectification")
