"""The eight things that can be wrong with an upload, each one sentence that says what to do."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.text import Text


class Fault(StrEnum):
    """Codes for tests and the API (R12)."""

    NONE = "upload-none"
    TYPE = "upload-type"
    SIZE = "upload-size"
    EMPTY = "upload-empty"
    MANY = "upload-many"
    VIRUS = "upload-virus"
    ENCRYPTED = "upload-encrypted"
    FAILED = "upload-failed"


_SENTENCES: dict[Fault, Text] = {
    Fault.NONE: _("Choose a file to upload."),
    Fault.TYPE: _("“%(name)s” cannot be taken: choose a file of these kinds: %(kinds)s."),
    Fault.SIZE: _("“%(name)s” is larger than %(limit)s: choose a smaller file or split it."),
    Fault.EMPTY: _("“%(name)s” is empty: choose a file with content."),
    Fault.MANY: _("You can add at most %(limit)s files: take some out of the list."),
    Fault.VIRUS: _("“%(name)s” may contain a virus: check your computer and choose another file."),
    Fault.ENCRYPTED: _("“%(name)s” is protected by a password: take the password off first."),
    Fault.FAILED: _("“%(name)s” could not be taken over: try again, or choose another file."),
}
MACROS = _("“%(name)s” contains macros: save it without macros and choose it again.")
BROKEN = _("“%(name)s” is damaged or not what its name says: open and save it again first.")
OUTSIDE = _("“%(name)s” refers to content outside the file: save it as PDF and choose it again.")


class UploadError(DomainError):
    """A file cannot be taken. `code` is one of `Fault`; the message names the file."""

    def __init__(
        self, fault: Fault, name: str = "", *, sentence: Text | None = None, **terms: object
    ) -> None:
        text = str(sentence or _SENTENCES[fault]) % {"name": name, **terms}
        super().__init__(text, fault.value, "attachments")
        self.fault = fault


class Refusal(Exception):
    """A cleaner refuses a file: which fault, and a sentence if the usual one says too little."""

    def __init__(self, fault: Fault, sentence: Text | None = None) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.sentence = sentence
