"""Covered copies of files, and what reaches a unit after the dispatch (C3, C11)."""

from collections.abc import Iterable
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from complaints import access, files, leaks, notices, surfaces
from complaints.actions.mailbox import record
from complaints.actions.moves import note
from complaints.enums import State, Step
from complaints.models import Complaint, ComplaintFile
from core import attachments
from core.access import Answer, Denied, require
from core.errors import DomainError
from core.workflow import lock

# The unit works on it, so that it has a use for what the person adds.
PASSED_IN = frozenset(
    {
        State.DISPATCHED,
        State.HANDLING,
        State.RETURN_REVIEW,
        State.SIGNING,
        State.REPLY_REVIEW,
        State.REDO,
    }
)
_COVERED_IN = PASSED_IN | {State.RECEIVED, State.ACCEPTED, State.TRIAGED}


def can_cover(by: User, complaint: Complaint) -> Answer:
    """Whether the person may put a covered copy in the place of a file."""
    if complaint.state not in _COVERED_IN or not complaint.files.from_person().exists():
        return Denied(_("There is no file of the complainant to cover now."))
    return access.can_read_original(by, complaint)


def can_pass_on(by: User, complaint: Complaint) -> Answer:
    """Whether the person may give the unit what the complainant has added."""
    if complaint.state not in PASSED_IN or complaint.lead_unit_id is None:
        return Denied(_("No unit is handling the case now."))
    return access.can_read_original(by, complaint)


@transaction.atomic
def cover(*, complaint: Complaint, by: User, file: int, upload: "File[Any]") -> ComplaintFile:
    """Keep a copy in which faces, plates or names are covered; a unit sees only that.

    Raises `DomainError`: the copy is the file itself, or something in it tells who complained.
    """
    complaint = lock(complaint)
    require(can_cover(by, complaint))
    row = complaint.files.from_person().select_related("attachment", "copy").get(pk=file)
    former = row.copy
    row.copy = attachments.store(upload, by=by, policy=files.POLICY)
    if row.copy.sha256 == row.attachment.sha256:
        raise DomainError(
            _("This is the file itself: cover what may tell who it was, then upload it."),
            "same",
            "upload",
        )
    leaks.refuse_for_unit(complaint, surfaces.of_file(row), complaint.kept_words)
    row.save(update_fields=["copy"])
    if former is not None:
        attachments.discard([former])
    record(complaint, by, "cover_file")
    return row


@transaction.atomic
def pass_on(
    *,
    complaint: Complaint,
    by: User,
    text: str,
    files: Iterable[int] = (),
    checked: bool = False,
    version: int | None = None,
) -> Complaint:
    """Give the unit what the complainant added: redacted, searched like the copy itself.

    `files`: ids of the complainant's files that go with it; `checked` as in `triage.redact`.
    """
    complaint = lock(complaint, version)
    require(can_pass_on(by, complaint))
    text = text.strip()
    if len(text) < 4:
        raise DomainError(
            _("Write what the unit may read, in at least 4 characters."), "short", "text"
        )
    chosen = complaint.files.from_person().filter(pk__in=list(files))
    pieces: list[leaks.Piece] = [("text", text, _("the supplement"))]
    for file in chosen.select_related("attachment", "copy"):
        pieces += list(surfaces.of_file(file))
    new = leaks.doubtful(piece[1] for piece in pieces) if checked else []
    complaint.kept_words = list(dict.fromkeys([*complaint.kept_words, *new]))
    leaks.refuse_for_unit(complaint, pieces, complaint.kept_words)
    complaint.version += 1
    complaint.save(update_fields=["kept_words", "version", "updated_at"])
    chosen.update(released=True)
    note(complaint, Step.PASSED_ON, by=by, text=text, unit=True)
    note(complaint, Step.PASSED_ON, by=by, public=True)
    leaks.refuse_for_unit(complaint, surfaces.of(complaint), complaint.kept_words)
    record(complaint, by, "pass_on")
    notices.settle(complaint, notices.MessageCame)
    if complaint.lead_unit:
        notices.tell_unit(notices.Supplemented, complaint, Role.CONTACT, complaint.lead_unit)
    return complaint
