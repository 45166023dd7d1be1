"""Rules that suggest to which unit a case goes. They suggest only: a person dispatches."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from campaign.models import Category


class RoutingRule(models.Model):
    """«Of this category, about this unit, with one of these words: to that unit.»

    Empty conditions do not count; the first rule in `order` whose conditions all hold wins.
    """

    order = models.PositiveSmallIntegerField(_("order"), default=10)
    title = models.CharField(_("title"), max_length=60, unique=True)
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
    )
    target_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit complained about"),
    )
    words = models.CharField(_("words, one of which occurs"), max_length=200, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="routing_rules", verbose_name=_("handling unit")
    )
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("routing rule")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="rule_has_condition",
                condition=Q(category__isnull=False) | Q(target_unit__isnull=False) | ~Q(words=""),
            )
        ]

    def __str__(self) -> str:
        return self.title
