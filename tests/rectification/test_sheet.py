"""The ledger as a workbook: 20 columns, nothing that runs."""

import io

import openpyxl
import pytest

from core.models import AuditEvent
from rectification import sheet
from rectification.actions import extensions
from rectification.enums import ExtensionReason, Klass, OwnerKind
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.rectification import (
    DUE,
    make_closed,
    make_draft,
    make_item,
    make_pending,
)
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db


def book() -> openpyxl.worksheet.worksheet.Worksheet:
    file = io.BytesIO()
    items = RectificationItem.objects.in_order()
    sheet.write(file, items, unit_name="经济发展局", filled_by="林晓燕")
    return openpyxl.load_workbook(io.BytesIO(file.getvalue())).active


def row(number: int = 4) -> dict[str, object]:
    page = book()
    return dict(zip(sheet.HEADS, (cell.value for cell in page[number]), strict=True))


def test_title_line_and_heads_stand_where_offices_expect_them(cast: Cast) -> None:
    make_item(cast)
    page = book()
    assert page["A1"].value == "经济发展局机关作风建设问题整改台账"
    assert "填报单位：经济发展局" in page["A2"].value
    assert "2011年8月19日" in page["A2"].value
    assert [cell.value for cell in page[3]] == list(sheet.HEADS)
    assert len(sheet.HEADS) == 20
    assert {str(r) for r in page.merged_cells.ranges} == {"A1:T1", "A2:T2"}
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == "$1:$3"


def test_a_row_says_what_the_item_says(cast: Cast) -> None:
    item = make_item(cast)
    values = row()
    assert values["问题编号"] == item.number
    assert values["整改类型"] == "限期整改"
    assert values["整改措施"] == "1. 压缩内部流转为 2 个环节\n2. 设置到期前 2 天提醒"
    assert values["整改时限"] == "2011-08-31"
    assert values["责任单位（责任科室）"] == "经济发展局（行政审批科）"
    assert values["责任人"] == "owner"


def test_the_state_is_one_of_the_words_of_the_sheet(cast: Cast) -> None:
    make_draft(cast)
    assert row()["整改状态"] == "未启动"
    make_closed(cast)
    assert row(5)["整改状态"] == "已销号"


def test_pending_and_extended_items(cast: Cast) -> None:
    item = make_item(cast)
    request = extensions.ask(
        item=item,
        by=cast.liaison,
        reason_kind=ExtensionReason.FUNDS,
        reason="资金未到",
        progress_so_far="已询价",
        new_due=DUE.replace(month=9, day=15),
    )
    request = extensions.give_opinion(request=request, by=cast.office, opinion="同意")
    extensions.decide(request=request, by=cast.office_head, approve=True)
    assert row()["整改状态"] == "已延期"
    make_pending(cast)
    assert {row(4)["整改状态"], row(5)["整改状态"]} == {"已延期", "已完成待验收"}


def test_long_term_items_say_so_instead_of_a_date(cast: Cast) -> None:
    make_item(cast, klass=Klass.LONG_TERM, due_date=None, review_on=DUE, milestones=[])
    assert row()["整改时限"] == "长期坚持"


@pytest.mark.asvs("1.2.10")
@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_what_users_type_never_runs(cast: Cast, start: str) -> None:
    text = f'{start}HYPERLINK("https://example.test","点我领取补贴")'
    make_draft(cast, description=text)
    cell = book()["E4"]
    assert cell.value == text
    assert cell.data_type == "s"


def test_the_button_exports_the_present_filter(cast: Cast) -> None:
    make_item(cast)
    make_closed(cast)
    response = signed_in(cast.liaison).get("/staff/ledger/export/?state=done")
    page = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    assert page.max_row == 4
    assert AuditEvent.objects.get(action="rectification.ledger.export").detail == {"items": 1}


def test_the_office_never_exports_individuals_items(cast: Cast) -> None:
    make_draft(cast, owner_kind=OwnerKind.PERSON)
    response = signed_in(cast.office).get("/staff/ledger/export/?state=")
    page = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    assert page.max_row == 3
