"""Workbooks by which an administrator takes in many rows at once: the lines below their heads."""

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from core.errors import DomainError
from core.uploads.policy import MEGABYTE, XLSX, Policy, judge

POLICY = Policy(kinds=(XLSX,), max_files=1, max_bytes=2 * MEGABYTE)
Cells = tuple[str, ...]


def read(name: str, content: bytes, heads: Sequence[str]) -> list[tuple[int, Cells]]:
    """The filled lines of the first sheet with their numbers, as wide as the heads.

    Raises `DomainError` (field `file`) if it is no workbook, or the heads are missing.
    """
    cleaned = judge(name, content, POLICY)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(cleaned.content))
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as fault:
        raise wrong(_("The file has no sheet that can be read. Save it as .xlsx again.")) from fault
    lines = [[_text(cell).strip() for cell in line] for line in cells]
    return _below(lines, tuple(heads))


def _below(lines: list[list[str]], heads: Cells) -> list[tuple[int, Cells]]:
    wide = len(heads)
    start = next((n for n, line in enumerate(lines) if tuple(line[:wide]) == heads), None)
    if start is None:
        raise wrong(
            _("The line with the heads is missing: %(heads)s.") % {"heads": "、".join(heads)}
        )
    return [
        (number, tuple([*line, *[""] * wide][:wide]))
        for number, line in enumerate(lines[start + 1 :], start=start + 2)
        if any(line[:wide])
    ]


def _text(cell: object) -> str:
    """A cell as people see it: a number typed for a text has no decimals."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def wrong(sentence: str) -> DomainError:
    """The whole file is refused."""
    return DomainError(sentence, "sheet", "file")


def require_whole(rows: Sequence[object]) -> None:
    """All rows or none: refused as long as one of them has `faults`."""
    if any(getattr(row, "faults", ()) for row in rows):
        raise wrong(
            _("The sheet still has faults. Mend the rows that are marked and choose it again.")
        )
