"""Which files are taken: by extension and content together, everything else is refused."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import filetype

from core.uploads import images, office, pdf, video
from core.uploads.errors import BROKEN, HEIC, Fault, Refusal, UploadError
from core.uploads.names import extension, safe_name
from core.uploads.scan import ScanStatus, scan

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its extensions, what its content looks like, and who cleans it.

    `looks_like`: answers of `filetype`. Office files are told by the container instead, which
    their cleaner opens; one with a password has the old container.
    """

    extensions: tuple[str, ...]
    mime: str
    looks_like: tuple[str, ...]
    clean: Callable[[bytes], bytes]
    containers: tuple[bytes, ...] = ()


JPEG = FileKind(("jpg", "jpeg"), "image/jpeg", ("image/jpeg",), images.clean_jpeg)
PNG = FileKind(("png",), "image/png", ("image/png",), images.clean_png)
WEBP = FileKind(("webp",), "image/webp", ("image/webp",), images.clean_webp)
PDF = FileKind(("pdf",), "application/pdf", ("application/pdf",), pdf.clean_pdf)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = FileKind(("docx",), _WORD, (), office.clean_docx, office.CONTAINERS)
XLSX = FileKind(("xlsx",), _SHEET, (), office.clean_xlsx, office.CONTAINERS)
MP4 = FileKind(("mp4",), "video/mp4", ("video/mp4", "video/x-m4v"), video.clean_mp4)

PHOTOS = (JPEG, PNG, WEBP)
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
        return Cleaned(name, kind.mime, kind.clean(content), status)
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
    if ending in {"heic", "heif"}:
        raise Refusal(Fault.TYPE, HEIC)
    kind = next((kind for kind in kinds if ending in kind.extensions), None)
    if kind is None:
        raise Refusal(Fault.TYPE)
    guess = filetype.guess(content)
    if guess is not None and guess.mime in {"image/heic", "image/heif"}:
        raise Refusal(Fault.TYPE, HEIC)
    fits = guess is not None and guess.mime in kind.looks_like
    if not fits and not content.startswith(kind.containers):
        raise Refusal(Fault.TYPE, BROKEN)
    return kind
