"""Field visits and what people said there (domain.md §4.19, R-058, R-059)."""

import datetime as dt

import pgtrigger
from django.db import models
from django.db.models import Count, GeneratedField, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from campaign.models import Campaign
from core import clock
from core.models import Stamped
from core.search import bigram_index, folded_sql
from core.stamps import at, pairs
from core.stamps import by as person
from outreach.enums import WAITING_STATES, Nature, OpinionState, VisitKind
from outreach.models.case import EnterpriseCase
from outreach.models.enterprise import Enterprise
from outreach.scope import visible_opinions, visible_visits
from rectification.models import RectificationItem

MOST_MET = 10_000


class VisitQuerySet(models.QuerySet["FieldVisit"]):
    def visible_to(self, user: User) -> "VisitQuerySet":
        """The office and leaders: all. Units: their own."""
        return self.filter(visible_visits(user))

    def with_counts(self) -> "VisitQuerySet":
        """With the number of all and of waiting opinions, as `said` and `waiting`."""
        waiting = Q(opinions__state__in=WAITING_STATES)
        return self.annotate(said=Count("opinions"), waiting=Count("opinions", filter=waiting))


class FieldVisit(Stamped):
    """One visit of a unit's people to a site, a firm or a village.

    `place` says where; for a visit to a firm `enterprise` names it on the list of firms.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="field_visits")
    number = models.CharField(_("number"), max_length=30, unique=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="field_visits", verbose_name=_("unit")
    )
    kind = models.CharField(_("kind of visit"), max_length=12, choices=VisitKind)
    on = models.DateField(_("day of the visit"))
    place = models.CharField(_("place"), max_length=100)
    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name=_("enterprise"),
    )
    visitors = models.CharField(_("visitors"), max_length=200)
    met = models.PositiveIntegerField(_("people met"))
    summary = models.TextField(_("what the visit showed"), max_length=2000)

    search_text = GeneratedField(
        expression=folded_sql("number", "place", "summary"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("field visit")
        verbose_name_plural = _("field visits")
        constraints = [
            models.CheckConstraint(name="met_in_range", condition=Q(met__range=(0, MOST_MET))),
            models.CheckConstraint(
                name="visit_to_a_firm_names_it",
                condition=Q(kind=VisitKind.ENTERPRISE, enterprise__isnull=False)
                | (~Q(kind=VisitKind.ENTERPRISE) & Q(enterprise=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-on"], name="visit_of_unit"),
            models.Index(fields=["-on", "-id"], name="visit_newest"),
            bigram_index("search_text", name="visit_search"),
        ]
        triggers = [
            pgtrigger.Protect(name="visit_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="visit_number_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__number__df=pgtrigger.F("new__number")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.place}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:visit", args=[self.number])

    @property
    def unit_code(self) -> str:
        return self.unit.code


class VisitOpinionQuerySet(models.QuerySet["Opinion"]):
    def visible_to(self, user: User) -> "VisitOpinionQuerySet":
        """The office and leaders: all. Units: what they heard, and what was handed to them."""
        return self.filter(visible_opinions(user))

    def waiting(self) -> "VisitOpinionQuerySet":
        """Not disposed of yet."""
        return self.filter(state__in=WAITING_STATES)


class Opinion(Stamped):
    """What somebody said on a visit, until it is disposed of (R-059).

    `handed_to`: the other unit that has to answer; it may give an opinion back once
    (`given_back`). `note`: what was done with it, or the explanation, or the answer.
    """

    visit = models.ForeignKey(FieldVisit, models.PROTECT, related_name="opinions")
    number = models.CharField(_("number"), max_length=34, unique=True)
    state = models.CharField(
        _("disposition"), max_length=10, choices=OpinionState, default=OpinionState.OPEN
    )
    text = models.TextField(_("what was said"), max_length=500)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature)
    note = models.TextField(_("what was done"), max_length=500, blank=True)
    due_on = models.DateField(_("to be disposed of by"))
    handed_to = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="handed_opinions",
        verbose_name=_("handed to unit"),
    )
    given_back = models.BooleanField(_("given back once"), default=False, editable=False)
    item = models.ForeignKey(
        RectificationItem,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="opinions",
        verbose_name=_("rectification item"),
    )
    case = models.ForeignKey(
        EnterpriseCase,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="opinions",
        verbose_name=_("enterprise case"),
    )
    handed_at, handed_by = at(_("handed on at")), person()
    disposed_at, disposed_by = at(_("disposed of at")), person()

    objects = VisitOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion from a visit")
        verbose_name_plural = _("opinions from visits")
        ordering = ("id",)
        constraints = [
            *pairs("opinion", "handed", "disposed"),
            models.CheckConstraint(
                name="opinion_waits_or_is_disposed_of",
                condition=Q(state__in=WAITING_STATES, disposed_at=None)
                | (~Q(state__in=WAITING_STATES) & Q(disposed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="opinion_item_linked",
                condition=Q(state=OpinionState.ITEM, item__isnull=False)
                | (~Q(state=OpinionState.ITEM) & Q(item=None)),
            ),
            models.CheckConstraint(
                name="opinion_case_linked",
                condition=Q(state=OpinionState.CASE, case__isnull=False)
                | (~Q(state=OpinionState.CASE) & Q(case=None)),
            ),
            models.CheckConstraint(
                name="handed_opinion_has_unit",
                condition=~Q(state__in=[OpinionState.HANDED, OpinionState.ANSWERED])
                | Q(handed_to__isnull=False),
            ),
            models.CheckConstraint(
                name="words_of_a_disposition",
                condition=~Q(
                    state__in=[
                        OpinionState.ADOPTED,
                        OpinionState.EXPLAINED,
                        OpinionState.ANSWERED,
                    ],
                    note="",
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="visit_opinion_waiting",
                condition=Q(state__in=WAITING_STATES),
            ),
            models.Index(fields=["handed_to"], name="visit_opinion_handed"),
        ]
        triggers = [pgtrigger.Protect(name="opinion_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("outreach:opinion", args=[self.number])

    @property
    def holder(self) -> Unit:
        """The unit that has to act: where it was heard, or where it was handed."""
        if self.state == OpinionState.HANDED and self.handed_to is not None:
            return self.handed_to
        return self.visit.unit

    @property
    def unit_code(self) -> str:
        return self.holder.code

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING_STATES

    def is_late(self, today: dt.date | None = None) -> bool:
        return self.is_waiting and self.due_on < (today or clock.today())
