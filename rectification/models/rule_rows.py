"""What belongs to a rule: its files, opinions, checks; and why a unit has none of a kind."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from campaign.models import Campaign
from core import clock
from core.models import Attachment, Stamped
from rectification.enums import OpinionOutcome, RuleCheckResult, RuleKind
from rectification.models.item import RectificationItem
from rectification.models.rule import Rule


class RuleFile(models.Model):
    """The rule as the unit wrote it. Taken out of the draft, the file stays on record."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="files")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    in_use = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("file of a rule")
        verbose_name_plural = _("files of rules")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.attachment.original_name


class RuleOpinion(models.Model):
    """An opinion given during the consultation, and what became of it."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="opinions")
    order = models.PositiveSmallIntegerField()
    giver = models.CharField(_("who says so"), max_length=60)
    content = models.CharField(pgettext_lazy("rule", "opinion"), max_length=300)
    outcome = models.CharField(
        pgettext_lazy("rule", "what became of it"), max_length=10, choices=OpinionOutcome
    )
    note = models.CharField(pgettext_lazy("rule", "how or why not"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("opinion on a rule")
        verbose_name_plural = _("opinions on rules")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.content[:40]


class RuleCheck(models.Model):
    """Somebody looked whether a rule is kept (R-026)."""

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="checks")
    checked_on = models.DateField(_("checked on"))
    result = models.CharField(
        pgettext_lazy("rule", "found"), max_length=10, choices=RuleCheckResult
    )
    note = models.CharField(pgettext_lazy("rule", "what was seen"), max_length=300)
    added_at = models.DateTimeField(_("added at"), default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("check of a rule")
        verbose_name_plural = _("checks of rules")
        ordering = ["-checked_on", "-id"]

    def __str__(self) -> str:
        return f"{self.checked_on}: {self.result}"


class RuleAbsence(Stamped):
    """Why a unit makes no rule of a kind (R-094)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rule_absences")
    kind = models.CharField(pgettext_lazy("rule", "type"), max_length=12, choices=RuleKind)
    reason = models.CharField(_("why there is none"), max_length=300)

    class Meta:
        verbose_name = _("reason for having no rule")
        verbose_name_plural = _("reasons for having no rule")
        constraints = [
            models.UniqueConstraint(name="one_absence_each", fields=["campaign", "unit", "kind"])
        ]

    def __str__(self) -> str:
        return f"{self.unit.code}: {self.kind}"


class QuarterlyReview(models.Model):
    """A long-term item was looked at again: whether what was reached still holds (§2.1)."""

    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="reviews")
    held_on = models.DateField(_("reviewed on"))
    passed = models.BooleanField(pgettext_lazy("review", "passed"))
    note = models.CharField(pgettext_lazy("review", "what was found"), max_length=300)
    next_on = models.DateField(_("next review"))
    added_at = models.DateTimeField(_("added at"), default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("quarterly review")
        verbose_name_plural = _("quarterly reviews")
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return f"{self.item.number}: {self.held_on}"
