"""A rule that a unit makes, revises, abolishes or keeps (R-074 to R-096, domain.md §4.15)."""

import datetime as dt
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import Unit, User
from campaign.models import Campaign, Meeting
from core import clock
from core.models import Stamped
from rectification.enums import (
    ASPECTS,
    RULE_COMING,
    RULE_HOLDS,
    RULE_IN_FORCE,
    RULE_ISSUED,
    RULE_ONCE_ISSUED,
    RuleAspect,
    RuleChange,
    RuleKind,
    RuleState,
    Scope,
    Verdict,
)
from rectification.models.item import RectificationItem


class RuleQuerySet(models.QuerySet["Rule"]):
    def visible_to(self, user: User) -> "RuleQuerySet":
        """All for those who read the zone; a unit reads its own."""
        if user.reads_zone:
            return self
        return self.filter(unit__in=user.units_with(P.UNIT_READ))

    def of(self, campaign: Campaign) -> "RuleQuerySet":
        return self.filter(campaign=campaign)

    def coming(self) -> "RuleQuerySet":
        """Planned, drafted, discussed or approved, but not issued yet."""
        return self.filter(state__in=RULE_COMING)

    def overdue(self, today: dt.date) -> "RuleQuerySet":
        """To have been issued before today."""
        return self.coming().filter(due_on__lt=today)

    def issued(self) -> "RuleQuerySet":
        """Issued and not abolished since."""
        return self.filter(state__in=RULE_ISSUED)

    def in_force(self) -> "RuleQuerySet":
        return self.filter(state__in=RULE_IN_FORCE)

    def holding(self) -> "RuleQuerySet":
        """In force, and a rule that people have to keep: not the abolition of one."""
        return self.in_force().filter(change__in=RULE_HOLDS)

    def unchecked(self) -> "RuleQuerySet":
        """In force, and nobody has looked yet whether they are kept (R-026)."""
        return self.holding().filter(checks=None)

    def simplified(self) -> "RuleQuerySet":
        """Issued, with figures of before and after for steps or days (R-074)."""
        steps = Q(steps_before__isnull=False)
        return self.issued().filter(steps | Q(days_before__isnull=False))

    def public(self) -> "RuleQuerySet":
        """What everybody may read: issued, and disclosed to the whole public."""
        return self.issued().filter(disclosure=Scope.PUBLIC)


def _pair(name: str) -> models.CheckConstraint:
    """Who and when are known together or not at all."""
    both = Q(**{f"{name}_at": None, f"{name}_by": None})
    neither = Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})
    return models.CheckConstraint(name=f"rule_{name}_pair", condition=both | neither)


def _saving(name: str) -> models.CheckConstraint:
    """Before and after are known together or not at all."""
    none = Q(**{f"{name}_before": None, f"{name}_after": None})
    both = Q(**{f"{name}_before__isnull": False, f"{name}_after__isnull": False})
    return models.CheckConstraint(name=f"rule_{name}_both", condition=none | both)


def _by() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )


def _number(words: Any) -> Any:
    return models.PositiveSmallIntegerField(words, null=True, blank=True)


def _aspect(aspect: RuleAspect) -> Any:
    return models.TextField(aspect.label, max_length=2000, blank=True)


