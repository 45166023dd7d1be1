"""From a builder's data to a job for the press: templates, style sheets, verification code."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from core import clock, watermark
from core.documents.builders import Builder
from core.documents.paper import OfficialPaper
from core.documents.press import Job
from core.models import AuditEvent, Document

_STYLES = Path(__file__).with_name("styles")


@cache
def styles() -> dict[str, tuple[str, bytes]]:
    """The style sheets that templates may name as `app:<file>.css`."""
    return {f"app:{path.name}": ("text/css", path.read_bytes()) for path in _STYLES.glob("*.css")}


def verify_url(number: str) -> str:
    """Where anybody can check a paper of this number (an address of the contract)."""
    return f"{settings.SITE_URL}/verify/{quote(number)}/"


def qr(text: str) -> SafeString:
    """An inline SVG of a QR code, without any style attribute."""
    return mark_safe(segno.make(text, error="m").svg_inline(border=0))


def trace(document: Document) -> str:
    """Who asked for the paper, when, and the number of the row in the trail that tells of it."""
    asked = AuditEvent.objects.filter(
        object_kind="core.document", object_id=document.pk, action="core.document.request"
    )
    return watermark.words(asked.latest("pk"))


def context(document: Document, builder: Builder, data: dict[str, Any]) -> dict[str, Any]:
    """The builder's data, and what every paper carries about itself."""
    address = verify_url(document.number)
    if settings.DEMO and isinstance(paper := data.get("paper"), OfficialPaper):
        data = {**data, "paper": paper.as_demonstration()}
    return {
        "document_title": document.title,
        "document_number": document.number,
        "edition": document.edition,
        "issued_at": clock.now(),
        "verify_url": unquote(address),  # people read and type it; the code holds the other form
        "verify_qr": qr(address),
        "trace": trace(document) if builder.traced else "",
        **data,
    }


def job_for(document: Document, builder: Builder, data: dict[str, Any]) -> Job:
    """The job that sets this document. Papers are Chinese whatever the reader's language."""
    with translation.override("zh-hans"):
        terms = context(document, builder, data)
        html = render_to_string(builder.template, terms)
        closing = render_to_string(builder.closing, terms) if builder.closing else ""
    return Job(html, closing, styles())
