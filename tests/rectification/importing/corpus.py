"""Ledgers as units really keep them: each a file, and what becomes of its rows.

Made with openpyxl, and by hand where openpyxl cannot: WPS oddities, web pages and XML of 2003
that are called `.xls`.
"""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font

from rectification.enums import Klass, Scope, Source
from rectification.importing.columns import KEYS
from rectification.sheet import HEADS
from tests.factories.importing import row
from tests.sheets import by_hand, html, mail, office, saved, workbook, xml_row

END = dt.date(2011, 9, 30)
OTHER = {"description": "首问责任制没有落实，5月有3名群众跑了两趟以上。"}


@dataclass(frozen=True)
class Ledger:
    """A file; how many items it makes, which cells keep rows out, and what the first one says."""

    data: Callable[[], bytes]
    new: int = 1
    left: tuple[str, ...] = ()
    first: dict[str, Any] = field(default_factory=dict)
    name: str = "台账.xlsx"
    asks: tuple[str, ...] = ()
    """Columns that the person names first: «key=column»."""


def plain(*rows: Sequence[Any], above: Sequence[Sequence[Any]] = (), merges: Any = ()) -> bytes:
    return workbook([*above, HEADS, *rows], merges=merges)


def cells(**values: Any) -> Callable[[], bytes]:
    return lambda: plain(row(**values))


def picked(*keys: str, heads: Sequence[str] = (), **values: Any) -> Callable[[], bytes]:
    """Only some columns, in this order, under these heads."""
    names = heads or [HEADS[KEYS.index(key)] for key in keys]
    whole = dict(zip(KEYS, row(**values), strict=True))
    return lambda: workbook([names, [whole[key] for key in keys]])


def styled(change: Callable[[Any], None]) -> Callable[[], bytes]:
    """The plain ledger with something done to its sheet."""

    def make() -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(plain(row())))
        change(book.active)
        return saved(book)

    return make


def _texts(values: Sequence[Any], number: int) -> str:
    found = []
    for column, value in enumerate(values):
        letters = chr(65 + column)
        text = escape(str(value))
        found.append(f'<c r="{letters}{number}" t="inlineStr"><is><t>{text}</t></is></c>')
    return f'<row r="{number}">{"".join(found)}</row>'


def hand(*rows: Sequence[Any], **parts: Any) -> bytes:
    return by_hand("".join(_texts(values, n) for n, values in enumerate(rows, 1)), **parts)


def _spread(sheet: Any) -> None:
    """Blank rows far below, as a copied format leaves them."""
    for number in range(200, 230):
        sheet.cell(number, 1).font = Font(bold=True)


def _comments(sheet: Any) -> None:
    sheet["E2"].comment = Comment("领导要求加快", "办公室")
    sheet.auto_filter.ref = "A1:T2"
    sheet.freeze_panes = "B2"


def _rich(sheet: Any) -> None:
    sheet["M2"] = END
    sheet["M2"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["O2"] = 0.6
    sheet["O2"].number_format = "0%"


def _double() -> bytes:
    upper = ["序号", "问题", "", "责任", "", "时限"]
    lower = ["", "问题类别", "存在问题", "责任人", "牵头领导", ""]
    line = [1, "超时办理", row()[4], "owner", "unit_deputy", "2011.9.30"]
    return workbook([upper, lower, line], merges=["A1:A2", "B1:C1", "D1:E1", "F1:F2"])


def _merged() -> bytes:
    """One problem over three rows: measures apart, everything else merged."""
    first = row(measures="压缩环节")
    more = [[""] * 8 + [text] for text in ("到期提醒", "公开时限")]
    return plain(first, *more, merges=["A2:A4", "E2:E4", "L2:L4", "M2:M4"])


def _many_sheets() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["填表说明"])
    sheet = book.create_sheet("整改台账")
    for values in (HEADS, row()):
        sheet.append(list(values))
    book.create_sheet("旧表").sheet_state = "hidden"
    return saved(book)


