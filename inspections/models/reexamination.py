"""A unit asks for a conclusion to be examined again, by other people (domain.md §2.2, §17)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit, User
from core.models import Stamped
from core.stamps import at, by, pairs
from inspections.enums import ReviewState
from inspections.models.finding import Finding
from inspections.models.inspection import Inspection
from inspections.scope import visible_reexaminations


class ReexaminationQuerySet(models.QuerySet["Reexamination"]):
    def visible_to(self, user: User) -> "ReexaminationQuerySet":
        return self.filter(visible_reexaminations(user)).distinct()


class Reexamination(Stamped):
    """Asked within 30 days of the release, answered within 30 days of the asking."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="reexaminations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    findings = models.ManyToManyField(Finding, related_name="reexaminations")
    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState, default=ReviewState.ASKED
    )
    grounds = models.TextField(_("grounds"), max_length=2000)
    answer_due = models.DateField(_("answer until"))
    examiner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reexaminations",
        verbose_name=_("examiner"),
    )
    answer = models.TextField(
        pgettext_lazy("re-examination", "outcome"), max_length=2000, blank=True
    )
    assigned_at, assigned_by = at(_("assigned at")), by()
    answered_at, answered_by = at(_("answered at")), by()

    objects = ReexaminationQuerySet.as_manager()

    class Meta:
        verbose_name = _("re-examination")
        verbose_name_plural = _("re-examinations")
        constraints = [
            *pairs("reexamination", "assigned", "answered"),
            models.UniqueConstraint(name="one_reexamination_a_unit", fields=["inspection", "unit"]),
            models.CheckConstraint(
                name="examining_has_examiner",
                condition=Q(state=ReviewState.ASKED) | Q(examiner__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection.number} {self.unit}"

    @property
    def number(self) -> str:
        return self.inspection.number

    @property
    def unit_code(self) -> str:
        return self.unit.code
