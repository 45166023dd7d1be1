"""Units from a sheet: every row looked at first, then all of them or none."""

import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from accounts import unit_sheet
from accounts.actions import imports
from accounts.models import Unit
from accounts.unit_sheet import HEADS
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from tests.campaign.pages import body, signed_in
from tests.cast import Cast

PAGE = "/staff/settings/units/import/"
LHZ = (
    "lhz",
    "柳河镇",
    "柳河镇",
    "镇",
    "镇街",
    "中共柳河镇委员会",
    41.0,
    "是",
    "",
    "0794-0000001",
    "柳河路1号",
    "",
)
DAJ = ("DAJ", "档案管理局", "档案局", "department", "departments", "", "", "否", "是", "", "", "")


def book(*rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> bytes:
    content = io.BytesIO()
    file = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = file.add_worksheet()
    sheet.write(0, 0, "单位名单")
    for line, row in enumerate([heads, *rows], start=1):
        sheet.write_row(line, 0, row)
    file.close()
    return content.getvalue()


def choose(client: Client, content: bytes) -> HttpResponse:
    return client.post(PAGE, {"file": SimpleUploadedFile("units.xlsx", content)})  # type: ignore[return-value]


def changed(column: str, value: object) -> tuple[Any, ...]:
    return tuple(value if head == column else old for head, old in zip(HEADS, LHZ, strict=True))


def test_units_are_looked_at_and_then_entered_in_the_order_of_the_sheet(cast: Cast) -> None:
    client = signed_in(cast.sysadmin)
    last = Unit.objects.order_by("-order").values_list("order", flat=True)[0]
    answer = choose(client, book(LHZ, DAJ))
    assert "柳河路1号" in body(answer)
    assert not Unit.objects.filter(code="LHZ").exists()
    done = client.post(PAGE, {"rows": answer.context["sealed"]}, follow=True)  # type: ignore[attr-defined]
    assert "已录入 2 个单位" in body(done)
    town, archive = Unit.objects.get(code="LHZ"), Unit.objects.get(code="DAJ")
    assert (town.kind, town.group, town.headcount) == ("town", "towns", 41)
    assert (town.is_window, town.is_key, town.active) == (True, False, True)
    assert (archive.kind, archive.headcount, archive.is_key) == ("department", 0, True)
    assert [town.order, archive.order] == [last + 1, last + 2]
    assert AuditEvent.objects.get(action="unit.import").detail == {"units": 2}


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("代码", "L1", "请用 2 到 12 个拉丁字母"),
        ("代码", "jfj", "已有单位使用这个代码"),
        ("全称", "", "请填写全称"),
        ("类型", "县", "类型"),
        ("考评组别", "", "考评组别"),
        ("人数", "四十", "人数"),
        ("设有服务窗口", "有", "设有服务窗口：请填写是或否"),
        ("电话", "1" * 41, "电话"),
    ],
)
def test_a_fault_names_its_row_and_stops_all(
    cast: Cast, column: str, value: object, sentence: str
) -> None:
    content = book(DAJ, changed(column, value))
    answer = choose(signed_in(cast.sysadmin), content)
    good, bad = answer.context["rows"]  # type: ignore[attr-defined]
    assert (good.faults, bad.number) == ((), 4)
    assert any(sentence in fault for fault in bad.faults), bad.faults
    assert answer.context["sealed"] == ""  # type: ignore[attr-defined]
    with pytest.raises(DomainError):
        imports.make_units(rows=unit_sheet.read("u.xlsx", content), by=cast.sysadmin)
    assert not Unit.objects.filter(code="DAJ").exists()


@pytest.mark.parametrize("column", ["代码", "全称"])
def test_a_unit_twice_in_the_sheet_is_a_fault_of_the_second(cast: Cast, column: str) -> None:
    again = tuple(
        old if head == column else new
        for head, old, new in zip(HEADS, LHZ, changed("代码", "XYZ"), strict=True)
    )
    if column == "代码":
        again = (again[0], "新名镇", *again[2:])
    rows = unit_sheet.check(unit_sheet.read("u.xlsx", book(LHZ, again)))
    assert [bool(row.faults) for row in rows] == [False, True]


def test_a_name_that_is_taken_is_refused(cast: Cast) -> None:
    (row,) = unit_sheet.check(unit_sheet.read("u.xlsx", book(changed("全称", cast.unit.name))))
    assert row.faults == ("已有同名单位。",)


def test_only_the_system_administrator_takes_units_in(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        imports.make_units(rows=unit_sheet.read("u.xlsx", book(LHZ)), by=cast.secadmin)


def test_another_sheet_is_explained(cast: Cast) -> None:
    client = signed_in(cast.sysadmin)
    assert "表头行" in body(choose(client, book(LHZ, heads=("编号", *HEADS[1:]))))
    assert "表头下面没有单位" in body(choose(client, book()))
    assert client.post(PAGE, {"rows": "made-up"}).status_code == 409


def test_too_many_at_once_are_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_sheet, "MOST", 1)
    answer = choose(signed_in(cast.sysadmin), book(LHZ, DAJ))
    assert "一次最多导入 1 个单位" in body(answer)


def test_the_empty_sheet_says_which_words_it_takes(cast: Cast) -> None:
    answer = signed_in(cast.sysadmin).get("/staff/settings/units/template/")
    book = load_workbook(io.BytesIO(answer.content))
    assert tuple(cell.value for cell in book.worksheets[0][1]) == HEADS
    words = {(row[0].value, row[1].value) for row in book.worksheets[1]}
    assert ("类型", "镇") in words
    assert ("考评组别", "镇街") in words
