"""What somebody thinks of a publication: anonymous, read by the complaint desk."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.crypto import EncryptedTextField
from core.models import Stamped
from publicity.enums import OpinionState
from publicity.models.publication import Publication


class Opinion(Stamped):
    """No name, no address, no telephone: whoever wants an answer files a complaint."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="opinions")
    content = EncryptedTextField(_("opinion"))
    state = models.CharField(
        _("state"), max_length=10, choices=OpinionState, default=OpinionState.NEW
    )
    note = models.CharField(_("what became of it"), max_length=300, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = [
            models.CheckConstraint(
                name="opinion_handled_pair",
                condition=Q(state=OpinionState.NEW, handled_at=None, handled_by=None)
                | Q(state=OpinionState.HANDLED, handled_at__isnull=False, handled_by__isnull=False)
                & ~Q(note=""),
            )
        ]
        indexes = [models.Index("state", "id", name="opinion_waiting")]

    def __str__(self) -> str:
        return f"{self.publication.number}-{self.pk}"

    @property
    def number(self) -> str:
        return self.publication.number

    @property
    def unit_code(self) -> str:
        return self.publication.unit_code
