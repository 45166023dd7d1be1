"""A view of the ledger that somebody has saved: a name for a set of filters (R22, R23)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit, User
from core.models import Stamped


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: User) -> "SavedViewQuerySet":
        """One's own, and those shared with the people one works with."""
        return self.filter(Q(owner=user) | _shared_with(user))

    def in_order(self) -> "SavedViewQuerySet":
        """Own ones and shared ones mixed, as people look for them: by name."""
        return self.order_by("name", "id")


def _shared_with(user: User) -> Q:
    if user.unit is not None:
        return Q(shared=True, unit=user.unit)
    return Q(shared=True, unit=None) if user.reads_zone else Q(pk__in=[])


class SavedView(Stamped):
    """`query` holds filters and order as they stand in the address; it gives no rights.

    Whoever opens a shared view sees what that person may see. `unit` is where it is shared:
    nothing means the office and the leaders.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(pgettext_lazy("view", "name"), max_length=20)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(_("shared with colleagues"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [models.UniqueConstraint(name="view_name_once", fields=["owner", "name"])]
        indexes = [models.Index("unit", name="view_shared", condition=Q(shared=True))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('rectification:ledger')}?{self.query}"
