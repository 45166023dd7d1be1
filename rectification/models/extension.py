"""Requests for a later deadline (domain.md §4.8, §2.1 «延期申请»)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stamped
from rectification.enums import EXTENSION_OPEN, ExtensionReason, ExtensionState
from rectification.models.item import RectificationItem


class ExtensionRequest(Stamped):
    """A later deadline, asked for before the present one ends; at most two are granted.

    `ordinal` counts the grants: the second one is decided by a leader. `number` and
    `unit_code` are the item's, so that timeline and audit trail name the item.
    """

    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="extensions")
    ordinal = models.PositiveSmallIntegerField(_("which"))
    state = models.CharField(
        _("state"), max_length=12, choices=ExtensionState, default=ExtensionState.FIRST_REVIEW
    )
    reason_kind = models.CharField(_("kind of reason"), max_length=14, choices=ExtensionReason)
    reason = models.TextField(_("reason"), max_length=500)
    progress_so_far = models.TextField(_("progress so far"), max_length=500)
    old_due = models.DateField(_("present deadline"))
    new_due = models.DateField(_("new deadline"))
    is_late = models.BooleanField(_("applied for too late"), default=False)
    opinion = models.TextField(_("first opinion"), max_length=300, blank=True)
    opinion_at = models.DateTimeField(null=True, blank=True)
    opinion_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_note = models.TextField(_("decision"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("extension request")
        verbose_name_plural = _("extension requests")
        constraints = [
            models.CheckConstraint(name="extension_later", condition=Q(new_due__gt=F("old_due"))),
            models.CheckConstraint(
                name="extension_at_most_two", condition=Q(ordinal__gte=1, ordinal__lte=2)
            ),
            models.CheckConstraint(
                name="extension_opinion_pair",
                condition=Q(opinion_at=None, opinion_by=None)
                | Q(opinion_at__isnull=False, opinion_by__isnull=False),
            ),
            models.CheckConstraint(
                name="extension_decided_pair",
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="extension_decided",
                condition=~Q(state__in=[ExtensionState.APPROVED, ExtensionState.REFUSED])
                | Q(decided_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="extension_one_open",
                fields=["item"],
                condition=Q(state__in=EXTENSION_OPEN),
            ),
            models.UniqueConstraint(
                name="extension_granted_once",
                fields=["item", "ordinal"],
                condition=Q(state=ExtensionState.APPROVED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.number} → {self.new_due}"

    @property
    def number(self) -> str:
        return self.item.number

    @property
    def unit_code(self) -> str:
        return self.item.unit_code
