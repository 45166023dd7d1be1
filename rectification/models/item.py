"""The rectification item: one problem, its promise and its proof (domain.md §4.7)."""

import datetime as dt
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, F, GeneratedField, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Post, Unit, User
from campaign.enums import BattleTag
from campaign.models import Campaign, Category
from core.models import Stamped
from core.search import bigram_index, folded_sql
from rectification.enums import (
    DONE_STATES,
    LEFT_STATES,
    OPEN_STATES,
    Klass,
    OwnerKind,
    Rank,
    Result,
    Scope,
    Source,
    State,
)
from rectification.lights import behind_from_sql, late_after_sql
from rectification.scope import visible

_PERSON = settings.AUTH_USER_MODEL
_PROMISED = ~Q(state=State.DRAFT)


class ItemQuerySet(models.QuerySet["RectificationItem"]):
    def visible_to(self, user: User) -> "ItemQuerySet":
        """The items a person may see; everything else does not exist for them (404)."""
        return self.filter(visible(user))

    def open(self) -> "ItemQuerySet":
        """Not yet struck off, suspended or merged."""
        return self.filter(rank=Rank.OPEN)

    def done(self) -> "ItemQuerySet":
        """Struck off, consolidated or not."""
        return self.filter(state__in=DONE_STATES)

    def counted(self) -> "ItemQuerySet":
        """What the figures of a campaign count: not suspended, not merged into another item.

        One that went on in the next campaign counts in its own year as not finished.
        """
        same = Q(merged_into=None) | Q(merged_into__campaign=F("campaign"))
        return self.exclude(Q(state__in=LEFT_STATES) & same)

    def in_order(self) -> "ItemQuerySet":
        """The order of the ledger: open first, then by deadline; without a deadline last."""
        return self.order_by("rank", F("due_key").asc(nulls_last=True), "id")


def _pair(name: str) -> models.CheckConstraint:
    """Who and when are known together or not at all."""
    both = Q(**{f"{name}_at": None, f"{name}_by": None})
    neither = Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})
    return models.CheckConstraint(name=f"item_{name}_pair", condition=both | neither)


def _by(related: Any) -> Any:
    return models.ForeignKey(
        _PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=related
    )


