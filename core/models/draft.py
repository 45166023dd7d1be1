"""Forms that are not finished yet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core import clock
from core.crypto import EncryptedTextField


class Draft(models.Model):
    """What a person has typed into a form so far, kept for seven days (R27).

    The fields are stored as one encrypted JSON text: drafts of replies quote complaints.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form_key = models.CharField(max_length=120)
    data = EncryptedTextField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(_("saved at"), default=clock.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_draft_of_form", fields=["user", "form_key"])
        ]

    def __str__(self) -> str:
        return f"{self.form_key} v{self.version}"
