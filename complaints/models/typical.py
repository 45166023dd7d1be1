"""A typical case: what others can learn from a complaint, told without anybody's traces."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.enums import TypicalState
from complaints.models.complaint import Complaint
from complaints.models.fields import person
from core.models import Stamped

TEXTS = ("title", "situation", "handling", "lesson")


class TypicalCaseQuerySet(models.QuerySet["TypicalCase"]):
    def published(self) -> "TypicalCaseQuerySet":
        """What the public reads, newest first."""
        return self.filter(state=TypicalState.PUBLISHED).order_by("-released_at", "-pk")


class TypicalCase(Stamped):
    """Written by the desk, released by somebody else; only while the complainant agrees.

    `number` has nothing to do with the complaint's: nobody finds the one by the other.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    complaint = models.OneToOneField(
        Complaint, models.PROTECT, related_name="typical_case", verbose_name=_("complaint")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=TypicalState, default=TypicalState.DRAFT
    )
    title = models.CharField(_("title"), max_length=60)
    situation = models.TextField(_("what was complained about"))
    handling = models.TextField(_("how it was handled"))
    lesson = models.TextField(_("what has changed since"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = person()
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    released_by = person()
    ended_at = models.DateTimeField(_("taken down at"), null=True, blank=True)
    ended_by = person()

    objects = TypicalCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("typical case")
        verbose_name_plural = _("typical cases")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="typical_case_two_persons",
                condition=Q(released_by=None) | ~Q(released_by=F("submitted_by")),
            ),
            models.CheckConstraint(
                name="typical_case_released",
                condition=~Q(state="published")
                | Q(released_at__isnull=False, released_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def unit_code(self) -> str:
        """Typical cases belong to no unit."""
        return ""

    def texts(self) -> list[tuple[str, str]]:
        """Every text that the public would read, by its field."""
        return [(name, getattr(self, name)) for name in TEXTS]
