"""Study topics and the sessions that units hold (R-037 to R-044, domain.md §4.5)."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign.enums import Awareness, SessionState, StudyForm
from campaign.models.campaign import Campaign
from campaign.models.plan import StudyLine
from core import clock
from core.models import Attachment, Stamped

AHEAD = (SessionState.PLANNED, SessionState.RESCHEDULED)


class StudyTopic(models.Model):
    """A topic of the office's library; units pick from it or write their own."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="topics")
    title = models.CharField(_("topic"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("study topic")
        verbose_name_plural = _("study topics")
        constraints = [models.UniqueConstraint(name="a_topic_once", fields=["campaign", "title"])]

    def __str__(self) -> str:
        return self.title


class StudySessionQuerySet(models.QuerySet["StudySession"]):
    def visible_to(self, user: User) -> "StudySessionQuerySet":
        """All for those who read the zone, else the sessions of the units the person reads."""
        if user.reads_zone:
            return self
        return self.filter(unit__in=user.units_with(Permission.UNIT_READ))

    def of(self, campaign: Campaign) -> "StudySessionQuerySet":
        return self.filter(campaign=campaign)

    def ahead(self) -> "StudySessionQuerySet":
        """Planned and not held yet."""
        return self.filter(state__in=AHEAD)

    def done(self) -> "StudySessionQuerySet":
        return self.filter(state=SessionState.DONE)

    def to_log(self, today: dt.date) -> "StudySessionQuerySet":
        """Planned for a day that has come: to be logged, moved or cancelled."""
        return self.ahead().filter(date__lte=today)


class StudySession(Stamped):
    """A study session of a unit: planned, then held with its attendance."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="sessions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sessions", verbose_name=_("unit"))
    number = models.CharField(_("number"), max_length=40, unique=True)
    line = models.ForeignKey(
        StudyLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("line of the study plan"),
    )
    make_up_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="make_ups",
        verbose_name=_("make-up session for"),
    )
    topic = models.CharField(_("topic"), max_length=100)
    form = models.CharField(_("form of study"), max_length=12, choices=StudyForm)
    date = models.DateField(_("date"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1, null=True, blank=True)
    speaker = models.CharField(_("speaker"), max_length=60, blank=True)
    expected = models.PositiveIntegerField(_("expected"))
    guests = models.PositiveIntegerField(_("guests"), default=0)
    attended = models.PositiveIntegerField(_("attended"), null=True, blank=True)
    tags = ArrayField(
        models.CharField(max_length=12, choices=Awareness),
        verbose_name=_("awareness"),
        default=list,
        blank=True,
    )
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    outcome = models.CharField(_("outcome"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=SessionState, default=SessionState.PLANNED
    )

    objects = StudySessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("study session")
        verbose_name_plural = _("study sessions")
        constraints = [
            models.CheckConstraint(
                name="held_session_has_attendance",
                condition=~Q(state=SessionState.DONE)
                | (Q(attended__isnull=False) & ~Q(summary="")),
            ),
            models.CheckConstraint(
                name="no_more_than_expected_and_guests",
                condition=Q(attended=None) | Q(attended__lte=F("expected") + F("guests")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "date"], name="session_unit_date")]

    def __str__(self) -> str:
        return self.topic

    @property
    def unit_code(self) -> str:
        return self.unit.code

    @property
    def is_ahead(self) -> bool:
        return self.state in AHEAD

    @property
    def rate(self) -> float | None:
        """Percent of the expected who came, guests left out of the base; nothing before."""
        if self.attended is None or not self.expected:
            return None
        return min(self.attended / self.expected, 1) * 100


class StudyMaterial(models.Model):
    """What a session was held with: slides, texts, a handout. Never asked for."""

    session = models.ForeignKey(StudySession, models.PROTECT, related_name="materials")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("study material")
        verbose_name_plural = _("study materials")

    def __str__(self) -> str:
        return self.attachment.original_name


class StudySignIn(models.Model):
    """A person who signed in to a session by its code on the screen; the unit alone reads it."""

    session = models.ForeignKey(StudySession, models.PROTECT, related_name="sign_ins")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    signed_on = models.DateTimeField(_("signed in at"), default=clock.now)
    # The liaison has ticked the name; nobody was asked to sign.
    noted = models.BooleanField(_("noted by the liaison"), default=False)

    class Meta:
        ordering = ["signed_on", "id"]
        verbose_name = _("sign-in to a study session")
        verbose_name_plural = _("sign-ins to study sessions")
        constraints = [models.UniqueConstraint(name="signs_in_once", fields=["session", "user"])]

    def __str__(self) -> str:
        return self.user.name
