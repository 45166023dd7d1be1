"""Files of a case: taken over from forms, and handed out to those who may have them (C11)."""

from collections.abc import Sequence
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import Complaint, ComplaintFile, Message, Reply
from core import attachments
from core.models.attachment import Attachment
from core.ui.parts import Upload
from core.uploads.policy import DEFAULT, Policy

POLICY: Policy = DEFAULT
_ENDINGS = {kind.mime: kind.extensions[0] for kind in POLICY.kinds}


def owner_key(token: str) -> str:
    """Whose staged files: those of one form, told by its secret token."""
    return f"complaint:{token}"


def staged_uploads(owner: str) -> list[Upload]:
    """The files that wait for a form, for `{% upload_list %}`."""
    return [
        Upload(row.attachment.original_name, row.attachment.size, remove=str(row.pk))
        for row in attachments.staged(owner)
    ]


def link(
    complaint: Complaint, found: list[Attachment], message: Message | None = None
) -> list[ComplaintFile]:
    """Make files part of a case (or of a message of it)."""
    return ComplaintFile.objects.bulk_create(
        ComplaintFile(complaint=complaint, attachment=file, message=message) for file in found
    )


def to_reply(
    complaint: Complaint,
    reply: Reply,
    uploads: "Sequence[File[Any]]",
    keep: Sequence[int],
    by: User,
) -> None:
    """Files of a reply: new ones, and those kept from a version that was sent back."""
    POLICY.check_count(len(uploads) + len(keep))
    complaint.files.filter(pk__in=list(keep), reply__round=reply.round).update(reply=reply)
    kept = [attachments.store(file, by=by, policy=POLICY) for file in uploads]
    ComplaintFile.objects.bulk_create(
        ComplaintFile(complaint=complaint, attachment=row, reply=reply) for row in kept
    )


def neutral_name(file: ComplaintFile) -> str:
    """A name that tells nothing: a file's own name could name its owner (C11)."""
    ending = _ENDINGS.get(file.for_unit.mime, "bin")
    return _("attachment-%(number)d.%(ending)s") % {"number": file.pk, "ending": ending}
