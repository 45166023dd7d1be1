"""The reply of a unit in four headed parts, its templates, and what the person says of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Unit
from complaints.enums import Decision, Nature, Result, Score, Verified
from complaints.models.complaint import Complaint
from complaints.models.fields import person
from core import clock

PARTS = ("facts", "handling", "improvement", "basis")


class ReplyTemplate(models.Model):
    """A text to start from. A reply that stays too like it is not accepted (R16)."""

    title = models.CharField(_("title"), max_length=60, unique=True)
    nature = models.CharField(
        pgettext_lazy("complaint", "nature"), max_length=12, choices=Nature, blank=True
    )
    facts = models.TextField(_("what was found"), blank=True)
    handling = models.TextField(_("what was done"), blank=True)
    improvement = models.TextField(_("what changes"), blank=True)
    basis = models.TextField(_("the basis"), blank=True)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("reply template")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class Reply(models.Model):
    """One reply of a round (0: the first handling, 1: the redo).

    `decision` is the desk's: granted = the person can read it. `remarks`: what has to
    change, by part, when it is sent back.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField(default=0)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    template = models.ForeignKey(
        ReplyTemplate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    facts = models.TextField(_("what was found"), blank=True)
    handling = models.TextField(_("what was done"), blank=True)
    improvement = models.TextField(_("what changes"), blank=True)
    basis = models.TextField(_("the basis"), blank=True)
    verified = models.CharField(
        pgettext_lazy("complaint", "facts"), max_length=10, choices=Verified, blank=True
    )
    result = models.CharField(
        pgettext_lazy("complaint", "result"), max_length=12, choices=Result, blank=True
    )
    written_at = models.DateTimeField(default=clock.now)
    written_by = person(null=False)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = person()
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person()
    remarks = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("reply")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_reply", fields=["complaint"], condition=Q(decision="open")
            )
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.round}"

    @property
    def full_text(self) -> str:
        """All parts after each other, for comparison and for the leak check."""
        return "\n".join(getattr(self, part) for part in PARTS)


class Rating(models.Model):
    """What the person says of a reply; once a round, never by staff (R19)."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField(default=0)
    score = models.PositiveSmallIntegerField(choices=Score)
    solved = models.BooleanField(_("solved"), null=True)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("rating")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="one_rating_a_round", fields=["complaint", "round"]),
            models.CheckConstraint(
                name="low_score_has_reason", condition=Q(score__gt=2) | ~Q(reason="")
            ),
            models.CheckConstraint(name="score_range", condition=Q(score__range=(1, 5))),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.score}"
