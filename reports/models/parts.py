"""What the report of a unit and that of the zone have in common (domain.md §4.16)."""

from django.db import models

from core.models import Stamped
from reports.enums import Section

# Characters of a part.
LONGEST = 20_000


class SixParts(Stamped):
    """Six written parts, and figures that nobody types.

    `snapshot` (see `reports.figures.take`) freezes every figure with the records it counts once
    the report is signed; before that the figures are live.
    """

    basics = models.TextField(Section.BASICS.label, max_length=LONGEST, blank=True)
    practice = models.TextField(Section.PRACTICE.label, max_length=LONGEST, blank=True)
    results = models.TextField(Section.RESULTS.label, max_length=LONGEST, blank=True)
    experience = models.TextField(Section.EXPERIENCE.label, max_length=LONGEST, blank=True)
    shortcomings = models.TextField(Section.SHORTCOMINGS.label, max_length=LONGEST, blank=True)
    next_steps = models.TextField(Section.NEXT_STEPS.label, max_length=LONGEST, blank=True)
    snapshot = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def missing(self) -> list[Section]:
        """The parts that nobody has written yet."""
        return [part for part in Section if not getattr(self, part.value).strip()]
