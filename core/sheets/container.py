"""Is it a workbook, and is it safe to open? Judged by content, never by name (R12).

Everything here looks at the list of parts and at their true unpacked sizes before a single
tag is parsed, so that a bomb costs nothing.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from posixpath import normpath

from core.sheets.faults import SheetError

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
"""Of the file as it is uploaded."""
MOST_UNPACKED = 60 * MEGABYTE
MOST_PARTS = 2_000
MOST_SHEETS = 50
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_STARTS = re.compile(rb"(?is)^\s*(?:<!doctype|<html|<table|<\?xml|<head|<meta|mime-version)")
_MACROS = re.compile(r"vbaproject|xl/macrosheets/|xl/activex/")


@dataclass(frozen=True)
class Parts:
    """The parts of a workbook, unpacked within bounds: path to content."""

    content: dict[str, bytes]

    def get(self, path: str) -> bytes:
        """A part, or nothing; writers disagree about upper case and leading slashes."""
        wanted = normpath(path).lstrip("/").lower()
        return self.content.get(wanted, b"")


def check_size(size: int) -> None:
    """Raises `SheetError` if a file has more bytes than a ledger can need."""
    if size > MOST_BYTES:
        raise SheetError("size", limit=f"{MOST_BYTES // MEGABYTE} MB")


def unpack(data: bytes) -> Parts:
    """The XML parts of a workbook. Raises `SheetError` with the sentence for the person."""
    _judge_kind(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            _judge_parts(book)
            return Parts(_unpacked(book))
    except SheetError:
        raise
    except RuntimeError as fault:  # zipfile's word for an encrypted part
        raise SheetError("password") from fault
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as fault:
        raise SheetError("broken") from fault
    except Exception as fault:  # zlib and lzma have errors of their own
        raise SheetError("broken") from fault


def _judge_kind(data: bytes) -> None:
    """Refuse by the first bytes what is no zip container at all."""
    if not data:
        raise SheetError("empty")
    check_size(len(data))
    if data.startswith(_OLE):
        raise SheetError("password" if _ENCRYPTED in data else "old")
    if data.startswith(b"PK"):
        return
    if _TEXT_STARTS.match(data[:2000]) or _is_text(data[:2000]):
        raise SheetError("disguised")
    raise SheetError("other")


def _is_text(start: bytes) -> bool:
    """Rows of text with commas or tabs, in any encoding that offices use."""
    if b"\x00" in start.replace(b"\x00\x00", b"") and not start.startswith((b"\xff\xfe", b"\xfe")):
        return False
    return not start.startswith(b"%PDF") and (b"," in start or b"\t" in start)


def _judge_parts(book: zipfile.ZipFile) -> None:
    names = [part.filename.lower() for part in book.infolist()]
    if any(part.flag_bits & 1 for part in book.infolist()):
        raise SheetError("password")
    if "word/document.xml" in names:
        raise SheetError("word")
    if len(names) > MOST_PARTS or len(set(names)) != len(names):
        raise SheetError("broken")
    if any(_MACROS.search(name) for name in names):
        raise SheetError("macros")
    if any(name.startswith("xl/externallinks/") for name in names):
        raise SheetError("linked")
    if "xl/workbook.xml" not in names:
        raise SheetError("old" if "xl/workbook.bin" in names else "other")
    sheets = sum(1 for name in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name))
    if sheets > MOST_SHEETS:
        raise SheetError("sheets", count=sheets, most=MOST_SHEETS)


def _unpacked(book: zipfile.ZipFile) -> dict[str, bytes]:
    """The XML that matters, counted while it unpacks: headers may lie about sizes."""
    if sum(part.file_size for part in book.infolist() if _matters(part.filename)) > MOST_UNPACKED:
        raise SheetError("unpacked")
    left, content = MOST_UNPACKED, {}
    for part in book.infolist():
        if not _matters(part.filename):
            continue
        with book.open(part) as stream:
            text = stream.read(left + 1)
        left -= len(text)
        if left < 0:
            raise SheetError("unpacked")
        content[normpath(part.filename).lstrip("/").lower()] = text
    return content


def _matters(name: str) -> bool:
    name = name.lower()
    return name.startswith("xl/") and name.endswith((".xml", ".rels")) and "/media/" not in name
