"""What an enterprise needs, what was promised, and what it says itself (domain.md §4.18)."""

import datetime as dt

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import GeneratedField, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit, User
from campaign.enums import BattleTag
from campaign.models import Campaign
from core import clock
from core.models import Stamped
from core.search import bigram_index, folded_sql
from core.stamps import at, pairs
from core.stamps import by as person
from outreach.enums import (
    ENDED_STATES,
    PROACTIVE,
    WORKING_STATES,
    CaseState,
    Claim,
    Demand,
    Origin,
    Outcome,
    Stars,
)
from outreach.models.enterprise import Enterprise
from outreach.scope import visible_cases
from rectification.models import RectificationItem


class CaseQuerySet(models.QuerySet["EnterpriseCase"]):
    def visible_to(self, user: User) -> "CaseQuerySet":
        """The office and leaders: all. Units: what they handle, and what they have registered."""
        return self.filter(visible_cases(user))

    def open(self) -> "CaseQuerySet":
        return self.exclude(state__in=ENDED_STATES)

    def confirmed(self) -> "CaseQuerySet":
        """Closed by the enterprise's own word."""
        return self.filter(state=CaseState.CLOSED, closed_by=None)

    def real_things(self) -> "CaseQuerySet":
        """The list of real things done for enterprises (R-080)."""
        return self.filter(is_real_thing=True)


