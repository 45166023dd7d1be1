"""Sheets of unit JFJ, and imports of them."""

import io
from collections.abc import Sequence
from typing import Any

from accounts.models import User
from rectification import sheet
from rectification.actions import importing
from rectification.importing.columns import KEYS
from rectification.models import ImportBatch, RectificationItem
from rectification.sheet import HEADS
from tests.cast import Cast
from tests.sheets import workbook

GOOD: dict[str, Any] = {
    "source": "自查",
    "category": "超时办理",
    "description": "窗口办件超过承诺时限，6月份抽查40件中有5件逾期。",
    "cause": "没有到期提醒。",
    "klass": "限期整改",
    "target": "按时办结率达到 100%。",
    "measures": "1. 压缩环节\n2. 到期提醒",
    "lead": "unit_deputy",
    "section": "经济发展局（行政审批科）",
    "responsible": "owner",
    "due": "2011.9.30",
    "scope": "是",
}


def row(**cells: Any) -> list[Any]:
    """A row of the file, in the order of its columns."""
    values = {**GOOD, **cells}
    return [values.get(key, "") for key in KEYS]


def ledger(*rows: Sequence[Any]) -> bytes:
    """A workbook in the layout of the portal."""
    return workbook([["经济发展局台账"], ["填报单位："], HEADS, *rows], merges=["A1:T1", "A2:T2"])


def exported(items: Any = None) -> bytes:
    """The ledger as the portal writes it."""
    file = io.BytesIO()
    rows = RectificationItem.objects.in_order() if items is None else items
    sheet.write(file, rows, unit_name="经济发展局", filled_by="林晓燕")
    return file.getvalue()


def received(cast: Cast, data: bytes, by: User | None = None) -> ImportBatch:
    """An uploaded workbook."""
    return importing.receive(unit=cast.unit, by=by or cast.liaison, name="台账.xlsx", data=data)
