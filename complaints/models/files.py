"""Files of a case: originals for the desk, released copies for the unit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.enums import Side
from complaints.models.complaint import Complaint
from complaints.models.reply import Reply
from complaints.models.steps import Message
from core.models.attachment import Attachment


class ComplaintFileQuerySet(models.QuerySet["ComplaintFile"]):
    def released(self) -> "ComplaintFileQuerySet":
        """What the desk has released to the handling unit."""
        return self.filter(released=True)

    def from_person(self) -> "ComplaintFileQuerySet":
        """What the complainant sent with the case or in the mailbox; not with a report of
        retaliation, which the desk does not read."""
        came = Q(message=None) | Q(message__side=Side.CITIZEN, message__report=None)
        return self.filter(came, reply=None)


class ComplaintFile(models.Model):
    """A file that belongs to a complaint.

    Files of the complainant reach the unit only if the desk releases them, under a
    neutral name, and as `copy` if the desk made one (faces or plates covered).
    `reply`: the file belongs to the reply, and the complainant reads it with that.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="files")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    copy = models.OneToOneField(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, blank=True, related_name="files"
    )
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, blank=True, related_name="files")
    released = models.BooleanField(_("released to the unit"), default=False)

    objects = ComplaintFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a complaint")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.attachment_id}"

    @property
    def for_unit(self) -> Attachment:
        """What the unit gets: the covered copy if there is one."""
        return self.copy or self.attachment
