"""What was said when a unit was summoned to an interview (约谈; domain.md §2.8, §4.12)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Post, User
from core.crypto import EncryptedTextField
from core.models import Attachment, Stamped
from core.stamps import at, by, pairs
from inspections.enums import InterviewState
from inspections.models.slip import SupervisionSlip
from inspections.scope import visible_interviews


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, user: User) -> "InterviewQuerySet":
        """Leaders, the head of the office, who talked, and from then on who was talked to."""
        return self.filter(visible_interviews(user)).distinct()


class Interview(Stamped):
    """The record of one summons: who talked to whom, why, and what was promised by when.

    Restricted: not even the colleagues of the person talked to read it. `scan` is the record
    signed by hand, if it was not signed in the portal.
    """

    slip = models.OneToOneField(SupervisionSlip, models.PROTECT, related_name="interview")
    state = models.CharField(
        _("state"), max_length=10, choices=InterviewState, default=InterviewState.DRAFT
    )
    held = models.DateTimeField(pgettext_lazy("interview", "held at"))
    place = models.CharField(_("place"), max_length=100)
    talkers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("who talked")
    )
    talked_to = models.ForeignKey(
        Post, models.PROTECT, related_name="+", verbose_name=_("who was talked to")
    )
    reasons = EncryptedTextField(pgettext_lazy("interview", "reasons"))
    content = EncryptedTextField(pgettext_lazy("interview", "what was said"))
    commitments = EncryptedTextField(_("commitments"))
    deadline = models.DateField(_("commitments to be kept by"))
    scan = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    signed_at, signed_by = at(pgettext_lazy("interview", "signed at")), by()
    kept_at, kept_by = at(_("found to be kept at")), by()

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("inspections", "interview")
        verbose_name_plural = pgettext_lazy("inspections", "interviews")
        constraints = [
            *pairs("interview", "signed", "kept"),
            models.CheckConstraint(
                name="interview_signed",
                condition=Q(state__in=(InterviewState.DRAFT, InterviewState.TO_SIGN))
                | Q(signed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return self.slip.number

    @property
    def unit_code(self) -> str:
        return self.slip.unit_code
