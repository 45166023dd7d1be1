"""The trial of a new liaison: 120 rows as units keep them, 15 faults, a clean ledger at the end.

Through the pages only: upload, name the unknown words, import what is good, take the marked sheet,
correct the marked cells, upload it again.
"""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from rectification.models import RectificationItem
from rectification.sheet import HEADS
from tests.cast import Cast
from tests.factories.importing import row
from tests.factories.rectification import the_campaign
from tests.rectification.test_import_pages import book, sent
from tests.rectification.test_ledger_page import signed_in
from tests.sheets import saved, workbook

pytestmark = pytest.mark.django_db
ROWS = 120
DATES = ("2011.9.30", "9月30日前", "2011年9月底", "２０１１－９－３０", "九月二十日", "9/20")
# By row of 120, what is wrong with a cell, and what a person types instead.
FAULTS: dict[int, tuple[str, Any, Any]] = {
    4: ("due", "尽快", "2011.9.20"),
    11: ("due", "2011.9.31", "2011.9.30"),
    18: ("due", "2011.8.1", "2011.8.31"),
    25: ("due", "2011.11.20", "2011.9.30"),
    32: ("due", 9.3, "2011.9.30"),
    39: ("klass", "马马虎虎", "限期整改"),
    46: ("scope", "再说", "否"),
    53: ("description", "", "大厅排队时间较长，6月平均等候40分钟。"),
    60: ("description", "长" * 501, "会议偏多，6月全体会开了9次，平均2小时。"),
    67: ("measures", "长" * 301, "1. 合并会议\n2. 限定时长"),
    74: ("category", "", "超时办理"),
    81: ("responsible", "owner、liaison、查无此人甲、查无此人乙" + "丙" * 190, "owner"),
    88: ("number", "ZG-2011-GJJ-001", ""),
}
# Words that the portal does not know: one choice mends every row that has them.
UNKNOWN = {95: ("category", "乱收费乱摊派"), 102: ("source", "领导点名")}
COLUMNS = {"due": 13, "klass": 7, "scope": 19, "description": 5, "measures": 9}
COLUMNS |= {"category": 4, "responsible": 12, "number": 2}


def line(number: int) -> list[Any]:
    cells = {
        "serial": number,
        "description": f"第{number}件：窗口办件超过承诺时限，抽查40件中有{number % 7 + 1}件逾期。",
        "due": DATES[number % len(DATES)],
    }
    key, value = UNKNOWN.get(number) or FAULTS.get(number, ("serial", number, ""))[:2]
    return row(**{**cells, key: value})


def the_sheet() -> bytes:
    lines = [line(n) for n in range(1, ROWS + 1)]
    return workbook(
        [["台账"], ["填报单位："], HEADS, *lines, ["填表人：某某"]], merges=["A1:T1", "A2:T2"]
    )


def confirmed(client: Client, page: Any) -> None:
    plan = page.context["plan"]
    client.post(page.request["PATH_INFO"], {"fingerprint": plan.fingerprint}, follow=True)


def corrected(content: bytes, what: Callable[[int], tuple[str, Any] | None]) -> bytes:
    """The marked sheet with the bad cells typed over, the good rows taken out."""
    whole = openpyxl.load_workbook(io.BytesIO(content))
    sheet = whole.active
    for number in range(ROWS, 0, -1):
        found = what(number)
        if found is None:
            sheet.delete_rows(number + 3)
        else:
            sheet.cell(number + 3, COLUMNS[found[0]]).value = found[1]
    return saved(whole)


def test_a_hundred_and_twenty_rows_with_fifteen_faults(cast: Cast) -> None:
    the_campaign(cast)
    client = signed_in(cast.liaison)
    page = sent(client, the_sheet(), "经发局台账.xlsx")
    assert len(FAULTS) + len(UNKNOWN) == 15
    assert page.context["left"] == 15
    assert page.context["good"] == ROWS - 15
    asks = page.context["words"].asks
    answers = {"category:乱收费乱摊派": "2.1", "source:领导点名": "superior"}
    chosen = {name: answers[ask] for name, ask in asks.items() if ask in answers}
    page = client.post(page.request["PATH_INFO"], chosen, follow=True)
    assert page.context["left"] == 13
    marked = client.get(f"{page.request['PATH_INFO']}marked/")
    reasons = [cell.value for cell in book(marked)["U"] if cell.value]
    assert len(reasons) == 13 + 1
    content = b"".join(client.get(f"{page.request['PATH_INFO']}marked/"))
    confirmed(client, page)
    assert RectificationItem.objects.count() == ROWS - 13
    mended = {number: (key, good) for number, (key, _bad, good) in FAULTS.items()}
    page = sent(client, corrected(content, mended.get), "经发局台账-改.xlsx")
    assert [fault.message for fault in page.context["plan"].faults] == []
    assert page.context["good"] == 13
    confirmed(client, page)
    assert RectificationItem.objects.count() == ROWS
    assert RectificationItem.objects.filter(measures=None).count() == 0