def _spans() -> bytes:
    """A web page with cells over several rows, line breaks, a script and a nested table."""
    good = row()
    lines = "<tr>" + "".join(f"<th>{head}</th>" for head in HEADS) + "</tr><tr>"
    for key, value in zip(KEYS, good, strict=True):
        down = "" if key == "measures" else ' rowspan="2"'
        text = "压缩<br>环节" if key == "measures" else escape(str(value))
        lines += f"<td{down}>{text}</td>"
    lines += "</tr><tr><td>到期&nbsp;提醒<table><tr><td>附</td></tr></table></td></tr>"
    page = f"<table>{lines}</table><script>var a = '<td>';</script>"
    return f"<!DOCTYPE html><html><style>td{{}}</style>{page}</html>".encode()


def _far() -> bytes:
    """WPS: rows without numbers, cells without places, strings apart, a stray BOM."""
    strings = [*HEADS, *(str(value) for value in row())]
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    lines = ""
    for start in (0, 20):
        lines += "<row>" + "".join(f'<c t="s"><v>{start + n}</v></c>' for n in range(20)) + "</row>"
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return by_hand(lines, **{"xl__sharedStrings.xml": f'<sst xmlns="{name}">{shared}</sst>'})


def _formulas() -> bytes:
    """Formulas with and without the value beside them."""
    cells_ = row(progress="", remark="")
    line = _texts(cells_, 2).replace(
        "</row>",
        '<c r="U2"><f>1+1</f></c></row>',
    )
    line = line.replace(
        '<c r="A2" t="inlineStr"><is><t></t></is></c>', '<c r="A2"><f>ROW()-1</f><v>1</v></c>'
    )
    return by_hand(_texts(HEADS, 1) + line)


