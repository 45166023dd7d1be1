"""The category tree of problems and complaints (domain.md §5.3)."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock


class CategoryQuerySet(models.QuerySet["Category"]):
    def active(self) -> "CategoryQuerySet":
        return self.filter(active=True)

    def public(self) -> "CategoryQuerySet":
        """The at most eight that citizens choose from, «other» last (ux.md R18)."""
        return self.active().filter(public_order__isnull=False).order_by("public_order")

    def leaves(self, keep: int | None = None) -> "CategoryQuerySet":
        """What staff file under: the second level, and heads that have none.

        `keep`: a category that a record has already, also if it has been retired since.
        """
        usable = self.filter(Q(active=True) | Q(pk=keep)) if keep else self.active()
        return usable.filter(children=None).select_related("parent").order_by("order")

    def accusations(self) -> "CategoryQuerySet":
        """What must go the accusation track (R-028)."""
        return self.filter(accusation=True)


class Category(models.Model):
    """A kind of problem. `accusation`: never dispatched to the accused unit (R-028)."""

    code = models.CharField(_("code"), max_length=6, unique=True)
    name = models.CharField(_("name"), max_length=40)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    accusation = models.BooleanField(_("accusation track"), default=False)
    public_label = models.CharField(_("label for citizens"), max_length=20, blank=True)
    public_example = models.CharField(_("example for citizens"), max_length=60, blank=True)
    public_order = models.PositiveSmallIntegerField(null=True, blank=True, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("in use"), default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.CheckConstraint(
                name="public_category_has_words",
                condition=Q(public_order=None) | (~Q(public_label="") & ~Q(public_example="")),
            ),
            models.CheckConstraint(
                name="at_most_eight_public", condition=Q(public_order=None) | Q(public_order__lte=8)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def called_at(self, moment: dt.datetime) -> str:
        """The name that a record of that moment was filed under; one query."""
        later = self.changes.filter(at__gt=moment).order_by("at", "id").first()
        return later.old_name if later else self.name

    def words_at(self, moment: dt.datetime) -> str:
        """For the page of a record: the name of its time, and today's if it is another one."""
        then = self.called_at(moment)
        if then == self.name:
            return str(self)
        return _("%(code)s %(then)s (now: %(now)s)") % {
            "code": self.code,
            "then": then,
            "now": self.name,
        }


class CategoryChange(models.Model):
    """What a category was called until a moment; what was filed before keeps that name."""

    category = models.ForeignKey(
        Category, models.PROTECT, related_name="changes", verbose_name=_("category")
    )
    at = models.DateTimeField(_("changed at"), default=clock.now)
    old_name = models.CharField(_("name until then"), max_length=40)
    made_by_name = models.CharField(_("entered by"), max_length=100)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("change of a category")
        verbose_name_plural = _("changes of categories")

    def __str__(self) -> str:
        return self.old_name