class EnterpriseCase(Stamped):
    """One demand of an enterprise, until the enterprise itself confirms the result.

    `next_on`: when somebody looks at it again; every open case has one (R-079). `first_due` is
    the date first promised and never changes. `link_hash`: keyed hash of the confirmation link;
    the link itself is stored nowhere. `claim`: what the unit says of a case without the
    enterprise's word; the office decides on it.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="enterprise_cases")
    number = models.CharField(_("number"), max_length=30, unique=True)
    state = models.CharField(
        _("state"), max_length=12, choices=CaseState, default=CaseState.REGISTERED
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="cases", verbose_name=_("enterprise")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="enterprise_cases", verbose_name=_("handling unit")
    )
    registered_for = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("registered by unit"),
    )
    origin = models.CharField(_("how it came up"), max_length=12, choices=Origin)
    origin_kind = models.CharField(max_length=40, blank=True, editable=False)
    origin_number = models.CharField(_("comes from"), max_length=40, blank=True, editable=False)
    demand = models.CharField(_("kind of demand"), max_length=12, choices=Demand)
    description = models.TextField(_("what the enterprise needs"), max_length=1000)
    tags = ArrayField(models.CharField(max_length=12, choices=BattleTag), default=list, blank=True)
    is_real_thing = models.BooleanField(_("real thing for enterprises"), default=False)

    measures = models.TextField(_("measures promised"), max_length=1000, blank=True)
    due_on = models.DateField(_("promised by"), null=True, blank=True)
    first_due = models.DateField(_("first promised by"), null=True, editable=False)
    promise_due = models.DateField(_("measures due by"), null=True, editable=False)
    next_on = models.DateField(_("next follow-up"), null=True, blank=True)
    result = models.TextField(
        pgettext_lazy("enterprise case", "result"), max_length=1000, blank=True
    )
    item = models.ForeignKey(
        RectificationItem,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="enterprise_cases",
        verbose_name=_("rectification item"),
    )

    link_hash = models.CharField(max_length=64, blank=True, editable=False)
    link_until = models.DateField(_("link valid until"), null=True, editable=False)
    rounds = models.PositiveSmallIntegerField(_("times asked"), default=0, editable=False)
    claim = models.CharField(
        _("said by the unit"), max_length=10, choices=Claim, blank=True, editable=False
    )
    claim_note = models.TextField(_("explanation of the unit"), max_length=1000, blank=True)

    assigned_at, assigned_by = at(_("handed over at")), person()
    promised_at, promised_by = at(_("measures laid down at")), person()
    claimed_at, claimed_by = at(_("explained at")), person()
    # The enterprise's own word ends a case too, and the enterprise has no account.
    closed_at, closed_by = at(_("concluded at")), person()

    search_text = GeneratedField(
        expression=folded_sql("number", "description"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise case")
        verbose_name_plural = _("enterprise cases")
        constraints = [
            *pairs("case", "assigned", "promised", "claimed"),
            models.CheckConstraint(
                name="open_case_has_next_date",
                condition=Q(state__in=ENDED_STATES, next_on=None)
                | (~Q(state__in=ENDED_STATES) & Q(next_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="ended_case_has_date",
                condition=Q(state__in=ENDED_STATES, closed_at__isnull=False)
                | (~Q(state__in=ENDED_STATES) & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="promised_case_has_promise",
                condition=Q(state__in=[CaseState.REGISTERED, CaseState.ASSIGNED])
                | (~Q(measures="") & Q(due_on__isnull=False, first_due__isnull=False)),
            ),
            # Acceptance check 20: without the enterprise's word or the office, no unit ends a case.
            models.CheckConstraint(
                name="case_not_ended_by_unit",
                condition=~Q(state__in=ENDED_STATES)
                | Q(closed_by=None)
                | (~Q(claim="") & ~Q(claim_note="")),
            ),
            models.CheckConstraint(
                name="link_while_waiting",
                condition=(
                    Q(state=CaseState.CONFIRMING, link_until__isnull=False) & ~Q(link_hash="")
                )
                | (~Q(state=CaseState.CONFIRMING) & Q(link_hash="", link_until=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="case_of_unit"),
            models.Index(fields=["next_on", "id"], name="case_next"),
            models.Index(
                fields=["link_hash"], name="case_link", condition=Q(state=CaseState.CONFIRMING)
            ),
            models.Index(fields=["unit"], name="case_real", condition=Q(is_real_thing=True)),
            GinIndex(fields=["tags"], name="case_tags"),
            bigram_index("search_text", name="case_search"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="first_due_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__first_due__isnull=False)
                & pgtrigger.Q(old__first_due__df=pgtrigger.F("new__first_due")),
            ),
            pgtrigger.Protect(
                name="case_number_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__number__df=pgtrigger.F("new__number")),
            ),
            pgtrigger.Protect(name="case_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.enterprise}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:case", args=[self.number])

    @property
    def unit_code(self) -> str:
        return self.unit.code

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED_STATES

    @property
    def is_working(self) -> bool:
        return self.state in WORKING_STATES

    @property
    def is_proactive(self) -> bool:
        """Whether the zone went to the firm and not the firm to the zone (R-024)."""
        return self.origin in PROACTIVE

    @property
    def link_runs(self) -> bool:
        """Whether the enterprise can still answer by its link."""
        return self.link_until is not None and clock.today() <= self.link_until

    def is_late(self, today: dt.date | None = None) -> bool:
        """The promised day has passed and the enterprise has not even been asked."""
        day = self.due_on if self.is_working else None
        day = self.promise_due if self.state == CaseState.ASSIGNED else day
        return day is not None and day < (today or clock.today())

    def waits_too_long(self, today: dt.date | None = None) -> bool:
        """The day of the next look has passed."""
        return self.next_on is not None and self.next_on < (today or clock.today())


class FollowUp(models.Model):
    """One follow-up: what has moved, and when the next one is (R-079)."""

    case = models.ForeignKey(EnterpriseCase, models.PROTECT, related_name="follow_ups")
    on = models.DateField(_("day of the follow-up"))
    progress = models.TextField(_("what has moved"), max_length=1000)
    next_on = models.DateField(_("next follow-up"))
    at = models.DateTimeField(default=clock.now, editable=False)
    by = person()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ("-on", "-id")
        indexes = [models.Index(fields=["case", "-on", "-id"], name="follow_up_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"


class Confirmation(models.Model):
    """The enterprise's own word, given by the link: one for each time it was asked."""

    case = models.ForeignKey(EnterpriseCase, models.PROTECT, related_name="confirmations")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(_("the enterprise says"), max_length=10, choices=Outcome)
    stars = models.PositiveSmallIntegerField(_("rating of the service"), choices=Stars)
    words = models.TextField(_("words of the enterprise"), max_length=500, blank=True)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("confirmation of the enterprise")
        verbose_name_plural = _("confirmations of enterprises")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(name="one_word_a_round", fields=["case", "round"]),
            models.CheckConstraint(name="stars_in_range", condition=Q(stars__range=(1, 5))),
        ]
        triggers = [
            pgtrigger.Protect(name="word_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"