ANOTHER = row(**OTHER)
CORPUS: dict[str, Ledger] = {
    # Dates
    "dots": Ledger(cells(due="2011.9.30"), first={"due_date": END}),
    "month and day before": Ledger(cells(due="9月30日前"), first={"due_date": END}),
    "end of month": Ledger(cells(due="2011年9月底"), first={"due_date": END}),
    "full width": Ledger(cells(due="２０１１年９月３０日"), first={"due_date": END}),
    "chinese figures": Ledger(cells(due="二〇一一年九月三十日"), first={"due_date": END}),
    "compact": Ledger(cells(due="20110930"), first={"due_date": END}),
    "span": Ledger(cells(due="2011年8月20日至9月30日"), first={"due_date": END}),
    "a true date": Ledger(cells(due=END), first={"due_date": END}),
    "serial": Ledger(cells(due=40816), first={"due_date": END}),
    "quarter": Ledger(cells(due="第三季度"), first={"due_date": END}),
    "styled date": Ledger(styled(_rich), first={"due_date": END}),
    "number of two meanings": Ledger(cells(due=9.3), new=0, left=("due",)),
    "no such day": Ledger(cells(due="2011.9.31"), new=0, left=("due",)),
    "past the phase": Ledger(cells(due="2011.10.20"), new=0, left=("due",)),
    "at once in the date": Ledger(cells(klass="", due="立行立改"), first={"klass": Klass.AT_ONCE}),
    "for good in the date": Ledger(
        cells(klass="", due="长期坚持"), first={"klass": Klass.LONG_TERM, "due_date": None}
    ),
    "class against date": Ledger(cells(klass="限期整改", due="长期坚持"), new=0, left=("due",)),
    # Words
    "source by another name": Ledger(cells(source="群众反映"), first={"source": Source.COMPLAINT}),
    "category by code": Ledger(cells(category="2.1"), first={"category__code": "2.1"}),
    "unknown category": Ledger(cells(category="其他杂项"), new=0, left=("category",)),
    "ticked as public": Ledger(cells(scope="√"), first={"scope": Scope.PUBLIC}),
    "several people": Ledger(
        cells(responsible="owner、liaison；contact"),
        first={"remark": "责任人另有：liaison、contact"},
    ),
    "a name with post and telephone": Ledger(
        cells(responsible="owner（科长）13800000000"),
        first={"responsible__user__username": "owner"},
    ),
    "a stranger": Ledger(cells(responsible="查无此人"), new=0, left=("responsible",)),
    "measures in one line": Ledger(cells(measures="①压缩环节②到期提醒"), first={"measures": 2}),
    "formula never calculated": Ledger(cells(cause="=HYPERLINK(1)"), new=0, left=("cause",)),
    "text that begins like a formula": Ledger(
        lambda: hand(HEADS, row(cause="=1+1 是公式")), first={"cause": "=1+1 是公式"}
    ),
    "unseen characters": Ledger(
        cells(target="\u200b按时办结率达到 100%。\ufeff"), first={"target": "按时办结率达到 100%。"}
    ),
    "too long": Ledger(cells(description="长" * 501), new=0, left=("description",)),
    # Layout
    "title rows": Ledger(
        lambda: plain(row(), above=[["台账"], ["填报单位："]], merges=["A1:T1", "A2:T2"])
    ),
    "blank rows between": Ledger(lambda: plain([], row(), [], [], ANOTHER, []), new=2),
    "bare serials below": Ledger(lambda: plain(row(), [2], [3], [4])),
    "footer": Ledger(lambda: plain(row(), ["填表人：某某", "", "审核人："], ["合计", "", "1项"])),
    "heads again on page two": Ledger(lambda: plain(row(), HEADS, ANOTHER), new=2),
    "the same problem twice": Ledger(lambda: plain(row(), row()), new=1, left=("description",)),
    "heads over two rows": Ledger(_double),
    "one problem over three rows": Ledger(_merged, first={"measures": 3}),
    "shuffled": Ledger(picked("due", "description", "category", "responsible", "measures")),
    "other heads": Ledger(
        picked(
            "category",
            "description",
            "measures",
            "responsible",
            "due",
            heads=("问题类型", "查摆出的问题", "整改举措", "具体责任人", "完成时间"),
        )
    ),
    "heads that nobody knows": Ledger(
        picked("category", "description", "due", heads=("甲列", "乙列", "丙列")),
        asks=("category=0", "description=1", "due=2"),
        first={"due_date": END},
    ),
    "other sheets beside it": Ledger(_many_sheets),
    "formats far below": Ledger(styled(_spread)),
    "comments and filters": Ledger(styled(_comments)),
    # Made by hand
    "inline strings": Ledger(lambda: hand(HEADS, row())),
    "rows and cells without places": Ledger(_far),
    "formulas without values": Ledger(_formulas),
    "an error in a cell": Ledger(
        lambda: by_hand(
            _texts(HEADS, 1)
            + _texts(row(), 2).replace(
                '<c r="M2" t="inlineStr"><is><t>2011.9.30</t></is></c>',
                '<c r="M2" t="e"><v>#REF!</v></c>',
            )
        ),
        new=0,
        left=("due",),
    ),
    # Called a workbook
    "web page": Ledger(lambda: html(HEADS, row()), name="导出.xls"),
    "web page in GBK": Ledger(
        lambda: html(HEADS, row(), head="<meta charset=gb2312>", encoding="gb18030"),
        name="导出.xls",
    ),
    "web page with spans": Ledger(_spans, name="导出.xls", first={"measures": 3}),
    "web page in one file": Ledger(lambda: mail(html(HEADS, row())), name="导出.xls"),
    "XML of 2003": Ledger(
        lambda: office(xml_row(["台账"]), xml_row(HEADS, 3), xml_row(row(), 5)), name="导出.xls"
    ),
    "XML of 2003 in GBK": Ledger(
        lambda: office(xml_row(HEADS), xml_row(row()), declared="GB2312", encoding="gb18030"),
        name="导出.xls",
    ),
    "text with tabs in UTF-16": Ledger(
        lambda: "\n".join(
            "\t".join(str(v).replace("\n", " ") for v in values) for values in (HEADS, row())
        ).encode("utf-16"),
        name="导出.xls",
    ),
    "text with commas in GBK": Ledger(
        lambda: "\n".join(",".join(f'"{v}"' for v in values) for values in (HEADS, row())).encode(
            "gb18030"
        ),
        name="导出.csv",
    ),
}
