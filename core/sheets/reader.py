"""Read a workbook into plain tables: tolerant of every writer, bounded in time and memory.

Parsed as a stream with entities and DTDs forbidden. Formulas are never calculated: what counts
is the value that the writer left beside them.
"""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from core.sheets import formats
from core.sheets.cells import Area, Broken, Table, Value
from core.sheets.container import Parts, unpack
from core.sheets.faults import SheetError
from core.sheets.formats import children, local
from core.text import clean_text

MOST_ROWS = 5_000
"""Of rows with content."""
MOST_EMPTY_ROWS = 100_000
MOST_COLUMNS = 100
MOST_STRINGS = 300_000
MOST_HELD = 100_000
"""Of elements in memory at once; a full row of Excel with formulas has half as many."""
MOST_PARSED = 8_000_000
"""Bytes of the parts that are parsed as a whole: the list of sheets, the styles."""
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(data: bytes) -> list[Table]:
    """The sheets of a workbook in their order. Raises `SheetError`."""
    parts = unpack(data)
    try:
        return _read(parts)
    except (ParseError, DefusedXmlException, ValueError, OverflowError, LookupError) as fault:
        raise SheetError("broken") from fault


def _read(parts: Parts) -> list[Table]:
    book = _parsed(parts.get("xl/workbook.xml"))
    strings = _strings(parts.get("xl/sharedstrings.xml"))
    styles = parts.get("xl/styles.xml")
    reading = _Reading(
        strings,
        formats.kinds(_parsed(styles) if styles else None),
        any(p.get("date1904") in ("1", "true") for p in children(book, "workbookPr")),
    )
    tables = []
    for name, path, hidden in _sheets(book, parts):
        content = parts.get(path)
        if content:
            tables.append(reading.table(name, content, hidden=hidden))
    return tables


def _parsed(content: bytes) -> Element:
    """A small part as a whole: a bomb of tags would take fifty times its size."""
    if len(content) > MOST_PARSED:
        raise SheetError("unpacked")
    root: Element = fromstring(content, forbid_dtd=True)
    return root


def _stream(content: bytes, unit: str) -> Iterator[Element]:
    """Elements as they end; what belongs to a `unit` (a row, a string) is forgotten after it."""
    held = 0
    for _event, element in iterparse(io.BytesIO(content), events=("end",), forbid_dtd=True):
        held += 1
        if held > MOST_HELD:
            raise SheetError("unpacked")
        yield element
        if local(element.tag) == unit:
            element.clear()
            held = 0


def _sheets(book: Element, parts: Parts) -> Iterator[tuple[str, str, bool]]:
    """Name, path and whether hidden, in the order of the tabs."""
    links = parts.get("xl/_rels/workbook.xml.rels")
    targets = {link.get("Id", ""): link.get("Target", "") for link in _parsed(links or b"<r/>")}
    for group in children(book, "sheets"):
        for sheet in children(group, "sheet"):
            key = next((v for k, v in sheet.attrib.items() if local(k) == "id"), "")
            target = targets.get(key, "")
            path = target if target.startswith("/") else f"xl/{target}"
            hidden = sheet.get("state", "visible") != "visible"
            yield sheet.get("name", ""), path, hidden


def _strings(content: bytes) -> list[str]:
    if not content:
        return []
    found = []
    for element in _stream(content, "si"):
        if local(element.tag) == "si":
            found.append(_text(element))
            if len(found) > MOST_STRINGS:
                raise SheetError("unpacked")
    return found


def _text(element: Element) -> str:
    """Rich text as plain text, without the phonetic guides."""
    pieces = []
    for part in element:
        name = local(part.tag)
        if name == "t":
            pieces.append(part.text or "")
        elif name == "r":
            pieces += [t.text or "" for t in children(part, "t")]
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), "".join(pieces))


class _Reading:
    """One workbook's shared strings and styles, and how they turn cells into values."""

    def __init__(self, strings: list[str], kinds: list[str], since_1904: bool) -> None:
        self.strings, self.kinds, self.since_1904 = strings, kinds, since_1904

    def table(self, name: str, content: bytes, *, hidden: bool) -> Table:
        """Stream one sheet; each row is forgotten as soon as it is read."""
        table = Table(name, hidden=hidden)
        number = seen = 0
        for element in _stream(content, "row"):
            tag = local(element.tag)
            if tag == "row":
                seen += 1
                number = int(element.get("r") or number + 1)
                if row := self._row(element):
                    table.rows[number] = row
                if len(table.rows) > MOST_ROWS or seen > MOST_EMPTY_ROWS:
                    raise SheetError("rows", most=f"{MOST_ROWS:,}")
            elif tag == "mergeCell" and len(table.merges) < 10 * MOST_ROWS:
                table.merges.append(area(element.get("ref", "")))
        return table

    def _row(self, element: Element) -> dict[int, Value]:
        row: dict[int, Value] = {}
        column = -1
        for cell in children(element, "c"):
            place = _REFERENCE.fullmatch(cell.get("r", ""))
            column = column_of(place[1]) if place else column + 1
            value = self._value(cell)
            if value != "":
                if column >= MOST_COLUMNS:
                    raise SheetError("columns", most=MOST_COLUMNS)
                row[column] = value
        return row

    def _value(self, cell: Element) -> Value:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return tidy("".join(_text(part) for part in children(cell, "is")))
        written = next((v.text or "" for v in children(cell, "v")), "")
        if kind == "e":
            return Broken(written)
        if not written:
            return Broken("") if next(children(cell, "f"), None) is not None else ""
        return self._number(written, cell) if kind == "n" else self._words(written, kind)

    def _words(self, written: str, kind: str) -> str:
        if kind == "b":
            return "是" if written == "1" else "否"
        return tidy(self.strings[int(written)] if kind == "s" else written)

    def _number(self, written: str, cell: Element) -> Value:
        style = int(cell.get("s", "0"))
        shows = self.kinds[style] if style < len(self.kinds) else formats.PLAIN
        return formats.shown(float(written), shows, since_1904=self.since_1904)


def tidy(text: str) -> str:
    """Without unseen characters and outer white space."""
    return clean_text(text.replace("\u3000", " ").replace("\xa0", " ")).strip()


def column_of(letters: str) -> int:
    """`A` is 0, `T` 19, `AA` 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(column: int) -> str:
    """0 is `A`, 19 is `T`."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def area(reference: str) -> Area:
    """`A1:T1` as an area."""
    corners = [_REFERENCE.fullmatch(part) for part in reference.split(":")]
    places: list[Any] = [(int(c[2]), column_of(c[1])) for c in corners if c]
    if not places:
        raise ValueError(reference)
    (top, left), (bottom, right) = places[0], places[-1]
    return Area(top, left, bottom, right)
