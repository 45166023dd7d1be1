"""The units: towns, sub-districts, departments and institutions (domain.md §4.2)."""

from functools import cache

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pypinyin import Style, lazy_pinyin

from accounts.enums import AppraisalGroup, UnitKind


class UnitQuerySet(models.QuerySet["Unit"]):
    def active(self) -> "UnitQuerySet":
        return self.filter(active=True)

    def in_order(self) -> "UnitQuerySet":
        """As the zone lists its units."""
        return self.order_by("order", "sort_key")


class Unit(models.Model):
    """A body of the zone that takes part in the campaign (R-004, R-115)."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("full name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=40)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    group = models.CharField(_("appraisal group"), max_length=20, choices=AppraisalGroup)
    party_org = models.CharField(_("Party organisation"), max_length=100, blank=True)
    admin_org = models.CharField(_("administrative name"), max_length=100, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    headcount = models.PositiveIntegerField(_("staff"), default=0)
    is_window = models.BooleanField(_("serves the public at windows"), default=False)
    is_key = models.BooleanField(_("key unit"), default=False)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    duty = models.TextField(_("duties"), blank=True)
    active = models.BooleanField(_("active"), default=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=pgettext_lazy("unit", "merged into"),
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: object, **kwargs: object) -> None:
        # Pinyin order cannot come from the database (no ICU), so it is stored.
        self.sort_key = " ".join(lazy_pinyin(self.short_name))
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def initials(self) -> str:
        """What the searchable unit picker finds the unit by: `jfj jjfzj 经发局`.

        Pinyin initials of the short and of the full name, and the short name itself.
        """
        return " ".join((_initials(self.short_name), _initials(self.name), self.short_name))


class UnitChange(models.Model):
    """What a unit was called until a day, or that it was merged into another (domain.md §4.2)."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", _("renamed")
        MERGED = "merged", pgettext_lazy("unit", "merged")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="changes", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    day = models.DateField(_("from"))
    old_name = models.CharField(_("full name until then"), max_length=100)
    old_short_name = models.CharField(_("short name until then"), max_length=40)
    successor = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("unit", "merged into"),
    )
    basis = models.CharField(pgettext_lazy("unit", "decision"), max_length=100, blank=True)
    made_by_name = models.CharField(_("entered by"), max_length=100)

    class Meta:
        ordering = ["-day", "-id"]
        verbose_name = _("change of a unit")
        verbose_name_plural = _("changes of units")
        constraints = [
            models.CheckConstraint(
                name="merged_unit_has_successor",
                condition=Q(kind="merged", successor__isnull=False)
                | Q(kind="renamed", successor=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.old_short_name}"


@cache
def _initials(name: str) -> str:
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, strict=False)).lower()
