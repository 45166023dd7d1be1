"""A code to scan, on a page."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.text import Text


def qr_svg(address: str, name: Text) -> SafeString:
    """A QR code as inline SVG without inline styles; `name`: what it is, for who cannot see it."""
    size = segno.make(address, error="m")
    width, height = size.symbol_size(border=2)
    path = "".join(
        f"M{x + 2} {y + 2}h1v1h-1z"
        for y, row in enumerate(size.matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/><path d="{}"/></svg>',
        width,
        height,
        name,
        width,
        height,
        path,
    )
