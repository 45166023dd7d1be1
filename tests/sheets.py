"""Workbooks that tests make: with openpyxl, and by hand where openpyxl cannot."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/'
    '2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
_LINKS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="worksheet"/>'
    "</Relationships>"
)
_BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{extra}'
    '<sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    'main"><sheetData>{rows}</sheetData>{after}</worksheet>'
)


def saved(book: Any) -> bytes:
    """A workbook of openpyxl as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(rows: Sequence[Sequence[Any]], *, merges: Sequence[str] = (), name: str = "") -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name or "整改台账"
    for row in rows:
        sheet.append(list(row))
    for area in merges:
        sheet.merge_cells(area)
    return saved(book)


def by_hand(rows: str = "", *, after: str = "", extra: str = "", **parts: str | bytes) -> bytes:
    """A workbook written part by part; `parts`: path with `__` for `/` and its content."""
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "xl/workbook.xml": _BOOK.format(extra=extra),
        "xl/_rels/workbook.xml.rels": _LINKS,
        "xl/worksheets/sheet1.xml": _SHEET.format(rows=rows, after=after),
    }
    content.update({path.replace("__", "/"): text for path, text in parts.items()})
    return zipped(content)


def zipped(content: dict[str, str | bytes]) -> bytes:
    """Parts in a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for path, text in content.items():
            book.writestr(path, text)
    return out.getvalue()


def html(*rows: Sequence[Any], head: str = "", encoding: str = "utf-8") -> bytes:
    """A web page with one table."""
    lines = "".join(
        f"<tr>{''.join(f'<td>{escape(str(v))}</td>' for v in values)}</tr>" for values in rows
    )
    page = f"<html><head>{head}</head><body><table border=1>{lines}</table></body></html>"
    return page.encode(encoding)


def office(*rows: str, declared: str = "UTF-8", encoding: str = "utf-8") -> bytes:
    """«XML Spreadsheet 2003»."""
    text = (
        f'<?xml version="1.0" encoding="{declared}"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="台账"><Table>{"".join(rows)}</Table></Worksheet></Workbook>'
    )
    return text.encode(encoding)


def xml_row(values: Sequence[Any], index: int = 0) -> str:
    """A row of it, at a place of its own or below the one before."""
    place = f' ss:Index="{index}"' if index else ""
    found = "".join(
        f'<Cell><Data ss:Type="String">{escape(str(value))}</Data></Cell>' for value in values
    )
    return f"<Row{place}>{found}</Row>"


def mail(page: bytes) -> bytes:
    """A web page in one file."""
    head = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=part\n\n--part\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return head.encode() + page + b"\n--part--\n"
