"""The law that the portal's pages cite, as rows that the office keeps (domain.md §3.12)."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stamped


class LegalTopic(models.TextChoices):
    """What a page cites the law for."""

    PERSONAL_DATA = "personal_data", _("personal data")
    COMPLAINTS = "complaints", _("complaints and petitions")
    ACCUSATIONS = "accusations", _("accusations")
    OPENNESS = "openness", _("open government")
    SECRECY = "secrecy", _("secrecy")
    ARCHIVES = "archives", _("archives")


class LegalBasisQuerySet(models.QuerySet["LegalBasis"]):
    def in_force(self, day: dt.date) -> "LegalBasisQuerySet":
        """What applies on a day; both ends of a period belong to it."""
        begun = Q(since=None) | Q(since__lte=day)
        return self.filter(begun).filter(Q(until=None) | Q(until__gte=day))


class LegalBasis(Stamped):
    """A law or rule, with the articles that a page stands on and what they say in a line."""

    topic = models.CharField(_("cited for"), max_length=20, choices=LegalTopic)
    title = models.CharField(_("law or rule"), max_length=100)
    articles = models.CharField(_("articles"), max_length=100, blank=True)
    says = models.CharField(_("what it says"), max_length=300, blank=True)
    since = models.DateField(_("applies from"), null=True, blank=True)
    until = models.DateField(_("applies until"), null=True, blank=True)

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "id"]
        verbose_name = _("cited law")
        verbose_name_plural = _("cited laws")
        constraints = [
            models.CheckConstraint(
                name="law_ends_after_it_begins",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}{self.articles}"
