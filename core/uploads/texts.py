"""What can be read in a kept file: the text of documents and every description inside.

Files were judged and written anew when they came (`core.uploads.policy`), so this only reads. It
gives up, and says so, rather than read for minutes.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_PAGES = 300
MOST_PAGE_BYTES = 2_000_000
MOST_BYTES = 20_000_000
_TAG = re.compile(r"<[^<>]*>")


class TooLong(Exception):
    """The file holds more than can be searched while somebody waits."""


def texts_of(content: bytes, mime: str) -> Iterator[str]:
    """Every text in a file, in pieces; `TooLong` if there is too much of it."""
    if mime == "application/pdf":
        yield from _of_pdf(content)
    elif content.startswith(b"PK\x03\x04"):
        yield from _of_office(content)
    elif mime.startswith("image/"):
        yield from _of_picture(content)


def _of_pdf(content: bytes) -> Iterator[str]:
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if len(reader.pages) > MOST_PAGES:
            raise TooLong
        yield " ".join(str(value) for value in (reader.metadata or {}).values())
        for page in reader.pages:
            contents = page.get_contents()
            if contents is not None and len(contents.get_data()) > MOST_PAGE_BYTES:
                raise TooLong
            yield page.extract_text()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as fault:
        raise TooLong from fault


def _of_office(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            raise TooLong
        for name in archive.namelist():
            yield name
            text = archive.read(name).decode("utf-8", "ignore")
            # Word cuts a number into runs: the tags go without a trace, attributes stay apart.
            yield unescape(_TAG.sub("", text))
            yield " ".join(re.findall(r'"([^"]*)"', text))


def _of_picture(content: bytes) -> Iterator[str]:
    with Image.open(io.BytesIO(content)) as picture:
        yield " ".join(
            f"{key} {value}" for key, value in picture.info.items() if key != "icc_profile"
        )
        yield " ".join(str(value) for value in picture.getexif().values())
