"""Who complained: its own table, every column encrypted (rule C2).

Only `complaints.identity` may read these models; a test searches the code for others.
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.enums import LookPurpose
from complaints.models.complaint import Complaint
from complaints.models.fields import person
from core import clock
from core.crypto import EncryptedTextField


class ComplainantIdentity(models.Model):
    """The contact data of a named complainant; anonymous complaints have no row.

    `cleared_at`: emptied after the retention time (C12); the row stays as a tombstone.
    """

    complaint = models.OneToOneField(
        Complaint, models.PROTECT, primary_key=True, related_name="identity"
    )
    name = EncryptedTextField(pgettext_lazy("person", "name"), blank=True)
    phone = EncryptedTextField(_("phone"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    address = EncryptedTextField(_("town or street"), blank=True)
    organisation = EncryptedTextField(_("enterprise"), blank=True)
    is_minor = models.BooleanField(_("under age"), default=False)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("identity of a complainant")

    def __str__(self) -> str:
        return f"identity of {self.complaint_id}"


class IdentityAccess(models.Model):
    """Somebody looked at an identity. The complainant reads these rows on the tracking page."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="identity_accesses")
    at = models.DateTimeField(default=clock.now)
    by = person(null=False)
    post = models.CharField(_("post"), max_length=100)
    purpose = models.CharField(_("purpose"), max_length=12, choices=LookPurpose)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("look at an identity")
        indexes = [models.Index(fields=["complaint", "-at"], name="identity_looks")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.post} {self.at:%Y-%m-%d %H:%M}"
