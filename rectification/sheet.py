"""The ledger as the workbook that offices keep: 20 columns, A4 landscape (domain.md §2.1).

Everything is written as text or number, never as a formula, so nothing that a user typed
can run when the file is opened. Rows are streamed: memory does not grow with the ledger.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any

import xlsxwriter
from django.db.models import Prefetch, QuerySet
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core import clock
from rectification.enums import (
    DONE_STATES,
    RULE_ISSUED,
    Klass,
    OwnerKind,
    RuleState,
    Scope,
    State,
)
from rectification.models import Evidence, RectificationItem, Rule

# Column heads and widths, exactly as the sheets that units keep today. They are data of the
# file format, not of the interface: they stay Chinese in every language.
COLUMNS: tuple[tuple[str, int], ...] = (
    ("序号", 5),
    ("问题编号", 17),
    ("问题来源", 10),
    ("问题类别", 12),
    ("存在问题（具体表现）", 30),
    ("原因分析", 22),
    ("整改类型", 9),
    ("整改目标", 20),
    ("整改措施", 34),
    ("牵头领导", 9),
    ("责任单位（责任科室）", 13),
    ("责任人", 9),
    ("整改时限", 11),
    ("完成情况", 24),
    ("完成进度", 8),
    ("整改状态", 10),
    ("佐证材料", 16),
    ("建立制度", 12),
    ("是否公开", 8),
    ("备注", 14),
)
HEADS = tuple(name for name, _width in COLUMNS)
CLASS_WORDS = {Klass.AT_ONCE: "立行立改", Klass.BY_DATE: "限期整改", Klass.LONG_TERM: "长期坚持"}
SCOPE_WORDS = {Scope.PUBLIC: "是", Scope.ZONE: "区内", Scope.UNIT: "否"}
SOURCE_WORDS = {
    "self_check": "自查",
    "check_1": "三查三看一",
    "check_2": "三查三看二",
    "check_3": "三查三看三",
    "life_meeting": "民主生活会",
    "symposium": "座谈会",
    "field": "基层调研",
    "complaint": "群众投诉",
    "enterprise": "企业反映",
    "inspection": "督查",
    "open_visit": "明查",
    "covert_visit": "暗访",
    "special": "专项督查",
    "supervisor": "社会监督员",
    "media": "媒体反映",
    "superior": "上级反馈",
    "last_year": "上年结转",
}
TEMPLATE_ROWS = 30
_LISTS = {
    2: [*SOURCE_WORDS.values()],
    6: [*CLASS_WORDS.values()],
    18: [*SCOPE_WORDS.values()],
}
# Rules that are out of force or were given up establish nothing.
_NO_RULE = (RuleState.ABOLISHED, RuleState.DROPPED)
FIRST_ROW = 3  # data begins in row 4
# A hidden sheet with a short digest of each cell as it was written: what comes back changed was
# changed by the unit, what stands otherwise in the ledger meanwhile was changed here.
MARKS_SHEET = "核对（请勿删除）"
MARK_LENGTH = 6


def write(
    file: IO[bytes],
    items: QuerySet[RectificationItem],
    *,
    unit_name: str,
    filled_by: str,
    watermark: str = "",
) -> int:
    """Write a ledger to `file`; returns how many items. `unit_name`: for the title row.

    `watermark`: at the foot of each printed page, since some items were complaints (C13).
    """
    book = xlsxwriter.Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    sheet = book.add_worksheet("整改台账")
    marks_sheet = book.add_worksheet(MARKS_SHEET)
    marks_sheet.very_hidden()
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_size": 9})
    _page(sheet, watermark)
    _head(book, sheet, unit_name, filled_by)
    count = 0
    for count, item in enumerate(fetched(items), 1):
        values = cells(item, count)
        _row(sheet, FIRST_ROW + count - 1, values, body)
        marks_sheet.write_string(count - 1, 0, item.number)
        marks_sheet.write_string(count - 1, 1, "".join(mark(str(value)) for value in values))
    book.close()
    return count


def write_template(file: IO[bytes], *, unit_name: str, filled_by: str) -> None:
    """An empty ledger in the same layout, with thirty ruled rows and lists to choose from."""
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False})
    sheet = book.add_worksheet("整改台账")
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_size": 9})
    _page(sheet)
    _head(book, sheet, unit_name, filled_by)
    for row in range(FIRST_ROW, FIRST_ROW + TEMPLATE_ROWS):
        for column in range(len(COLUMNS)):
            sheet.write_blank(row, column, None, body)
    last = FIRST_ROW + TEMPLATE_ROWS - 1
    for column, words in _LISTS.items():
        sheet.data_validation(
            FIRST_ROW,
            column,
            last,
            column,
            {"validate": "list", "source": list(words), "error_type": "warning"},
        )
    book.close()


def mark(text: str) -> str:
    """A short digest of a cell, blind to white space."""
    plain = re.sub(r"\s+", " ", text).strip()
    return hashlib.sha256(plain.encode()).hexdigest()[:MARK_LENGTH]


def _page(sheet: Worksheet, watermark: str = "") -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(0, FIRST_ROW - 1)
    left = watermark.replace("&", "&&")[:200]
    sheet.set_footer(f"&L&8{' ' if left[:1].isdigit() else ''}{left}&C第 &P 页，共 &N 页")
    sheet.freeze_panes(FIRST_ROW, 2)
    for number, (_name, width) in enumerate(COLUMNS):
        sheet.set_column(number, number, width)


def _head(book: Any, sheet: Worksheet, unit_name: str, filled_by: str) -> None:
    title = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
    line = book.add_format({"font_size": 11, "valign": "vcenter"})
    head = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
    )
    last = len(COLUMNS) - 1
    today = clock.today()
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, last, f"{unit_name}机关作风建设问题整改台账", title)
    sheet.merge_range(
        1,
        0,
        1,
        last,
        f"填报单位：{unit_name}    填报人：{filled_by}    联系电话：    "
        f"填报日期：{today.year}年{today.month}月{today.day}日",
        line,
    )
    sheet.set_row(2, 32)
    for number, name in enumerate(HEADS):
        sheet.write_string(2, number, name, head)


def _row(sheet: Worksheet, row: int, values: list[str | int], form: Format) -> None:
    for column, value in enumerate(values):
        if isinstance(value, int):
            sheet.write_number(row, column, value, form)
        else:
            sheet.write_string(row, column, value, form)


def fetched(items: QuerySet[RectificationItem]) -> Iterator[RectificationItem]:
    """The items with everything that their cells say."""
    rows = items.select_related(
        "unit", "category", "responsible__user", "lead__user"
    ).prefetch_related(
        "measures",
        "milestones",
        "reports",
        "rules",
        Prefetch("evidence", Evidence.objects.select_related("attachment")),
    )
    return rows.iterator(chunk_size=500)


def cells(item: RectificationItem, number: int) -> list[str | int]:
    """The 20 cells of an item."""
    return [
        number,
        item.number,
        SOURCE_WORDS[item.source],
        item.category.name,
        item.description,
        item.cause,
        CLASS_WORDS[Klass(item.klass)],
        item.target,
        numbered(measure.text for measure in item.measures.all()),
        item.lead.user.name if item.lead else "",
        section(item),
        item.responsible.user.name if item.responsible else "",
        due_words(item),
        progress_words(item),
        item.progress,
        state_words(item, clock.today()),
        "；".join(row.attachment.original_name for row in item.evidence.all()),
        rules_of(item),
        SCOPE_WORDS[Scope(item.scope)] if item.owner_kind != OwnerKind.PERSON else "否",
        item.remark,
    ]


def numbered(texts: Iterable[str]) -> str:
    """«1. … 2. …», one a line; a single one without number."""
    lines = list(texts)
    if len(lines) == 1:
        return lines[0]
    return "\n".join(f"{n}. {text}" for n, text in enumerate(lines, 1))


def rules_of(item: RectificationItem) -> str:
    """The titles of the rules that answer the problem."""
    rows = [rule for rule in item.rules.all() if rule.state not in _NO_RULE]
    return "；".join(rule_words(rule) for rule in sorted(rows, key=lambda rule: rule.number))


def rule_words(rule: Rule) -> str:
    """The title; what is not issued yet says so, since a ledger must not promise too much."""
    return rule.title if rule.state in RULE_ISSUED else f"{rule.title}（未印发）"


def section(item: RectificationItem) -> str:
    """«经发局（审批科)»."""
    return f"{item.unit.short_name}（{item.section}）" if item.section else item.unit.short_name


def due_words(item: RectificationItem) -> str:
    """A date, or the words that sheets use for items without one."""
    if item.due_date is not None:
        return item.due_date.isoformat()
    return CLASS_WORDS[Klass.LONG_TERM] if item.klass == Klass.LONG_TERM else ""


def progress_words(item: RectificationItem) -> str:
    """The closing's account, or the latest report."""
    if item.result_note:
        return item.result_note
    reports = list(item.reports.all())
    return max(reports, key=lambda row: row.pk).content if reports else ""


def state_words(item: RectificationItem, today: dt.date) -> str:
    """The six words of the sheet; what it has no word for is said plainly."""
    if item.state in DONE_STATES:
        return "已销号"
    if item.state == State.PENDING:
        return "已完成待验收"
    if item.state in (State.SUSPENDED, State.MERGED):
        return "已中止" if item.state == State.SUSPENDED else "已合并"
    if item.state != State.IN_PROGRESS:
        return "未启动"
    if item.deadline is not None and item.deadline < today:
        return "逾期"
    return "已延期" if item.extensions_granted else "整改中"
