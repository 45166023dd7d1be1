"""Word and Excel files: no macros, no bombs, nothing fetched from outside, no authors."""

import io
import re
import zipfile
from collections.abc import Iterator

from core.uploads.errors import BROKEN, MACROS, OUTSIDE, Fault, Refusal
from core.uploads.images import clean_picture

MOST_PARTS = 5_000
MOST_BYTES = 200_000_000
MOST_RATIO = 200
"""Text compresses to a fiftieth at best; a bomb to a thousandth."""
_MOST_READ = 20_000_000
_FEW_WORDS = 40
_WORDS = re.compile(rb"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")
_OLE = b"\xd0\xcf\x11\xe0"
CONTAINERS = (b"PK\x03\x04", _OLE)
"""How such files begin: as a zip, or with a password in the container of the old formats."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BLANK = {
    "docProps/core.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        b'metadata/core-properties"/>'
    ),
    "docProps/app.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'extended-properties"/>'
    ),
    "docProps/custom.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'custom-properties"/>'
    ),
}
_MACRO_PART = re.compile(r"(?i)vba|macrosheets|activex|embeddings/.*\.(bin|exe|vbs|js)$")
_EXTERNAL = re.compile(rb"""(?is)<Relationship\b[^>]*TargetMode\s*=\s*["']External["'][^>]*>""")
_HYPERLINK = re.compile(rb"""(?i)Type\s*=\s*["'][^"']*/hyperlink["']""")
_PERSON = re.compile(rb"""(\b(?:w|w15):(?:author|initials)\s*=\s*)(?:"[^"]*"|'[^']*')""")
_EXCEL_AUTHOR = re.compile(rb"(<author>)[^<]*(</author>)")
_EXCEL_PERSON = re.compile(rb"""(\b(?:displayName|userId)\s*=\s*)(?:"[^"]*"|'[^']*')""")


def clean_docx(data: bytes) -> bytes:
    """The document with its people and properties blanked."""
    return _clean(data, "word/document.xml")


def is_pictures_only(data: bytes) -> bool:
    """Whether a document is a scan: pictures, and hardly a word to search or compare."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as given:
            if not any(name.startswith("word/media/") for name in given.namelist()):
                return False
            with given.open("word/document.xml") as stream:
                content = stream.read(_MOST_READ)
    except (zipfile.BadZipFile, KeyError, OSError):
        return False
    return len(b"".join(_WORDS.findall(content)).decode(errors="replace").strip()) < _FEW_WORDS


def clean_xlsx(data: bytes) -> bytes:
    """The workbook with its people and properties blanked."""
    return _clean(data, "xl/workbook.xml")


def _clean(data: bytes, main_part: str) -> bytes:
    if data.startswith(_OLE):
        raise Refusal(Fault.ENCRYPTED) if _ENCRYPTED in data else Refusal(Fault.TYPE, BROKEN)
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as given:
            _judge(given, main_part)
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
                for name, content in _parts(given):
                    fresh.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as fault:
        raise Refusal(Fault.FAILED, BROKEN) from fault
    except RuntimeError as fault:  # zipfile's word for an encrypted part
        raise Refusal(Fault.ENCRYPTED) from fault
    return out.getvalue()


def _judge(given: zipfile.ZipFile, main_part: str) -> None:
    """Refuse what is no such document, or a bomb, or active, by the list of parts alone."""
    parts = given.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal(Fault.ENCRYPTED)
    if "[Content_Types].xml" not in names or main_part not in names:
        raise Refusal(Fault.FAILED, BROKEN)
    if len(names) > MOST_PARTS or len(set(names)) != len(names):
        raise Refusal(Fault.FAILED, BROKEN)
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise Refusal(Fault.FAILED, BROKEN)
    if any(_MACRO_PART.search(name) for name in names):
        raise Refusal(Fault.TYPE, MACROS)
    packed = sum(part.compress_size for part in parts) or 1
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_BYTES or unpacked / packed > MOST_RATIO:
        raise Refusal(Fault.SIZE)


def _parts(given: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    left = MOST_BYTES
    for part in given.infolist():
        if part.is_dir():
            continue
        with given.open(part) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:  # the header lied about the size
            raise Refusal(Fault.SIZE)
        yield part.filename, _clean_part(part.filename, content)


def _clean_part(name: str, content: bytes) -> bytes:
    if name in _BLANK:
        return _BLANK[name]
    if name == "[Content_Types].xml" and b"macroEnabled" in content:
        raise Refusal(Fault.TYPE, MACROS)
    lower = name.lower()
    if lower.endswith(".rels"):
        _judge_links(content)
    elif lower.endswith((".jpg", ".jpeg", ".png")):
        return clean_picture(content)
    elif lower.endswith(".xml"):
        content = _PERSON.sub(rb'\1""', content)
        content = _EXCEL_AUTHOR.sub(rb"\1\2", content)
        if "persons/" in lower:
            content = _EXCEL_PERSON.sub(rb'\1""', content)
    return content


def _judge_links(content: bytes) -> None:
    """Links that a reader clicks may lead outside; nothing else may."""
    for link in _EXTERNAL.findall(content):
        if not _HYPERLINK.search(link):
            raise Refusal(Fault.TYPE, OUTSIDE)
