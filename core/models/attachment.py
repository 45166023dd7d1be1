"""Files that people have uploaded."""

import secrets

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from core.crypto import EncryptedTextField


def new_key() -> str:
    """A random place in the storage: «ab/» and 32 hexadecimal digits."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


class Attachment(models.Model):
    """One file, cleaned by the upload policy and never changed afterwards.

    `key` is its place in the storage and tells nothing; `sha256` is of what is stored. Domain
    packages link to it with PROTECT.
    """

    key = models.CharField(max_length=60, unique=True, default=new_key, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    mime = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size"))
    original_name = EncryptedTextField(_("file name"))
    label = models.CharField(_("label"), max_length=100, blank=True)
    scan_status = models.CharField(max_length=12)
    stripped = models.BooleanField(default=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("uploaded at"), default=clock.now)
    # Of proof only (`Policy.notes_origin`): when the photo was taken, and what it looks like.
    taken_on = models.DateField(null=True, blank=True, editable=False)
    look = models.BigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [
            models.Index("sha256", name="attachment_sha256"),
            models.Index("look", name="attachment_look", condition=Q(look__isnull=False)),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="content_fixed", fields=["key", "sha256", "mime", "size", "created_at"]
            )
        ]

    def __str__(self) -> str:
        return self.label or self.key

    @property
    def is_image(self) -> bool:
        return self.mime.startswith("image/")


class StagedUpload(models.Model):
    """A file of a form that is not saved yet; it survives errors and expires after seven days.

    `owner` is the SHA-256 of the key that names the form and whoever fills it in.
    """

    owner = models.CharField(max_length=64, db_index=True)
    attachment = models.OneToOneField(Attachment, models.CASCADE, related_name="staged")
    created_at = models.DateTimeField(default=clock.now, db_index=True)

    def __str__(self) -> str:
        return str(self.attachment)
