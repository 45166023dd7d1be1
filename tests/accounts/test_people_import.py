"""People from a sheet: accounts by one administrator, posts by the other, all rows or none."""

import io
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from accounts import people_sheet
from accounts.actions import imports
from accounts.models import Post, User
from accounts.people_sheet import HEADS
from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from tests.campaign.pages import body, signed_in
from tests.cast import Cast

PAGE = "/staff/settings/people/"
LI = ("jfj_li", "李某某", "li@example.test", "JFJ", "owner", "业务科科员")
WANG = ("gjj_wang", "王某某", "", "gjj", "liaison", "")


def book(*rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> bytes:
    """A workbook with a title line, the heads, and these rows."""
    content = io.BytesIO()
    file = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = file.add_worksheet()
    sheet.write(0, 0, "人员名单")
    for line, row in enumerate([heads, *rows], start=1):
        sheet.write_row(line, 0, row)
    file.close()
    return content.getvalue()


def choose(client: Client, content: bytes, name: str = "people.xlsx") -> HttpResponse:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})  # type: ignore[return-value]


def go_on(client: Client, answer: HttpResponse) -> HttpResponse:
    """Press the button of the second step."""
    sealed = answer.context["sealed"]  # type: ignore[attr-defined]
    return client.post(PAGE, {"rows": sealed}, follow=True)  # type: ignore[return-value]


def test_the_system_administrator_makes_accounts_without_rights(cast: Cast) -> None:
    client = signed_in(cast.sysadmin)
    answer = choose(client, book(LI, WANG))
    assert not User.objects.filter(username="jfj_li").exists()
    assert "已建立 2 个账号" in body(go_on(client, answer))
    made = User.objects.get(username="jfj_li")
    assert (made.name, made.email, made.must_change_password) == ("李某某", "li@example.test", True)
    assert not made.has_usable_password()
    assert not Post.objects.filter(user=made).exists()


def test_the_security_administrator_gives_the_posts_of_the_same_sheet(cast: Cast) -> None:
    imports.make_accounts(rows=people_sheet.read("p.xlsx", book(LI, WANG)), by=cast.sysadmin)
    client = signed_in(cast.secadmin)
    answer = go_on(client, choose(client, book(LI, WANG)))
    assert "已授予 2 个岗位" in body(answer)
    post = Post.objects.get(user__username="jfj_li")
    assert (post.role, post.unit, post.job) == ("owner", cast.unit, "业务科科员")
    assert User.objects.get(username="gjj_wang").unit == cast.other_unit


def test_neither_does_the_others_part(cast: Cast) -> None:
    rows = people_sheet.read("p.xlsx", book(LI))
    with pytest.raises(NotAllowed):
        imports.make_accounts(rows=rows, by=cast.secadmin)
    with pytest.raises(NotAllowed):
        imports.give_posts(rows=rows, by=cast.sysadmin)


def test_giving_the_posts_twice_changes_nothing(cast: Cast) -> None:
    rows = people_sheet.read("p.xlsx", book(LI))
    imports.make_accounts(rows=rows, by=cast.sysadmin)
    assert imports.give_posts(rows=rows, by=cast.secadmin) == 1
    assert imports.give_posts(rows=rows, by=cast.secadmin) == 0


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("李某", "李某某", "", "", "", ""), "账号：3 到 40 个字符"),
        (("liaison", "李某某", "", "", "", ""), "已有同名账号"),
        (("jfj_li", "", "", "", "", ""), "请填写姓名"),
        (("jfj_li", "李某某", "li@", "", "", ""), "邮箱：请按"),
    ],
)
def test_one_faulty_row_stops_all_of_them(cast: Cast, row: tuple[str, ...], sentence: str) -> None:
    client = signed_in(cast.sysadmin)
    answer = choose(client, book(WANG, row))
    assert sentence in body(answer)
    assert "有 1 行需要修改" in body(answer)
    assert answer.context["sealed"] == ""  # type: ignore[attr-defined]
    with pytest.raises(DomainError):
        imports.make_accounts(rows=people_sheet.read("p.xlsx", book(WANG, row)), by=cast.sysadmin)
    assert not User.objects.filter(username="gjj_wang").exists()


def test_an_account_twice_in_the_sheet_is_a_fault_of_the_second(cast: Cast) -> None:
    rows = people_sheet.check_accounts(people_sheet.read("p.xlsx", book(LI, LI)))
    assert [bool(row.faults) for row in rows] == [False, True]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({0: "nobody"}, "还没有这个账号"),
        ({4: "boss"}, "角色：请从"),
        ({3: "XXX"}, "单位代码"),
        ({3: ""}, "单位代码"),
    ],
)
def test_a_post_needs_an_account_a_role_and_a_unit(
    cast: Cast, changes: dict[int, str], sentence: str
) -> None:
    imports.make_accounts(rows=people_sheet.read("p.xlsx", book(LI)), by=cast.sysadmin)
    row = tuple(changes.get(n, value) for n, value in enumerate(LI))
    assert sentence in body(choose(signed_in(cast.secadmin), book(row)))


def test_separated_administrators_stay_separated(cast: Cast) -> None:
    row = ("liaison", "联络员", "", "", "sysadmin", "")
    with pytest.raises(DomainError) as error:
        imports.give_posts(rows=people_sheet.read("p.xlsx", book(row)), by=cast.secadmin)
    assert error.value.code == "separate-administrators"
    assert "第 3 行" in str(error.value.message)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("people.xlsx", b"not a workbook", "people.xlsx"),
        ("people.csv", b"a,b", "people.csv"),
        ("people.xlsx", book(LI, heads=("账号", "姓名", "邮箱", "单位", "角色", "职务")), "表头行"),
        ("people.xlsx", book(), "表头下面没有人员"),
    ],
)
def test_another_file_is_explained(cast: Cast, name: str, content: bytes, sentence: str) -> None:
    answer = choose(signed_in(cast.sysadmin), content, name)
    assert answer.status_code == 200
    assert sentence in body(answer)


def test_too_many_at_once_are_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_sheet, "MOST", 1)
    assert "一次最多导入 1 人" in body(choose(signed_in(cast.sysadmin), book(LI, WANG)))


def test_numbers_and_case_are_taken_as_people_mean_them(cast: Cast) -> None:
    (row,) = people_sheet.read("p.xlsx", book(("JFJ_Li ", 12, "", "", "", 3.5)))
    assert (row.username, row.name, row.job) == ("jfj_li", "12", "3.5")


def test_rows_of_ones_own_making_are_not_imported(cast: Cast) -> None:
    answer = signed_in(cast.sysadmin).post(PAGE, {"rows": "made-up"})
    assert answer.status_code == 409
    assert not User.objects.filter(username="jfj_li").exists()


def test_the_trail_counts_and_names_nobody(cast: Cast) -> None:
    imports.make_accounts(rows=people_sheet.read("p.xlsx", book(LI, WANG)), by=cast.sysadmin)
    assert AuditEvent.objects.get(action="account.import").detail == {"accounts": 2}


def test_the_empty_sheet_can_be_filled_and_taken_back(cast: Cast) -> None:
    answer = signed_in(cast.sysadmin).get(f"{PAGE}template/")
    with pytest.raises(DomainError) as error:
        people_sheet.read("people.xlsx", answer.content)
    assert "表头下面没有人员" in str(error.value.message)
