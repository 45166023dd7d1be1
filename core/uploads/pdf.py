"""PDF: no password, no scripts, no attached files, no author."""

import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from core.uploads.errors import BROKEN, Fault, Refusal

MOST_PAGES = 2_000
_ACTIVE_ROOT = ("/OpenAction", "/AA", "/Metadata", "/AF", "/Collection", "/PieceInfo")
_ACTIVE_NAMES = ("/JavaScript", "/EmbeddedFiles")
_ACTIVE_PAGE = ("/AA", "/Metadata", "/PieceInfo", "/AF")
_ACTIVE_NOTES = {"/FileAttachment", "/Movie", "/Sound", "/RichMedia", "/Screen", "/3D"}
_SAFE_ACTIONS = {"/URI", "/GoTo", "/Named"}


def clean_pdf(data: bytes) -> bytes:
    """The document without metadata, scripts, attachments and launching links."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise Refusal(Fault.ENCRYPTED)
        if not 0 < len(reader.pages) <= MOST_PAGES:
            raise Refusal(Fault.FAILED, BROKEN)
        return _rewritten(reader)
    except Refusal:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Refusal(Fault.FAILED, BROKEN) from fault
    except (RecursionError, IndexError, AssertionError, OSError, NotImplementedError) as fault:
        raise Refusal(Fault.FAILED, BROKEN) from fault


def _rewritten(reader: PdfReader) -> bytes:
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    root = writer.root_object
    _drop(root, _ACTIVE_ROOT)
    names = root.get("/Names")
    if names is not None:
        _drop(names.get_object(), _ACTIVE_NAMES)
    form = root.get("/AcroForm")
    if form is not None:
        _drop(form.get_object(), ("/XFA",))
    for page in writer.pages:
        _drop(page, _ACTIVE_PAGE)
        _quieten(page)
    # The second copy follows references from the root, so what was cut off is gone for good.
    return _written(PdfWriter(clone_from=PdfReader(io.BytesIO(_written(writer)))))


def _written(writer: PdfWriter) -> bytes:
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _drop(target: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        target.pop(NameObject(key), None)


def _quieten(page: DictionaryObject) -> None:
    """Take out annotations that carry files, and actions that run or open something."""
    notes = page.get("/Annots")
    if notes is None:
        return
    kept = ArrayObject()
    for reference in notes.get_object():
        note = reference.get_object()
        if note.get("/Subtype") in _ACTIVE_NOTES:
            continue
        _drop(note, ("/AA",))
        action = note.get("/A")
        if action is not None and action.get_object().get("/S") not in _SAFE_ACTIONS:
            _drop(note, ("/A",))
        kept.append(reference)
    page[NameObject("/Annots")] = kept
