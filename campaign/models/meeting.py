"""Meetings of the zone and of units (R-031, R-034, R-055, R-097, domain.md §4.5)."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign.enums import MeetingKind, MeetingLevel, MeetingState, ResultKind
from campaign.models.campaign import Campaign
from core.models import Stamped


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> "MeetingQuerySet":
        """All for those who read the zone; a unit reads its own and the zone's."""
        if user.reads_zone:
            return self
        units = user.units_with(Permission.UNIT_READ)
        zone = Q(level=MeetingLevel.ZONE)
        return self.filter(Q(unit__in=units) | zone) if units else self.none()

    def of(self, campaign: Campaign) -> "MeetingQuerySet":
        return self.filter(campaign=campaign)

    def planned(self) -> "MeetingQuerySet":
        return self.filter(state=MeetingState.PLANNED)

    def to_log(self, today: dt.date) -> "MeetingQuerySet":
        """Planned for a day that has come: to be logged or cancelled."""
        return self.planned().filter(date__lte=today)


class Meeting(Stamped):
    """A meeting: planned, then held with attendance and minutes."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="meetings")
    level = models.CharField(_("level"), max_length=6, choices=MeetingLevel)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("unit")
    )
    number = models.CharField(_("number"), max_length=40, unique=True)
    kind = models.CharField(_("kind of meeting"), max_length=20, choices=MeetingKind)
    title = models.CharField(pgettext_lazy("meeting", "subject"), max_length=100)
    date = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=100)
    host = models.CharField(_("chaired by"), max_length=60)
    recorder = models.CharField(_("recorded by"), max_length=60, blank=True)
    invited = models.PositiveIntegerField(_("expected"))
    guests = models.PositiveIntegerField(_("guests"), default=0)
    attended = models.PositiveIntegerField(_("attended"), null=True, blank=True)
    agenda = models.TextField(_("agenda"), blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                name="unit_meeting_has_unit",
                condition=Q(level=MeetingLevel.ZONE, unit=None)
                | Q(level=MeetingLevel.UNIT, unit__isnull=False),
            ),
            models.CheckConstraint(
                name="held_meeting_has_attendance",
                condition=~Q(state=MeetingState.HELD)
                | (Q(attended__isnull=False) & ~Q(minutes="")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "date"], name="meeting_unit_date")]

    def __str__(self) -> str:
        return self.title

    @property
    def unit_code(self) -> str:
        return self.unit.code if self.unit else ""

    @property
    def rate(self) -> float | None:
        """Percent of the expected who came, guests left out of the base (R-035)."""
        if self.attended is None or not self.invited:
            return None
        return min(self.attended / self.invited, 1) * 100


class MeetingResult(models.Model):
    """What a meeting of a unit has brought to light: a problem for the ledger, or a highlight."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="results")
    kind = models.CharField(_("kind"), max_length=10, choices=ResultKind)
    text = models.CharField(pgettext_lazy("meeting", "result"), max_length=500)
    item_number = models.CharField(_("item"), max_length=40, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("result of a meeting")
        verbose_name_plural = _("results of meetings")
        constraints = [
            models.CheckConstraint(
                name="only_a_problem_has_an_item",
                condition=Q(kind=ResultKind.PROBLEM) | Q(item_number=""),
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
