"""A leader's word that the office may remind a unit more often in a month (burden meter)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core import clock


class BurdenRelease(models.Model):
    """For one unit and one month: more reminders than the budget, and why."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="burden_releases", verbose_name=_("unit")
    )
    month = models.DateField(_("month"))  # its first day
    reason = models.CharField(_("reason"), max_length=200)
    released_on = models.DateTimeField(_("budget lifted at"), default=clock.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("released by")
    )

    class Meta:
        verbose_name = _("release of the burden budget")
        verbose_name_plural = _("releases of the burden budget")
        constraints = [
            models.UniqueConstraint(name="one_release_a_month", fields=["unit", "month"])
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.month:%Y-%m}"