class RectificationItem(Stamped):
    """One line of the ledger. Its number stays through every relapse."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="items")
    number = models.CharField(_("number"), max_length=30, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="items", verbose_name=_("unit"))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)

    # What is wrong, and who says so
    owner_kind = models.CharField(
        _("concerns"), max_length=10, choices=OwnerKind, default=OwnerKind.UNIT
    )
    source = models.CharField(_("source of the problem"), max_length=20, choices=Source)
    origin_kind = models.CharField(max_length=40, blank=True)
    origin_number = models.CharField(_("origin"), max_length=40, blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="items", verbose_name=_("category of the problem")
    )
    description = models.TextField(_("problem"), max_length=500)
    cause = models.TextField(_("cause of the problem"), max_length=1000, blank=True)
    strong_reaction = models.BooleanField(_("strong reaction of the public"), default=False)
    repeat_offence = models.BooleanField(_("repeated during rectification"), default=False)

    # The four elements; the measures are rows of their own
    klass = models.CharField(
        _("class of rectification"), max_length=10, choices=Klass, default=Klass.BY_DATE
    )
    target = models.TextField(_("rectification target"), max_length=500, blank=True)
    due_date = models.DateField(_("rectification deadline"), null=True, blank=True)
    original_due = models.DateField(_("original deadline"), null=True, blank=True, editable=False)
    review_on = models.DateField(_("next review"), null=True, blank=True)
    responsible = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("responsible person"),
    )
    lead = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_items",
        verbose_name=_("leading person"),
    )
    section = models.CharField(_("responsible section"), max_length=60, blank=True)
    co_units = models.ManyToManyField(
        Unit, blank=True, related_name="supported_items", verbose_name=_("supporting units")
    )

    # How far it is
    start_on = models.DateField(_("start"), null=True, blank=True, editable=False)
    progress = models.PositiveSmallIntegerField(
        _("progress"), default=0, validators=[MaxValueValidator(100)]
    )
    is_key = models.BooleanField(_("key item"), default=False)
    sampled = models.BooleanField(_("drawn for on-site acceptance"), default=False)
    rejections = models.PositiveSmallIntegerField(_("returned"), default=0, editable=False)
    rejected = models.BooleanField(default=False, editable=False)
    extensions_granted = models.PositiveSmallIntegerField(
        pgettext_lazy("count", "extended"), default=0, editable=False
    )
    relapse_count = models.PositiveSmallIntegerField(_("relapses"), default=0, editable=False)
    # None until first struck off; then whether no return had been needed (first-pass rate).
    first_pass = models.BooleanField(_("accepted at once"), null=True, editable=False)
    claimed_result = models.CharField(
        _("result as the unit sees it"), max_length=10, choices=Result, blank=True
    )
    result = models.CharField(
        pgettext_lazy("rectification", "result"), max_length=10, choices=Result, blank=True
    )
    result_note = models.TextField(
        pgettext_lazy("rectification", "what was done"), max_length=1000, blank=True
    )
    look_back_on = models.DateField(_("look-back"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )

    # For the reader
    tags = ArrayField(models.CharField(max_length=12, choices=BattleTag), default=list, blank=True)
    scope = models.CharField(_("may be read by"), max_length=10, choices=Scope, default=Scope.ZONE)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    # Stamps of the transitions
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_by = _by(_("signed by"))
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = _by(_("accepted by"))
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_by = _by(_("closing asked by"))
    vouched_at = models.DateTimeField(null=True, blank=True, editable=False)
    vouched_by = _by(_("closing signed by"))
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = _by(_("struck off by"))

    # Kept by the database, so that lists and lights can use an index
    due_key = GeneratedField(
        expression=Coalesce("due_date", "review_on"),
        output_field=models.DateField(),
        db_persist=True,
    )
    rank = GeneratedField(
        expression=Case(
            When(state__in=OPEN_STATES, then=Value(Rank.OPEN.value)),
            default=Value(Rank.SETTLED.value),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    behind_from = GeneratedField(
        expression=behind_from_sql(), output_field=models.DateField(), db_persist=True
    )
    late_after = GeneratedField(
        expression=late_after_sql(), output_field=models.DateField(), db_persist=True
    )

    search_text = GeneratedField(
        expression=folded_sql("number", "origin_number", "description"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("rectification item")
        verbose_name_plural = _("rectification items")
        constraints = [
            *[_pair(name) for name in ("signed", "accepted", "asked", "vouched", "closed")],
            models.CheckConstraint(name="item_progress", condition=Q(progress__lte=100)),
            models.CheckConstraint(
                name="item_extended_twice", condition=Q(extensions_granted__lte=2)
            ),
            models.CheckConstraint(
                name="item_closed_has_result",
                condition=(
                    Q(state__in=DONE_STATES, closed_at__isnull=False) & ~Q(result="")
                    | ~Q(state__in=DONE_STATES) & Q(closed_at=None, result="")
                ),
            ),
            models.CheckConstraint(
                name="item_two_keys",
                condition=~Q(state__in=DONE_STATES) | Q(vouched_at__isnull=False),
            ),
            models.CheckConstraint(
                name="item_four_elements",
                condition=~_PROMISED
                | (
                    ~Q(target="")
                    & Q(responsible__isnull=False)
                    & (Q(due_date__isnull=False) | Q(klass=Klass.LONG_TERM))
                ),
            ),
            models.CheckConstraint(
                name="item_original_due",
                condition=Q(accepted_at=None)
                | Q(original_due__isnull=False)
                | Q(klass=Klass.LONG_TERM),
            ),
            models.CheckConstraint(
                name="item_merged_into",
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | (~Q(state=State.MERGED) & Q(merged_into=None)),
            ),
        ]
        indexes = [
            # With the owner in it, the counts of the tabs need not touch the table.
            models.Index(
                fields=["rank", "due_key", "id"], include=["owner_kind"], name="item_order"
            ),
            models.Index("unit", "rank", "due_key", "id", name="item_unit_order"),
            models.Index(
                fields=["state", "due_key", "id"],
                include=["owner_kind", "is_key", "sampled"],
                name="item_state_order",
            ),
            models.Index("rank", "progress", "id", name="item_progress_order"),
            models.Index(fields=["-created_at", "-id"], name="item_newest"),
            models.Index("unit", "state", "due_key", "id", name="item_unit_state"),
            models.Index("source", "rank", "due_key", "id", name="item_source_order"),
            models.Index("unit", "category", name="item_unit_category"),
            # Holds all that the lights of a list ask for: counts need not touch the table.
            models.Index(
                fields=["late_after"],
                include=["owner_kind", "behind_from", "unit"],
                name="item_lights",
                condition=Q(late_after__isnull=False),
            ),
            models.Index("look_back_on", name="item_look_back", condition=Q(state=State.CLOSED)),
            models.Index("responsible", "rank", "due_key", name="item_responsible"),
            GinIndex(fields=["tags"], name="item_tags"),
            bigram_index("search_text", name="item_search"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="original_due_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__original_due__isnull=False)
                & pgtrigger.Q(old__original_due__df=pgtrigger.F("new__original_due")),
            ),
            pgtrigger.Protect(
                name="number_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__number__df=pgtrigger.F("new__number"))
                | pgtrigger.Q(old__unit__df=pgtrigger.F("new__unit")),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.headline}"

    def get_absolute_url(self) -> str:
        return reverse("rectification:item", args=[self.number])

    @property
    def unit_code(self) -> str:
        return self.unit.code

    @property
    def headline(self) -> str:
        """The problem's first clause, short enough for a list."""
        for mark in "，。；,;":
            first = self.description.split(mark)[0]
            if 6 <= len(first) <= 40:
                return first
        return self.description if len(self.description) <= 40 else f"{self.description[:39]}…"

    @property
    def deadline(self) -> dt.date | None:
        """The date the clock runs to: the deadline, or the next review of a long-term item."""
        return self.due_date or self.review_on

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_done(self) -> bool:
        return self.state in DONE_STATES

    @property
    def clock_stands(self) -> bool:
        """While the office verifies nothing is late (ux.md §3.3)."""
        return self.state == State.PENDING

    @property
    def is_private(self) -> bool:
        """An individual's item never leaves the unit (domain.md §1.9 A6)."""
        return self.owner_kind == OwnerKind.PERSON

    @property
    def needs_visit(self) -> bool:
        """Whether acceptance happens on site (key items and the random sample)."""
        return self.is_key or self.sampled

    @property
    def responsible_person(self) -> User | None:
        return self.responsible.user if self.responsible else None