class Rule(Stamped):
    """One regulation revision of a unit: the problems behind it, its text, and how it is kept.

    Days are working days, steps are those that somebody who applies has to go through.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="rules")
    number = models.CharField(_("number"), max_length=30, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rules", verbose_name=_("unit"))
    state = models.CharField(
        _("state"), max_length=10, choices=RuleState, default=RuleState.PLANNED
    )

    # What is planned, and why
    title = models.CharField(pgettext_lazy("rule", "name of the rule"), max_length=100)
    kind = models.CharField(pgettext_lazy("rule", "type"), max_length=12, choices=RuleKind)
    change = models.CharField(
        pgettext_lazy("rule", "what is done"), max_length=8, choices=RuleChange
    )
    former = models.CharField(
        _("present rule: name and document number"), max_length=120, blank=True
    )
    items = models.ManyToManyField(
        RectificationItem,
        blank=True,
        related_name="rules",
        verbose_name=pgettext_lazy("rule", "problems it answers"),
    )
    preventive = models.BooleanField(
        _("preventive, answers no problem of the ledger"), default=False
    )
    due_on = models.DateField(_("to be issued by"))

    # The draft
    duty = _aspect(RuleAspect.DUTY)
    task = _aspect(RuleAspect.TASK)
    procedure = _aspect(RuleAspect.PROCEDURE)
    discipline = _aspect(RuleAspect.DISCIPLINE)
    obligation = _aspect(RuleAspect.OBLIGATION)
    urging = _aspect(RuleAspect.URGING)
    enforcing = _aspect(RuleAspect.ENFORCING)
    punishing = _aspect(RuleAspect.PUNISHING)
    steps_before = _number(_("steps before"))
    steps_after = _number(_("steps after"))
    days_before = _number(_("working days before"))
    days_after = _number(_("working days after"))
    materials_before = _number(_("materials before"))
    materials_after = _number(_("materials after"))
    text = models.TextField(_("text of the rule"), max_length=20_000, blank=True)

    # Consultation and deliberation
    consulted = models.CharField(_("who was asked"), max_length=200, blank=True)
    consult_from = models.DateField(_("asked from"), null=True, blank=True)
    consult_to = models.DateField(_("asked until"), null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name=_("meeting in the portal"),
    )
    deliberated_by = models.CharField(_("deliberated by"), max_length=100, blank=True)
    deliberated_on = models.DateField(_("deliberated on"), null=True, blank=True)
    decision = models.TextField(_("what the meeting decided"), max_length=500, blank=True)

    # Issue
    doc_no = models.CharField(pgettext_lazy("rule", "document number"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    disclosure = models.CharField(
        pgettext_lazy("rule", "may be read by"), max_length=10, choices=Scope, default=Scope.PUBLIC
    )
    disclosure_reason = models.CharField(
        _("why not everybody may read it"), max_length=200, blank=True
    )
    issued_at = models.DateTimeField(null=True, blank=True, editable=False)
    issued_by = _by()

    # What became of it
    verdict = models.CharField(
        pgettext_lazy("rule", "result of the evaluation"),
        max_length=8,
        choices=Verdict,
        blank=True,
    )
    evaluation = models.TextField(pgettext_lazy("rule", "evaluation"), max_length=1000, blank=True)
    evaluated_at = models.DateTimeField(null=True, blank=True, editable=False)
    evaluated_by = _by()
    abolition = models.CharField(_("document that abolishes it"), max_length=120, blank=True)
    abolished_at = models.DateTimeField(null=True, blank=True, editable=False)
    abolished_by = _by()

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("rule", "rule")
        verbose_name_plural = pgettext_lazy("rule", "rules")
        constraints = [
            *[_pair(name) for name in ("issued", "evaluated", "abolished")],
            *[_saving(name) for name in ("steps", "days", "materials")],
            models.CheckConstraint(
                name="rule_issued_with_number",
                condition=~Q(state__in=RULE_ONCE_ISSUED)
                | (
                    ~Q(doc_no="")
                    & Q(issued_on__isnull=False)
                    & Q(effective_on__isnull=False)
                    & Q(issued_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="rule_effective_after_issue",
                condition=Q(effective_on=None) | Q(effective_on__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="rule_deliberated",
                # A rule that is kept was deliberated when it was made.
                condition=~Q(state__in=[RuleState.APPROVED, *RULE_ONCE_ISSUED])
                | Q(change=RuleChange.KEEP)
                | (~Q(deliberated_by="") & Q(deliberated_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="rule_closed_with_reason",
                condition=Q(disclosure=Scope.PUBLIC)
                | ~Q(state__in=RULE_ONCE_ISSUED)
                | ~Q(disclosure_reason=""),
            ),
            models.CheckConstraint(
                name="rule_evaluated",
                condition=~Q(state=RuleState.EVALUATED) | ~Q(verdict=""),
            ),
            models.CheckConstraint(
                name="rule_consult_days",
                condition=Q(consult_to=None) | Q(consult_to__gte=F("consult_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="rule_unit_state"),
            models.Index(fields=["state", "due_on"], name="rule_state_due"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="rule_number_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__number__df=pgtrigger.F("new__number"))
                | pgtrigger.Q(old__unit__df=pgtrigger.F("new__unit")),
            ),
            pgtrigger.Protect(name="rule_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rectification:rule", args=[self.number])

    @property
    def unit_code(self) -> str:
        return self.unit.code

    @property
    def aspects(self) -> list[tuple[RuleAspect, str]]:
        """What a rule of this kind must lay down, and what this one says."""
        return [(aspect, getattr(self, aspect.value)) for aspect in ASPECTS[RuleKind(self.kind)]]

    @property
    def is_coming(self) -> bool:
        return self.state in RULE_COMING

    @property
    def is_in_force(self) -> bool:
        return self.state in RULE_IN_FORCE

    @property
    def is_issued(self) -> bool:
        return self.state in RULE_ISSUED

    @property
    def is_overdue(self) -> bool:
        """The overlay of domain.md §4.15: it should have been issued before today."""
        return self.is_coming and self.due_on < clock.today()

    @property
    def steps_saved(self) -> int | None:
        return saved(self.steps_before, self.steps_after)

    @property
    def days_saved(self) -> int | None:
        return saved(self.days_before, self.days_after)

    @property
    def materials_saved(self) -> int | None:
        return saved(self.materials_before, self.materials_after)


def saved(before: int | None, after: int | None) -> int | None:
    """How much less there is now; nothing where it was not counted."""
    return None if before is None or after is None else before - after
