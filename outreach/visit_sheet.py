"""The list of field visits as a workbook, A4 landscape; texts and numbers only, no formula."""

from typing import IO

import xlsxwriter
from django.db.models import Prefetch, QuerySet
from django.utils import translation

from core import clock
from outreach.models import FieldVisit, Opinion

# Data of the file format, not of the interface: Chinese in every language.
COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 5),
    ("编号", 17),
    ("单位", 12),
    ("类型", 12),
    ("日期", 11),
    ("地点（企业、村）", 22),
    ("走访人员", 18),
    ("见面人数", 8),
    ("走访情况", 40),
    ("意见建议及处理情况", 50),
)
HEADS = tuple(name for name, _width in COLUMNS)
TITLE = "“三进”走访调研登记表"
FIRST_ROW = 3  # data begins in row 4


def write(file: IO[bytes], visits: QuerySet[FieldVisit], *, filled_by: str) -> int:
    """Write the visits to `file`; returns how many."""
    book = xlsxwriter.Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    sheet = book.add_worksheet("三进走访")
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_size": 9})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})
    title = book.add_format({"bold": True, "font_size": 18, "align": "center"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, FIRST_ROW - 1)
    sheet.freeze_panes(FIRST_ROW, 2)
    for number, (_name, width) in enumerate(COLUMNS):
        sheet.set_column(number, number, width)
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, TITLE, title)
    day = clock.today()
    sheet.merge_range(
        1,
        0,
        1,
        len(COLUMNS) - 1,
        f"导出人：{filled_by}    导出日期：{day.year}年{day.month}月{day.day}日",
    )
    for number, name in enumerate(HEADS):
        sheet.write_string(2, number, name, head)
    count = 0
    with translation.override("zh-hans"):
        for count, visit in enumerate(fetched(visits), 1):
            for column, value in enumerate(cells(visit, count)):
                if isinstance(value, int):
                    sheet.write_number(FIRST_ROW + count - 1, column, value, body)
                else:
                    sheet.write_string(FIRST_ROW + count - 1, column, value, body)
    book.close()
    return count


def fetched(visits: QuerySet[FieldVisit]) -> list[FieldVisit]:
    """The visits with everything that their cells say: two queries."""
    said = Opinion.objects.select_related("handed_to", "item", "case").order_by("id")
    return list(visits.select_related("unit").prefetch_related(Prefetch("opinions", said)))


def cells(visit: FieldVisit, number: int) -> list[str | int]:
    """The ten cells of a visit."""
    return [
        number,
        visit.number,
        visit.unit.short_name,
        visit.get_kind_display(),
        visit.on.isoformat(),
        visit.place,
        visit.visitors,
        visit.met,
        visit.summary,
        "\n".join(_said(opinion) for opinion in visit.opinions.all()),
    ]


def _said(opinion: Opinion) -> str:
    linked = opinion.item or opinion.case
    done = f"{opinion.get_state_display()} {linked.number if linked else ''}".strip()
    return f"{opinion.text}（{done}）"
