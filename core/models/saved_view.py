"""A view of a list that somebody has saved: a name for a set of filters (R22, R23)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.actors import Actor
from core.models.base import Stamped


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def for_reader(self, place: str, owner: Actor, circle: str) -> "SavedViewQuerySet":
        """One's own views of a list, and those shared in the circle one belongs to."""
        rows = self.filter(place=place)
        shared = Q(shared=True, circle=circle) if circle else Q(pk__in=[])
        return rows.filter(Q(owner=owner.pk) | shared)

    def in_order(self) -> "SavedViewQuerySet":
        """Own ones and shared ones mixed, as people look for them: by name."""
        return self.order_by("name", "id")


class SavedView(Stamped):
    """`query` holds filters and order as they stand in the address; it gives no rights.

    `place`: the name of the list's URL. `circle`: among whom it is shared, which the list says
    (`core.saved_views.Place`). Whoever opens a shared view sees what that person may see.
    """

    place = models.CharField(max_length=60)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    circle = models.CharField(max_length=30, blank=True)
    name = models.CharField(pgettext_lazy("view", "name"), max_length=20)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(_("shared with colleagues"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(name="saved_view_name_once", fields=["owner", "place", "name"])
        ]
        indexes = [
            models.Index("place", "circle", name="saved_view_shared", condition=Q(shared=True))
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse(self.place)}?{self.query}"
