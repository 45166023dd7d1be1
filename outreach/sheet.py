"""The ledger of enterprise cases as the workbook that offices keep: A4 landscape.

Everything is written as text or number, never as a formula, so nothing that a user typed can run
when the file is opened. Whom to call at a firm is not in it.
"""

import datetime as dt
from typing import IO, Any

import xlsxwriter
from django.db.models import Prefetch, QuerySet
from django.utils import timezone, translation
from xlsxwriter.worksheet import Worksheet

from core import clock
from outreach.enums import CaseState
from outreach.models import Confirmation, EnterpriseCase, FollowUp

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Data of the file format, not of the interface: Chinese in every language.
COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 5),
    ("编号", 17),
    ("企业名称", 20),
    ("行业", 9),
    ("诉求来源", 10),
    ("诉求类型", 9),
    ("企业诉求", 30),
    ("承办单位", 10),
    ("帮扶措施", 30),
    ("首次承诺时限", 11),
    ("承诺时限", 11),
    ("当前进展", 28),
    ("下次跟踪", 11),
    ("状态", 11),
    ("办理结果", 24),
    ("企业确认", 12),
    ("企业评价", 9),
    ("办结日期", 11),
    ("是否实事", 7),
    ("整改事项", 17),
)
HEADS = tuple(name for name, _width in COLUMNS)
TITLE = "企业帮扶工作台账"
FIRST_ROW = 3  # data begins in row 4


def write(
    file: IO[bytes], cases: QuerySet[EnterpriseCase], *, filled_by: str, watermark: str = ""
) -> int:
    """Write the cases to `file`; returns how many.

    `watermark`: at the foot of each printed page, since some cases were complaints (C13).
    """
    book = xlsxwriter.Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    sheet = book.add_worksheet("企业帮扶台账")
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_size": 9})
    _page(sheet, watermark)
    _head(book, sheet, filled_by)
    count = 0
    with translation.override("zh-hans"):
        for count, case in enumerate(fetched(cases), 1):
            for column, value in enumerate(cells(case, count)):
                if isinstance(value, int):
                    sheet.write_number(FIRST_ROW + count - 1, column, value, body)
                else:
                    sheet.write_string(FIRST_ROW + count - 1, column, value, body)
    book.close()
    return count


def fetched(cases: QuerySet[EnterpriseCase]) -> Any:
    """The cases with everything that their cells say."""
    rows = cases.select_related("enterprise", "unit", "item").prefetch_related(
        Prefetch("follow_ups", FollowUp.objects.order_by("-on", "-id")),
        Prefetch("confirmations", Confirmation.objects.order_by("-id")),
    )
    return rows.iterator(chunk_size=500)


def cells(case: EnterpriseCase, number: int) -> list[str | int]:
    """The 20 cells of a case."""
    follow_ups, said = list(case.follow_ups.all()), list(case.confirmations.all())
    return [
        number,
        case.number,
        case.enterprise.name,
        case.enterprise.get_industry_display(),
        case.get_origin_display(),
        case.get_demand_display(),
        case.description,
        case.unit.short_name,
        case.measures,
        _day(case.first_due),
        _day(case.due_on),
        follow_ups[0].progress if follow_ups else "",
        _day(case.next_on),
        case.get_state_display(),
        case.claim_note if case.state == CaseState.UNSOLVABLE else case.result,
        _confirmed(case, said),
        said[0].get_stars_display() if said else "",
        _day(timezone.localdate(case.closed_at) if case.closed_at else None),
        "是" if case.is_real_thing else "否",
        case.item.number if case.item else "",
    ]


def _confirmed(case: EnterpriseCase, said: list[Confirmation]) -> str:
    if case.state == CaseState.CLOSED and case.closed_by_id is not None:
        return "未确认（作风办核准）"
    return str(said[0].get_outcome_display()) if said else ""


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _page(sheet: Worksheet, watermark: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(0, FIRST_ROW - 1)
    left = watermark.replace("&", "&&")[:200]
    sheet.set_footer(f"&L&8{' ' if left[:1].isdigit() else ''}{left}&C第 &P 页，共 &N 页")
    sheet.freeze_panes(FIRST_ROW, 3)
    for number, (_name, width) in enumerate(COLUMNS):
        sheet.set_column(number, number, width)


def _head(book: Any, sheet: Worksheet, filled_by: str) -> None:
    title = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
    line = book.add_format({"font_size": 11, "valign": "vcenter"})
    head = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
    )
    last = len(COLUMNS) - 1
    today = clock.today()
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, last, TITLE, title)
    day = f"{today.year}年{today.month}月{today.day}日"
    sheet.merge_range(1, 0, 1, last, f"导出人：{filled_by}    导出日期：{day}", line)
    sheet.set_row(2, 32)
    for number, name in enumerate(HEADS):
        sheet.write_string(2, number, name, head)
