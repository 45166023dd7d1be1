"""Supervision codes: what a QR code on a door or at a window stands for (domain.md §2.4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from complaints.models.fields import person
from core import clock


class EntryCodeQuerySet(models.QuerySet["EntryCode"]):
    def in_use(self) -> "EntryCodeQuerySet":
        """Codes that open the form."""
        return self.filter(ended_at=None)

    def in_order(self) -> "EntryCodeQuerySet":
        """As the zone lists its units; a unit's own code before those of its windows."""
        return self.select_related("unit", "moved_to__unit").order_by(
            "unit__order", "unit__sort_key", "window", "pk"
        )


class EntryCode(models.Model):
    """One printed code. A poster hangs for years, so a code is never deleted and never reused.

    `code`: what stands in `/r/<code>/`; a unit's own code is the unit's code. `window`: empty for
    the whole unit. A code has ended when its window is closed (retired) or when another code has
    taken its place (moved). `scans`: how often it was opened; by whom is not kept.
    """

    code = models.CharField(_("code"), max_length=20, unique=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="entry_codes", verbose_name=_("unit")
    )
    window = models.CharField(_("window or section"), max_length=60, blank=True)
    scans = models.PositiveIntegerField(_("scans"), default=0)
    made_at = models.DateTimeField(_("made at"), default=clock.now)
    made_by = person()
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = person()
    moved_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moved_from",
        verbose_name=_("moved to"),
    )

    objects = EntryCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("supervision code")
        verbose_name_plural = _("supervision codes")
        constraints = [
            models.UniqueConstraint(
                name="one_code_of_a_window",
                fields=["unit", "window"],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="moved_code_has_ended",
                condition=Q(moved_to=None) | Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def in_use(self) -> bool:
        """Whether it opens the form: its window is there and its unit works."""
        return self.ended_at is None and self.unit.active

    @property
    def place(self) -> str:
        """Unit and window, as the poster says it."""
        return f"{self.unit.name} {self.window}".strip()
