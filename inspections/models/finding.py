"""A finding: time, place, behaviour; no names needed (domain.md §2.5, §4.13)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit, User
from campaign.models import Category
from core.crypto import EncryptedTextField
from core.models import Attachment, Stamped
from core.stamps import at, by, pairs
from inspections.enums import FINDING_DONE, Decision, FindingState, Nature, Severity
from inspections.models.inspection import Inspection
from inspections.models.record import CheckRow
from inspections.scope import visible_findings
from rectification.models import RectificationItem


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: User) -> "FindingQuerySet":
        """Findings that exist for a person: units see their own after the release."""
        return self.filter(visible_findings(user)).distinct()

    def problems(self) -> "FindingQuerySet":
        return self.filter(nature=Nature.PROBLEM)

    def highlights(self) -> "FindingQuerySet":
        return self.filter(nature=Nature.HIGHLIGHT)

    def unsettled(self) -> "FindingQuerySet":
        """Problems that still need somebody's act."""
        return self.problems().exclude(state__in=FINDING_DONE)


class Finding(Stamped):
    """What was seen in a unit. It links to the rectification item that it opened."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="findings", verbose_name=_("unit"))
    number = models.CharField(_("number"), max_length=25, unique=True)
    state = models.CharField(
        _("state"), max_length=15, choices=FindingState, default=FindingState.RECORDED
    )
    row = models.OneToOneField(
        CheckRow, models.PROTECT, null=True, blank=True, related_name="finding", editable=False
    )
    found_on = models.DateField(_("day"))
    time = models.TimeField(_("time"))
    place = models.CharField(_("place"), max_length=100)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature, default=Nature.PROBLEM)
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("behaviour"),
    )
    description = models.TextField(_("what was seen"), max_length=500)
    headcount = models.PositiveSmallIntegerField(_("people concerned"), null=True, blank=True)
    severity = models.CharField(
        _("severity"), max_length=10, choices=Severity, default=Severity.MINOR, blank=True
    )
    # Restricted and empty by default: a finding needs no names.
    people_names = EncryptedTextField(_("names"), blank=True)
    wants_item = models.BooleanField(_("turn into a rectification item"), default=False)
    repeat_offence = models.BooleanField(_("repeated during rectification"), default=False)

    statement_due = models.DateField(_("statement until"), null=True, blank=True, editable=False)
    unit_statement = models.TextField(_("statement of the unit"), max_length=2000, blank=True)
    stated_at, stated_by = at(_("stated at")), by()
    decision = models.CharField(
        pgettext_lazy("finding", "decision"), max_length=10, choices=Decision, blank=True
    )
    decision_note = models.TextField(_("reason"), max_length=1000, blank=True)
    decided_at, decided_by = at(_("decided at")), by()
    item = models.OneToOneField(
        RectificationItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="finding",
        editable=False,
        verbose_name=_("rectification item"),
    )
    resolved_at, resolved_by = at(_("rectified at")), by()
    verified_at, verified_by = at(_("re-checked at")), by()

    evidence = models.ManyToManyField(Attachment, through="FindingEvidence", related_name="+")

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            *pairs("finding", "stated", "decided", "resolved", "verified"),
            models.CheckConstraint(
                name="problem_has_category",
                condition=Q(nature=Nature.HIGHLIGHT)
                | (Q(category__isnull=False) & ~Q(severity="")),
            ),
            models.CheckConstraint(
                name="linked_has_item",
                condition=~Q(state=FindingState.LINKED) | Q(item__isnull=False),
            ),
            models.CheckConstraint(
                name="decided_has_decision", condition=Q(decided_at=None) | ~Q(decision="")
            ),
        ]
        indexes = [models.Index(fields=["unit", "category"], name="finding_by_behaviour")]

    def __str__(self) -> str:
        return f"{self.number} {self.place}"

    @property
    def unit_code(self) -> str:
        return self.unit.code

    @property
    def is_problem(self) -> bool:
        return self.nature == Nature.PROBLEM

    @property
    def clock(self) -> str:
        """`10:20`, as it stands in bulletins."""
        return f"{self.time:%H:%M}"


class FindingEvidence(models.Model):
    """A photo or document of a finding."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="evidence_links")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.finding.number}: {self.attachment_id}"
