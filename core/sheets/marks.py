"""Give a workbook back with its unreadable cells marked and the reason beside them."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from core.sheets.cells import Broken, Table
from core.sheets.container import unpack
from core.sheets.faults import SheetError
from core.sheets.reader import MOST_COLUMNS, letters_of

_RED = PatternFill("solid", start_color="FFFFC7CE", end_color="FFFFC7CE")
_BOLD = Font(bold=True, color="FF9C0006")
_WRAP = Alignment(wrap_text=True, vertical="top")
_REASON_WIDTH = 48
# openpyxl keeps every formatted cell in memory; larger workbooks come back with their rows alone.
_MOST_OPENED = 15_000_000
# openpyxl answers what it cannot read with whatever its parsing happens to raise.
_UNREADABLE = (
    SheetError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    zipfile.BadZipFile,
)


@dataclass(frozen=True)
class Mark:
    """One bad cell; `column` from 0, -1 if the column is missing from the sheet."""

    row: int
    column: int
    message: str


def marked(data: bytes, table: Table, marks: Sequence[Mark], head: str, head_row: int = 0) -> bytes:
    """The same workbook with marks; one made of `table` if it cannot be opened for writing.

    `head`: the words above the column of reasons, in row `head_row` (0: above the first mark).
    Formulas become text on the way.
    """
    try:
        if sum(map(len, unpack(data).content.values())) > _MOST_OPENED:
            return of_table(table, marks, head, head_row)
        book = openpyxl.load_workbook(io.BytesIO(data))
        sheet = book[table.name]
    except _UNREADABLE:
        return of_table(table, marks, head, head_row)
    for page in book.worksheets:
        _disarm(page)
    return _written(book, sheet, table, marks, (head, head_row))


def of_table(table: Table, marks: Sequence[Mark], head: str, head_row: int = 0) -> bytes:
    """A new workbook with the cells of a table at their places, marked."""
    book = openpyxl.Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise SheetError("broken")
    for row, cells in table.rows.items():
        for column, value in cells.items():
            cell = sheet.cell(row, column + 1)
            cell.value = value.shown if isinstance(value, Broken) else value
    _disarm(sheet)
    return _written(book, sheet, table, marks, (head, head_row))


def _disarm(sheet: Worksheet) -> None:
    """What would be calculated on opening is kept as the text that it is."""
    for row in sheet.iter_rows(max_col=MOST_COLUMNS):
        for cell in row:
            if cell.data_type == "f" and isinstance(cell, Cell):
                text = getattr(cell.value, "text", None) or str(cell.value)
                cell.value = text
                cell.data_type = "s"
                cell.quotePrefix = True  # type: ignore[attr-defined]


def _written(
    book: Any, sheet: Worksheet, table: Table, marks: Sequence[Mark], head: tuple[str, int]
) -> bytes:
    reasons: dict[int, list[str]] = defaultdict(list)
    for mark in marks:
        reasons[mark.row].append(mark.message)
        if mark.column >= 0:
            _mark(sheet, mark)
    column = table.width + 1
    first = min(reasons, default=1)
    _write(sheet, head[1] or max(1, first - 1), column, head[0]).font = _BOLD
    for row, messages in reasons.items():
        cell = _write(sheet, row, column, "\n".join(messages))
        cell.fill, cell.alignment = _RED, _WRAP
    letter = letters_of(column - 1)
    sheet.column_dimensions[letter].width = _REASON_WIDTH
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mark(sheet: Worksheet, mark: Mark) -> None:
    cell = sheet.cell(mark.row, mark.column + 1)
    if isinstance(cell, Cell):  # the inner cells of a merged area cannot be written
        cell.fill = _RED
        cell.comment = Comment(mark.message, "")


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    cell: Any = sheet.cell(row, column)
    if isinstance(cell, Cell):
        cell.value = text
        cell.data_type = "s"
    return cell
