"""A unit's rectification plan as the public reads it: frozen, hashed, reviewed three times."""

import datetime as dt
from functools import reduce
from operator import and_, or_
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import Unit, User
from campaign.models import Campaign
from core import clock
from core.models import Stamped
from publicity.enums import Channel, State
from publicity.readers import works_in_zone
from rectification.enums import Scope
from rectification.models import RectificationItem


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user: User) -> "PublicationQuerySet":
        """The unit sees its own; the zone's readers what has left the unit.

        Everybody who works in the zone sees what the reviews have passed for the zone or for
        all, and a unit's contacts what they have passed for the unit.
        """
        seen = Q(unit__in=[unit.pk for unit in user.units_with(P.UNIT_READ)])
        if works_in_zone(user):
            contact_of = [unit.pk for unit in user.units_with(P.COMPLAINT_HANDLE)]
            begun = Q(state=State.PUBLIC, start_on__lte=clock.today())
            seen |= begun & (Q(scope__in=(Scope.PUBLIC, Scope.ZONE)) | Q(unit__in=contact_of))
        if user.reads_zone:
            seen |= ~Q(state__in=(State.DRAFT, State.UNIT_REVIEW))
        return self.filter(seen)

    def published(self) -> "PublicationQuerySet":
        """What has passed its reviews, whoever it is meant for."""
        return self.filter(state=State.PUBLIC)

    def public(self) -> "PublicationQuerySet":
        """What everybody may read on the portal, now or in the archive."""
        return self.published().filter(scope=Scope.PUBLIC, channels__contains=[Channel.WEBSITE])

    def with_opinions(self) -> "PublicationQuerySet":
        """With the number of opinions that people have left on each."""
        return self.annotate(opinions_count=models.Count("opinions"))


def _by() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )


def _channels() -> list[str]:
    return [Channel.WEBSITE]


def _pair(name: str) -> models.CheckConstraint:
    both = Q(**{f"{name}_at": None, f"{name}_by": None})
    neither = Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})
    return models.CheckConstraint(name=f"publication_{name}_pair", condition=both | neither)


_STAMPS = ("submitted", "first", "second", "third", "withdrawn")
_REVIEWS = ("first", "second", "third")
_PASSED = {f"{name}_by__isnull": False for name in _REVIEWS}
_FROZEN = ("title", "intro", "scope", "channels", "start_on", "end_on", "snapshot", "sha256")


def _changed(name: str) -> pgtrigger.Q:
    return pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")})


def _two_people(one: str, other: str) -> Q:
    unknown = Q(**{f"{one}_by": None}) | Q(**{f"{other}_by": None})
    return unknown | ~Q(**{f"{one}_by": F(f"{other}_by")})


def _three_people() -> Q:
    """Nobody reviews twice, nor what they have drafted or sent."""
    return reduce(
        and_,
        [
            _two_people(name, other)
            for n, name in enumerate(_REVIEWS)
            for other in ("created", "submitted", *_REVIEWS[:n])
        ],
    )


class Publication(Stamped):
    """`snapshot` is what reviewers read and what becomes public: a list of items as plain data.

    `sha256` is of the canonical JSON of all that people read (`snapshot.fingerprint`); once
    public none of it can change, not even by SQL.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="publications", verbose_name=_("unit")
    )
    number = models.CharField(_("number"), max_length=30, unique=True)
    title = models.CharField(_("title"), max_length=100)
    intro = models.TextField(_("words to the reader"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    scope = models.CharField(
        _("may be read by"), max_length=10, choices=Scope, default=Scope.PUBLIC
    )
    channels = ArrayField(
        models.CharField(max_length=10, choices=Channel),
        default=_channels,
        verbose_name=pgettext_lazy("publication", "ways"),
    )
    items = models.ManyToManyField(RectificationItem, related_name="+", verbose_name=_("items"))
    start_on = models.DateField(_("public from"))
    end_on = models.DateField(_("public until"))
    snapshot = models.JSONField(default=list, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    privacy_checked = models.BooleanField(_("no personal data"), default=False)
    secrecy_checked = models.BooleanField(_("no secrets"), default=False)

    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = _by()
    first_at = models.DateTimeField(null=True, blank=True, editable=False)
    first_by = _by()
    second_at = models.DateTimeField(null=True, blank=True, editable=False)
    second_by = _by()
    third_at = models.DateTimeField(null=True, blank=True, editable=False)
    third_by = _by()
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = _by()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("publicity", "publication")
        verbose_name_plural = pgettext_lazy("publicity", "publications")
        constraints = [
            *[_pair(name) for name in _STAMPS],
            models.CheckConstraint(
                name="publication_ends_after_start", condition=Q(end_on__gt=F("start_on"))
            ),
            models.CheckConstraint(
                name="publication_reviewed",
                condition=~Q(state=State.PUBLIC)
                | Q(privacy_checked=True, secrecy_checked=True, **_PASSED) & ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="publication_three_people",
                condition=_three_people(),
            ),
            models.CheckConstraint(
                name="publication_has_channels",
                condition=Q(channels__len__gt=0, channels__contained_by=Channel.values),
            ),
        ]
        indexes = [models.Index("state", "start_on", "id", name="publication_public")]
        triggers = [
            pgtrigger.Protect(
                name="public_snapshot_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=(State.PUBLIC, State.WITHDRAWN))
                & reduce(or_, [_changed(name) for name in _FROZEN]),
            ),
            pgtrigger.Protect(name="publication_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("publicity:publication", args=[self.number])

    @property
    def unit_code(self) -> str:
        return self.unit.code

    @property
    def is_on_site(self) -> bool:
        """Whether the portal shows it to everybody (once it has passed its reviews)."""
        return self.scope == Scope.PUBLIC and Channel.WEBSITE in self.channels

    @property
    def channel_names(self) -> list[str]:
        """The ways in which it is made known."""
        return [str(channel.label) for channel in Channel if channel in self.channels]

    @property
    def runs(self) -> bool:
        """Public now: its days have come and are not over."""
        return self.state == State.PUBLIC and self.start_on <= clock.today() <= self.end_on

    @property
    def is_over(self) -> bool:
        return self.state == State.PUBLIC and self.end_on < clock.today()

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        return self.start_on, self.end_on
