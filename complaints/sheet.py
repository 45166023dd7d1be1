"""The list of complaints as a workbook or as CSV: what the list shows, row by row, nothing more.

Who complained is in no column, and the words are those that the reader may search. Every cell is
written as text or number, never as a formula. Rows are streamed: memory does not grow with them.
"""

import csv
import datetime as dt
from collections.abc import Iterator
from typing import IO

import xlsxwriter
from django.utils import timezone, translation
from django.utils.text import Truncator
from xlsxwriter.worksheet import Worksheet

from complaints.enums import State, Urgency
from complaints.models import Complaint
from complaints.models.complaint import ComplaintQuerySet
from core import clock
from core.text import plain_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Data of the file format, not of the interface: Chinese in every language.
COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 6),
    ("编号", 19),
    ("投诉事项", 40),
    ("性质", 9),
    ("标记", 14),
    ("单位", 14),
    ("渠道", 9),
    ("收到日期", 12),
    ("时限", 12),
    ("状态", 14),
)
HEADS = tuple(name for name, _width in COLUMNS)
TITLE = "投诉清单"
FIRST_ROW = 3  # data begins in row 4
CHUNK = 500
# As many signs as the list shows of a case.
SHOWN = 36
_LONGEST_FOOTER = 200
# So that spreadsheets read the Chinese right.
_MARK = "\ufeff"


def file_name(suffix: str) -> str:
    """«投诉清单-2011-08-19.xlsx»: nothing of a case, nothing of a filter."""
    return f"{TITLE}-{clock.today().isoformat()}.{suffix}"


def cells(case: Complaint, number: int) -> list[str | int]:
    """One row. `case.words` is what the reader may read; without it the redacted copy."""
    words = getattr(case, "words", case.redacted_text)
    unit = case.lead_unit or case.target_unit
    with translation.override("zh-hans"):
        return [
            number,
            case.number,
            Truncator(words).chars(SHOWN, truncate="…") if words else case.category.name,
            str(case.get_nature_display()),
            "、".join(_flags(case)),
            unit.short_name if unit else "",
            str(case.get_channel_display()),
            timezone.localdate(case.received_at).isoformat(),
            _day(case.due_triage if case.state == State.RECEIVED else case.due_key),
            str(case.get_state_display()),
        ]


def as_text(case: Complaint) -> str:
    """A row and the names of the files, for the leak check.

    The heads stand between the cells, or two dates would look like one long number.
    """
    names = [file_name("xlsx"), file_name("csv")]
    row = [f"{head}：{cell}" for head, cell in zip(HEADS, cells(case, 1), strict=True)]
    return "\n".join([*names, *row])


def lines(cases: ComplaintQuerySet, watermark: str) -> Iterator[str]:
    """The CSV, line by line; the first says whose eyes it was made for."""
    writer = csv.writer(_Echo())
    yield _MARK + writer.writerow([plain_cell(watermark)])
    yield writer.writerow(HEADS)
    for number, case in enumerate(cases.iterator(chunk_size=CHUNK), 1):
        yield writer.writerow([plain_cell(str(cell)) for cell in cells(case, number)])


def write(file: IO[bytes], cases: ComplaintQuerySet, watermark: str) -> None:
    """The workbook, A4 landscape, with the mark above the table and on each printed page."""
    book = xlsxwriter.Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    sheet = book.add_worksheet(TITLE)
    _page(sheet, watermark)
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_size": 9})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
    sheet.write_string(0, 0, TITLE, book.add_format({"bold": True, "font_size": 16}))
    sheet.write_string(1, 0, watermark)
    for column, name in enumerate(HEADS):
        sheet.write_string(FIRST_ROW - 1, column, name, head)
    for number, case in enumerate(cases.iterator(chunk_size=CHUNK), 1):
        for column, value in enumerate(cells(case, number)):
            if isinstance(value, int):
                sheet.write_number(FIRST_ROW + number - 1, column, value, body)
            else:
                sheet.write_string(FIRST_ROW + number - 1, column, value, body)
    book.close()


class _Echo:
    """What `csv` writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def _page(sheet: Worksheet, watermark: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, FIRST_ROW - 1)
    sheet.freeze_panes(FIRST_ROW, 2)
    left = watermark.replace("&", "&&")[:_LONGEST_FOOTER]
    sheet.set_footer(f"&L&8{' ' if left[:1].isdigit() else ''}{left}&C第 &P 页，共 &N 页")
    for column, (_name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)


def _flags(case: Complaint) -> list[str]:
    """What the list shows as tags beside the words."""
    flags = ((case.retaliation, "反映打击报复"), (case.is_accusation, "检举控告"))
    found = [words for is_so, words in (*flags, (case.bypass, "仅限领导")) if is_so]
    if case.urgency != Urgency.NORMAL:
        found.append(str(case.get_urgency_display()))
    return found


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
