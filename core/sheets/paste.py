"""A block of cells copied out of a spreadsheet: tab-separated text, quoted where it must be."""

import csv
import io

from core.sheets.cells import Table, Value
from core.sheets.faults import SheetError
from core.sheets.reader import MOST_COLUMNS, MOST_ROWS, tidy

MOST_CHARACTERS = 2_000_000


def parse(text: str) -> Table:
    """The table of a pasted block. Raises `SheetError`.

    Excel and WPS put cells with a line break in quotes; quotes inside are doubled. A quote that
    never ends stands for itself.
    """
    if not text.strip():
        raise SheetError("nothing")
    if len(text) > MOST_CHARACTERS:
        raise SheetError("rows", most=f"{MOST_ROWS:,}")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    whole = lines.count('"') % 2 == 0
    table = Table("")
    csv.field_size_limit(MOST_CHARACTERS)
    rows = csv.reader(
        io.StringIO(lines, newline=""),
        delimiter="\t",
        quoting=csv.QUOTE_MINIMAL if whole else csv.QUOTE_NONE,
    )
    for number, cells in enumerate(rows, 1):
        row: dict[int, Value] = {c: t for c, cell in enumerate(cells) if (t := tidy(cell))}
        if len(cells) > MOST_COLUMNS:
            raise SheetError("columns", most=MOST_COLUMNS)
        if row:
            table.rows[number] = row
        if len(table.rows) > MOST_ROWS:
            raise SheetError("rows", most=f"{MOST_ROWS:,}")
    return table
