"""What other programs call a workbook: web pages, XML of Excel 2003, and rows of plain text.

Old business systems write their exports so and name them `.xls`; Excel opens them with a warning.
"""

import csv
import datetime as dt
import email
import email.policy
import io
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from core.sheets.cells import Area, Broken, Table, Value
from core.sheets.faults import SheetError
from core.sheets.formats import children, local
from core.sheets.reader import MOST_COLUMNS, MOST_EMPTY_ROWS, MOST_ROWS, tidy

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
"""A web page is parsed tag by tag: this much takes about a second."""
_STARTS = re.compile(
    r"(?is)^\s*(?:<!doctype|<html|<table|<\?xml|<head|<meta|<style|<body|mime-version|<workbook)"
)
_CHARSET = re.compile(rb"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""")
_OFFICE = "urn:schemas-microsoft-com:office:spreadsheet"


def looks_like(data: bytes) -> bool:
    """Whether a file is text that may hold a table, by its first bytes."""
    start = data[:4000]
    if data.startswith((b"PK", b"%PDF")) or not data.strip():
        return False
    text = decoded(start)
    return bool(_STARTS.match(text)) or (
        "\x00" not in text and "\ufffd" not in text[:-2] and ("," in text or "\t" in text)
    )


def read(data: bytes) -> list[Table]:
    """The tables of such a file. Raises `SheetError`, with code `disguised` if it holds none."""
    if len(data) > MOST_BYTES:
        raise SheetError("size", limit=f"{MOST_BYTES // MEGABYTE} MB")
    try:
        tables = _reader(data)(data)
    except (ParseError, DefusedXmlException, ValueError, LookupError, csv.Error) as fault:
        raise SheetError("broken") from fault
    found = [table for table in tables if table.rows]
    if not found or max(table.width for table in found) < 2:
        raise SheetError("disguised")
    return found


def decoded(data: bytes) -> str:
    """The text of a file in any encoding that offices use."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    named = _CHARSET.search(data[:2000])
    names = [named[1].decode("ascii").lower()] if named else []
    for name in [*names, "utf-8-sig", "gb18030"]:
        try:
            return data.decode("gb18030" if name in ("gb2312", "gbk") else name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8-sig", "replace")


def _reader(data: bytes) -> Callable[[bytes], list[Table]]:
    start = decoded(data[:4000])
    if re.match(r"(?is)^\s*mime-version", start):
        return _archive
    if not _STARTS.match(start):
        return _plain
    return _office if _OFFICE in start else _page


def _plain(data: bytes) -> list[Table]:
    """Rows of text with tabs or commas between their cells."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    first = text.split("\n", 1)[0]
    csv.field_size_limit(MOST_BYTES)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first else ",")
    keeper = _Keeper("")
    for row in rows:
        keeper.row()
        for cell in row:
            keeper.cell(tidy(cell))
    return [keeper.table]


