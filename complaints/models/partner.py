"""Other systems that hand in complaints or ask for their state (Open311)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.enums import Channel
from complaints.models.complaint import Complaint
from complaints.models.fields import person
from core import clock


class PartnerQuerySet(models.QuerySet["Partner"]):
    def in_use(self) -> "PartnerQuerySet":
        """Keys that open something today."""
        return self.filter(revoked_at=None).exclude(active_until__lt=clock.today())

    def with_use(self) -> "PartnerQuerySet":
        """With `all_reads`, `all_posts`, `last_used_at` of all days."""
        return self.annotate(
            all_reads=models.Sum("days__reads"),
            all_posts=models.Sum("days__posts"),
            last_used_at=models.Max("days__last_at"),
        )


class Partner(models.Model):
    """One key of one system. `key_hash`: the key itself is shown once and stored nowhere.

    `prefix`: the beginning of the key, to tell keys apart; it opens nothing. A revoked key stays,
    for what came by it must still say from where.
    """

    name = models.CharField(_("system"), max_length=60)
    organisation = models.CharField(pgettext_lazy("partner", "organisation"), max_length=100)
    channel = models.CharField(
        _("channel"), max_length=12, choices=Channel, default=Channel.HOTLINE
    )
    prefix = models.CharField(_("beginning of the key"), max_length=12, unique=True)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    may_read = models.BooleanField(_("may ask for states"), default=True)
    may_post = models.BooleanField(_("may hand in complaints"), default=False)
    per_minute = models.PositiveIntegerField(_("requests a minute"), default=60)
    per_day = models.PositiveIntegerField(_("requests a day"), default=5000)
    active_until = models.DateField(_("good until"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"), default=clock.now)
    made_by = person()
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = person()

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("key of another system")
        verbose_name_plural = _("keys of other systems")
        ordering = ["organisation", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_key_in_use_a_system",
                fields=["organisation", "name"],
                condition=Q(revoked_at=None),
            ),
            models.CheckConstraint(
                name="key_opens_something", condition=Q(may_read=True) | Q(may_post=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.name}"

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.active_until is not None and self.active_until < clock.today()

    @property
    def in_use(self) -> bool:
        return self.revoked_at is None and not self.is_over


class PartnerDay(models.Model):
    """How often a key was used on one day: numbers, and nothing of what was asked."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="days")
    day = models.DateField(_("day"))
    reads = models.PositiveIntegerField(_("questions"), default=0)
    posts = models.PositiveIntegerField(_("complaints handed in"), default=0)
    last_at = models.DateTimeField(_("last used"))

    class Meta:
        verbose_name = _("use of a key")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(name="one_row_a_key_and_day", fields=["partner", "day"])
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.day}"


class PartnerPost(models.Model):
    """Which complaint came by which key.

    `digest`: keyed hash of what was sent, so that a token used again for other words is noticed.
    """

    complaint = models.OneToOneField(
        Complaint, models.PROTECT, primary_key=True, related_name="partner_post"
    )
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="handed_in")
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("complaint of another system")

    def __str__(self) -> str:
        return f"{self.complaint_id}"
