"""The time limits as editable rows (domain.md §2.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.enums import Track
from core.models import Stamped


class Policy(Stamped):
    """The limits of one track, in working days, with their legal basis.

    The clock of the reply runs from dispatch. Zero means: does not apply.
    """

    track = models.CharField(_("track"), max_length=12, choices=Track, unique=True)
    triage_days = models.PositiveSmallIntegerField(_("accept and dispatch"))
    sign_days = models.PositiveSmallIntegerField(_("sign for"), default=0)
    return_days = models.PositiveSmallIntegerField(_("hand back"), default=0)
    contact_days = models.PositiveSmallIntegerField(_("first contact"), default=0)
    reply_days = models.PositiveSmallIntegerField(_("reply"))
    extension_days = models.PositiveSmallIntegerField(_("extension at most"), default=0)
    call_back_days = models.PositiveSmallIntegerField(_("call-back"), default=0)
    rating_days = models.PositiveSmallIntegerField(_("rating"), default=10)
    review_days = models.PositiveSmallIntegerField(_("re-examination (calendar days)"), default=30)
    basis = models.CharField(_("legal basis"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("time limits")
        verbose_name_plural = _("time limits")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.get_track_display())

    @property
    def redo_days(self) -> int:
        """A redo gets half the time, rounded up."""
        return -(-self.reply_days // 2)