def _archive(data: bytes) -> list[Table]:
    """A web page in one file (`.mht`): its parts are mail."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    tables: list[Table] = []
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            tables += _page(content if isinstance(content, bytes) else b"")
    return tables


def _page(data: bytes) -> list[Table]:
    reader = _Tables()
    reader.feed(decoded(data))
    reader.close()
    return reader.tables


class _Keeper:
    """Fills a table cell by cell; merged cells take the places that they cover."""

    def __init__(self, name: str) -> None:
        self.table = Table(name)
        self.number = self.seen = 0
        self.column = -1
        self._covered: dict[int, int] = {}

    def row(self, number: int = 0) -> None:
        """The next row, or the one with a number."""
        self.number = number or self.number + 1
        self.seen += 1
        self.column = -1
        self._covered = {c: last for c, last in self._covered.items() if last >= self.number}
        if len(self.table.rows) > MOST_ROWS or self.seen > MOST_EMPTY_ROWS:
            raise SheetError("rows", most=f"{MOST_ROWS:,}")

    def cell(self, value: Value, *, column: int = 0, across: int = 1, down: int = 1) -> None:
        """The next free cell, or the one of a column (from 1); `across`, `down`: how many."""
        self.column = column - 1 if column else self.column + 1
        while not column and self._covered.get(self.column, 0) >= self.number:
            self.column += 1
        last = self.column + across - 1
        if value != "":
            if self.column >= MOST_COLUMNS:
                raise SheetError("columns", most=MOST_COLUMNS)
            self.table.rows.setdefault(self.number, {})[self.column] = value
        if (across > 1 or down > 1) and len(self.table.merges) < 10 * MOST_ROWS:
            bottom = self.number + down - 1
            self.table.merges.append(Area(self.number, self.column, bottom, last))
            if down > 1:
                for covered in range(self.column, min(last, MOST_COLUMNS) + 1):
                    self._covered[covered] = bottom
        self.column = last


class _Tables(HTMLParser):
    """The outermost tables of a web page; what stands inside a cell belongs to it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self._keeper: _Keeper | None = None
        self._depth = 0
        self._cell: tuple[int, int] | None = None
        self._words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._keeper = _Keeper("")
                self.tables.append(self._keeper.table)
        elif tag in ("style", "script", "title"):
            self._silent += 1
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            if self._keeper:
                self._keeper.row()
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            found = dict(attrs)
            self._cell = (_count(found.get("colspan")), _count(found.get("rowspan")))
        elif tag in ("br", "p", "div", "li"):
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            if self._depth == 1:
                self._end_cell()
            self._depth = max(0, self._depth - 1)
        elif tag in ("style", "script", "title"):
            self._silent = max(0, self._silent - 1)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._words.append(re.sub(r"\s+", " ", data))

    def _end_cell(self) -> None:
        if self._cell is not None and self._keeper is not None:
            lines = [tidy(line) for line in "".join(self._words).split("\n")]
            across, down = self._cell
            text = "\n".join(line for line in lines if line)
            self._keeper.cell(text, across=across, down=down)
        self._cell, self._words = None, []


def _count(written: str | None) -> int:
    text = (written or "").strip()
    return max(1, min(int(text), MOST_ROWS)) if text.isascii() and text.isdigit() else 1


def _office(data: bytes) -> list[Table]:
    """«XML Spreadsheet 2003»: rows may skip numbers, cells columns."""
    tables: list[Table] = []
    keeper = _Keeper("")
    for event, element in iterparse(
        io.BytesIO(_utf8(data)), events=("start", "end"), forbid_dtd=True
    ):
        tag = local(element.tag)
        if event == "start":
            if tag == "Worksheet":
                keeper = _Keeper(_attribute(element, "Name"))
                tables.append(keeper.table)
            elif tag == "Row":
                keeper.row(_place(element, keeper.number + 1))
        elif tag == "Visible" and (element.text or "").startswith("SheetHidden"):
            keeper.table.hidden = True
        elif tag == "Row":
            for cell in children(element, "Cell"):
                keeper.cell(
                    _value(cell),
                    column=_place(cell, 0),
                    across=1 + _count_of(cell, "MergeAcross"),
                    down=1 + _count_of(cell, "MergeDown"),
                )
            element.clear()
    return tables


def _utf8(data: bytes) -> bytes:
    """The same XML in one encoding, since not every parser knows those of Chinese systems."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(data)).strip().encode()


def _attribute(element: Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if local(k) == name), "")


def _place(element: Element, otherwise: int) -> int:
    text = _attribute(element, "Index")
    return int(text) if text else otherwise


def _count_of(cell: Element, name: str) -> int:
    return min(int(_attribute(cell, name) or 0), MOST_ROWS)


def _value(cell: Element) -> Value:
    data = next(children(cell, "Data"), None)
    if data is None:
        return Broken("") if _attribute(cell, "Formula") else ""
    text = "".join(_texts(data))
    kind = _attribute(data, "Type")
    if kind == "Error":
        return Broken(text)
    if kind == "Boolean":
        return "是" if text == "1" else "否"
    if kind == "DateTime":
        return dt.date.fromisoformat(text[:10])
    if kind == "Number":
        number = float(text)
        return int(number) if number.is_integer() else number
    return tidy(text)


def _texts(element: Element) -> Iterator[str]:
    """The text of an element and of the fonts within it."""
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
