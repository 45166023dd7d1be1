"""Democratic life meetings, confidential inside the unit (R-063, domain.md §4.6).

`LifeMeeting` holds the facts that the office may count; every sentence that was said or written
lies encrypted in the other tables, which only `campaign.confidential` reads.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission
from accounts.models import Unit, User
from campaign.enums import LifeMeetingState
from campaign.models.campaign import Campaign
from core.crypto import EncryptedTextField
from core.models import Stamped


class LifeMeetingQuerySet(models.QuerySet["LifeMeeting"]):
    def visible_to(self, user: User) -> "LifeMeetingQuerySet":
        """Whose facts a person may read: all for the zone, else those of the own unit."""
        if user.reads_zone:
            return self
        return self.filter(unit__in=user.units_with(Permission.UNIT_READ))

    def of(self, campaign: Campaign) -> "LifeMeetingQuerySet":
        return self.filter(campaign=campaign)


class LifeMeeting(Stamped):
    """The facts of a meeting: when, how many came, how many problems; never a word of it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="life_meetings")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="life_meetings", verbose_name=_("unit")
    )
    number = models.CharField(_("number"), max_length=40, unique=True)
    date = models.DateField(_("date"))
    expected = models.PositiveSmallIntegerField(_("members"), default=0)
    attended = models.PositiveSmallIntegerField(_("attended"), null=True, blank=True)
    problems = models.PositiveSmallIntegerField(_("problems named"), default=0)
    agreed = models.PositiveSmallIntegerField(_("agreed for the ledger"), default=0)
    on_ledger = models.PositiveSmallIntegerField(_("turned into items"), default=0)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=LifeMeetingState,
        default=LifeMeetingState.PREPARING,
    )

    objects = LifeMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("democratic life meeting")
        verbose_name_plural = _("democratic life meetings")
        constraints = [
            models.CheckConstraint(
                name="held_life_meeting_counts",
                condition=Q(state__in=(LifeMeetingState.PREPARING, LifeMeetingState.CANCELLED))
                | Q(attended__isnull=False),
            ),
            models.CheckConstraint(
                name="life_meeting_attendance",
                condition=Q(attended=None) | Q(attended__lte=F("expected")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "date"], name="lifemeeting_unit_date")]

    def __str__(self) -> str:
        return self.number

    @property
    def unit_code(self) -> str:
        return self.unit.code


class LifeMeetingPaper(models.Model):
    """What the unit writes down about a meeting, encrypted."""

    meeting = models.OneToOneField(LifeMeeting, models.CASCADE, related_name="paper")
    theme = EncryptedTextField(pgettext_lazy("life meeting", "theme"))
    place = EncryptedTextField(_("place"), blank=True)
    host = EncryptedTextField(_("chaired by"), blank=True)
    opinions = EncryptedTextField(_("opinions collected beforehand"), blank=True)
    talks = EncryptedTextField(_("talks beforehand"), blank=True)
    last_measures = EncryptedTextField(_("what came of the last meeting's measures"), blank=True)
    measures = EncryptedTextField(_("measures decided"), blank=True)
    report = EncryptedTextField(_("report and announcement inside the unit"), blank=True)

    class Meta:
        verbose_name = _("paper of a life meeting")
        verbose_name_plural = _("papers of life meetings")

    def __str__(self) -> str:
        return str(self.meeting)


class LifeMember(Stamped):
    """A member of the meeting with what they say about themselves, encrypted."""

    meeting = models.ForeignKey(LifeMeeting, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    present = models.BooleanField(_("present"), default=False)
    problems = EncryptedTextField(_("my problems"), blank=True)
    causes = EncryptedTextField(_("their causes"), blank=True)
    commitments = EncryptedTextField(_("what I promise"), blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("member of a life meeting")
        verbose_name_plural = _("members of life meetings")
        constraints = [
            models.UniqueConstraint(name="one_seat_a_person", fields=["meeting", "user"])
        ]

    def __str__(self) -> str:
        return self.user.name

    @property
    def number(self) -> str:
        """Shown on the page of conflicting edits."""
        return self.meeting.number


class Criticism(models.Model):
    """What one member says about another, encrypted."""

    author = models.ForeignKey(LifeMember, models.CASCADE, related_name="given")
    about = models.ForeignKey(LifeMember, models.CASCADE, related_name="received")
    content = EncryptedTextField(_("criticism"))

    class Meta:
        ordering = ["about_id", "author_id"]
        verbose_name = _("criticism")
        verbose_name_plural = _("criticisms")
        constraints = [
            models.UniqueConstraint(name="one_criticism_a_pair", fields=["author", "about"]),
            models.CheckConstraint(name="criticism_of_another", condition=~Q(author=F("about"))),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} {self.about_id}"


class AgreedProblem(models.Model):
    """A problem that the meeting agreed to put on the ledger, in words meant for it.

    Encrypted like the rest until somebody of the unit makes an item of it.
    """

    meeting = models.ForeignKey(LifeMeeting, models.CASCADE, related_name="agreed_problems")
    text = EncryptedTextField(_("problem in words for the ledger"))
    item_number = models.CharField(_("item"), max_length=40, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("agreed problem")
        verbose_name_plural = _("agreed problems")

    def __str__(self) -> str:
        return self.item_number or f"{self.meeting_id}/{self.pk}"
