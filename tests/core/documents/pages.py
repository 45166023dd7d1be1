"""Reads finished PDFs back: lines with their places, glyphs, fonts, rules."""

import io
import re
from dataclasses import dataclass
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ContentStream

MM = 72 / 25.4


@dataclass(frozen=True)
class Line:
    """A line of text without its spaces, and where it begins (points, from the top left)."""

    text: str
    x: float
    y: float
    size: float


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def lines(page: Any) -> list[Line]:
    """The lines of a page from top to bottom."""
    found: dict[float, list[tuple[float, str, float]]] = {}

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        bare = "".join(text.split())
        if bare:
            y = float(page.mediabox.height) - (tm[5] * cm[3] + cm[5])
            found.setdefault(round(y, 1), []).append((tm[4] * cm[0], bare, size * cm[0]))

    page.extract_text(visitor_text=visit)
    return [
        Line("".join(part[1] for part in sorted(parts)), min(parts)[0], y, parts[0][2])
        for y, parts in sorted(found.items())
    ]


def missing(reader: PdfReader) -> set[str]:
    """The characters that are drawn with an empty glyph, or with none: boxes and gaps on paper."""
    found = set()
    for font in _fonts(reader):
        characters = dict(_CHARACTER.findall(font["/ToUnicode"].get_object().get_data().decode()))
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        outlines = TTFont(io.BytesIO(descriptor["/FontFile3"].get_object().get_data()))
        for glyph, code in characters.items():
            text = bytes.fromhex(code).decode("utf-16-be")
            if code != "ffff" and text.strip() and not _has_outline(outlines, int(glyph, 16)):
                found.add(text)
    return found


_CHARACTER = re.compile(r"<([0-9a-f]{4})> <([0-9a-f]+)>")


def _has_outline(font: TTFont, glyph: int) -> bool:
    names = font.getGlyphOrder()
    if glyph == 0 or glyph >= len(names):
        return False
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[names[glyph]].draw(pen)
    return pen.bounds is not None


def _fonts(reader: PdfReader) -> list[Any]:
    found = {}
    for page in reader.pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            found[str(font["/BaseFont"])] = font
    return list(found.values())


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Each font's name, and whether its file is in the PDF."""
    found = {}
    for font in _fonts(reader):
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        found[str(font["/BaseFont"])] = "/FontFile3" in descriptor
    return found


def widest_rule(reader: PdfReader, page: int) -> float:
    """The width in millimetres of the widest thin horizontal rectangle."""
    scale, widest = 0.75, 0.0
    contents = ContentStream(reader.pages[page].get_contents(), reader)
    points: list[tuple[float, float]] = []
    for operands, operator in contents.operations:
        if operator == b"re" and abs(float(operands[3])) < 3:
            widest = max(widest, float(operands[2]))
        elif operator in {b"m", b"l"}:
            points.append((float(operands[0]), float(operands[1])))
        elif operator in {b"f", b"f*", b"h", b"S", b"n"} and points:
            xs, ys = zip(*points, strict=True)
            if max(ys) - min(ys) < 3:
                widest = max(widest, max(xs) - min(xs))
            if operator != b"h":
                points = []
    return widest * scale / MM
