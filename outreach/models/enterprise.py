"""An enterprise that the zone serves (domain.md §4.18): the basic ledger of firms."""

from django.db import models
from django.db.models import Count, GeneratedField, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Post, Unit, User
from core.crypto import EncryptedTextField
from core.models import Stamped
from core.search import bigram_index, folded_sql
from outreach.enums import ENDED_STATES, Industry, Size


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    def visible_to(self, user: User) -> "EnterpriseQuerySet":
        """Firms are known to all units, the office and the leaders; whom to call there is not."""
        return self if user.may(P.UNIT_READ) or user.reads_zone else self.none()

    def in_order(self) -> "EnterpriseQuerySet":
        return self.order_by("name", "id")

    def with_counts(self) -> "EnterpriseQuerySet":
        """With the number of open and of all cases, as `open_cases` and `all_cases`."""
        still_open = ~Q(cases__state__in=ENDED_STATES) & Q(cases__isnull=False)
        return self.annotate(open_cases=Count("cases", filter=still_open), all_cases=Count("cases"))


class Enterprise(Stamped):
    """A firm, who of the zone looks after it, and whom to call there.

    `contact`, `phone`: encrypted; only the unit that looks after the firm or handles a case of
    it reads them, and each look is in the trail.
    """

    name = models.CharField(_("name of the enterprise"), max_length=100, unique=True)
    credit_code = models.CharField(_("credit code"), max_length=18, blank=True)
    industry = models.CharField(_("industry"), max_length=12, choices=Industry)
    size = models.CharField(_("size of the enterprise"), max_length=8, choices=Size)
    address = models.CharField(_("address"), max_length=100, blank=True)
    contact = EncryptedTextField(_("contact person"), blank=True)
    phone = EncryptedTextField(_("contact phone"), blank=True)
    leader = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprises",
        verbose_name=_("assigned leader"),
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="enterprises", verbose_name=_("assigned unit")
    )
    is_project = models.BooleanField(_("key project"), default=False)
    active = models.BooleanField(_("in the zone at present"), default=True)

    search_text = GeneratedField(
        expression=folded_sql("name", "credit_code"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        constraints = [
            models.UniqueConstraint(
                name="credit_code_once", fields=["credit_code"], condition=~Q(credit_code="")
            ),
        ]
        indexes = [bigram_index("search_text", name="enterprise_search")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("outreach:enterprise", args=[self.pk])

    @property
    def unit_code(self) -> str:
        return self.unit.code
