"""Which files are taken: by extension and content together, everything else is refused."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import filetype

from core.uploads import images, office, pdf, video
from core.uploads.errors import BROKEN, Fault, Refusal, UploadError
from core.uploads.names import extension, renamed, safe_name
from core.uploads.scan import ScanStatus, scan

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its extensions, what its content looks like, and who cleans it.

    `looks_like`: answers of `filetype`. Office files are told by the container instead, which
    their cleaner opens; one with a password has the old container. `becomes`: the extension of
    what is kept, if the cleaner makes another kind of it.
    """

    extensions: tuple[str, ...]
    mime: str
    looks_like: tuple[str, ...]
    clean: Callable[[bytes], bytes]
    containers: tuple[bytes, ...] = ()
    becomes: str = ""


JPEG = FileKind(("jpg", "jpeg"), "image/jpeg", ("image/jpeg",), images.clean_jpeg)
PNG = FileKind(("png",), "image/png", ("image/png",), images.clean_png)
WEBP = FileKind(("webp",), "image/webp", ("image/webp",), images.clean_webp)
_PHONE = ("image/heic", "image/heif")
HEIC = FileKind(("heic", "heif"), "image/jpeg", _PHONE, images.clean_heic, becomes="jpg")
PDF = FileKind(("pdf",), "application/pdf", ("application/pdf",), pdf.clean_pdf)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = FileKind(("docx",), _WORD, (), office.clean_docx, office.CONTAINERS)
XLSX = FileKind(("xlsx",), _SHEET, (), office.clean_xlsx, office.CONTAINERS)
MP4 = FileKind(("mp4",), "video/mp4", ("video/mp4", "video/x-m4v"), video.clean_mp4)

PHOTOS = (JPEG, PNG, WEBP, HEIC)
EVIDENCE = (*PHOTOS, PDF, DOCX, XLSX, MP4)


@dataclass(frozen=True)
class Policy:
    """What one form takes: kinds, bytes of one file, number of files.

    `notes_origin`: keep the day a photo was taken and what it looks like, for those who judge
    evidence. Never for files of the public: theirs lose everything that could lead to a person.
    """

    kinds: tuple[FileKind, ...] = EVIDENCE
    max_bytes: int = 20 * MEGABYTE
    max_files: int = 6
    notes_origin: bool = False

    @property
    def extensions(self) -> list[str]:
        """For the `accept` attribute and the hint: «jpg, jpeg, png …»."""
        return [ending for kind in self.kinds for ending in kind.extensions]

    @property
    def accept(self) -> str:
        return ",".join(f".{ending}" for ending in self.extensions)

    @property
    def limit(self) -> str:
        return f"{self.max_bytes // MEGABYTE} MB"

    def check_count(self, count: int) -> None:
        """`UploadError` (`MANY`) if a form holds more files than it may."""
        if count > self.max_files:
            raise UploadError(Fault.MANY, limit=self.max_files)


DEFAULT = Policy()
PROOF = Policy(notes_origin=True)


@dataclass(frozen=True)
class Cleaned:
    """A file as it may be kept."""

    name: str
    mime: str
    content: bytes
    scan_status: ScanStatus


def judge(name: str, content: bytes, policy: Policy = DEFAULT) -> Cleaned:
    """The file made harmless, or `UploadError` with the sentence for the person."""
    name = safe_name(name)
    if not content:
        raise UploadError(Fault.EMPTY, name)
    if len(content) > policy.max_bytes:
        raise UploadError(Fault.SIZE, name, limit=policy.limit)
    try:
        status = scan(content)
        kind = _kind(name, content, policy.kinds)
        kept = renamed(name, kind.becomes) if kind.becomes else name
        return Cleaned(kept, kind.mime, kind.clean(content), status)
    except Refusal as refusal:
        raise UploadError(
            refusal.fault,
            name,
            sentence=refusal.sentence,
            limit=policy.limit,
            kinds="、".join(policy.extensions),
        ) from refusal


def _kind(name: str, content: bytes, kinds: Iterable[FileKind]) -> FileKind:
    ending = extension(name)
    taken = tuple(kinds)
    kind = next((kind for kind in taken if ending in kind.extensions), None)
    if kind is None:
        raise Refusal(Fault.TYPE)
    guess = filetype.guess(content)
    # Phones call a HEIC photo .jpg when it is sent on.
    if HEIC in taken and kind in PHOTOS and guess is not None and guess.mime in HEIC.looks_like:
        return HEIC
    fits = guess is not None and guess.mime in kind.looks_like
    if not fits and not content.startswith(kind.containers):
        raise Refusal(Fault.TYPE, BROKEN)
    return kind
