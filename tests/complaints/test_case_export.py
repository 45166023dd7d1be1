"""The list of complaints as a file: exactly the list, marked, written down, and harmless."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from complaints import sheet, surfaces
from complaints.actions import dispatch
from complaints.models import Complaint
from core.models import AuditEvent
from tests.cast import Cast
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
LIST = "/staff/complaints/"
ACTION = "complaints.complaint.export"
NUMBER, WORDS = 1, 2
SECRETS = ("欧阳测试", "13800001234", "canary@example.test", "金湖街道", "来回跑了三趟")


def answer(user: Any, address: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(f"{LIST}{address}")


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def table(user: Any, form: str, query: str = "") -> list[list[str]]:
    """All rows of the file as a spreadsheet reads them."""
    content = content_of(answer(user, f"export.{form}?{query}"))
    if form == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    found = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[str(cell or "") for cell in row] for row in found.iter_rows(values_only=True)]


def cases(user: Any, form: str, query: str = "") -> list[list[str]]:
    rows = table(user, form, query)
    return rows[rows.index(next(row for row in rows if row[0] == "序号")) + 1 :]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize(
    "query", ["", "state=&sort=-number", "state=answered", "state=&q=往返", "clock=overdue"]
)
def test_the_file_holds_what_the_list_shows_in_its_order(cast: Cast, form: str, query: str) -> None:
    for build in (make.make_received, make.make_handling, make.make_replied):
        build(cast)
    shown = [row.number for row in answer(cast.desk, f"?{query}").context["page"]]
    assert [row[NUMBER] for row in cases(cast.desk, form, query)] == shown


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_it_says_whose_eyes_it_was_made_for_and_the_trail_knows(cast: Cast, form: str) -> None:
    make.make_handling(cast)
    text = "\n".join(cell for row in table(cast.contact, form) for cell in row)
    event = AuditEvent.objects.get(action=ACTION)
    assert cast.contact.name in text
    assert "2011-08-19 18:00" in text
    assert str(event.pk) in text
    assert (event.actor, event.detail) == ("contact", {"cases": 1, "form": form})


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_nobody_learns_from_it_who_complained(cast: Cast, form: str) -> None:
    make.make_received(cast)
    make.make_handling(cast)
    for reader in (cast.desk, cast.contact, cast.office):
        text = "\n".join(cell for row in table(reader, form, "state=") for cell in row)
        for secret in SECRETS:
            assert secret not in text


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_discipline_has_is_sealed_in_it_too(cast: Cast, form: str) -> None:
    case = make.make_accusation(cast)
    dispatch.to_discipline(complaint=case, by=cast.desk)
    Complaint.objects.filter(pk=case.pk).update(redacted_text="有人收受礼品")
    assert "礼品" not in cases(cast.desk, form, "state=")[0][WORDS]
    assert "礼品" in cases(cast.discipline, form, "state=")[0][WORDS]
    assert cases(cast.office, form, "state=") == []


def test_a_unit_gets_its_own_cases_only(cast: Cast) -> None:
    make.make_received(cast)
    mine = make.make_handling(cast)
    assert [row[NUMBER] for row in cases(cast.contact, "csv", "state=")] == [mine.number]
    assert cases(cast.outsider_head, "csv", "state=") == []


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "＝", "|"])
def test_no_cell_is_a_formula(cast: Cast, sign: str) -> None:
    case = make.make_handling(cast)
    Complaint.objects.filter(pk=case.pk).update(redacted_text=f"{sign}1+1")
    assert cases(cast.contact, "csv")[0][WORDS].startswith("'")
    content = content_of(answer(cast.contact, "export.xlsx"))
    rows = openpyxl.load_workbook(io.BytesIO(content)).active
    assert "f" not in {cell.data_type for row in rows for cell in row}


def test_the_name_of_the_file_tells_nothing(cast: Cast) -> None:
    for form in ("xlsx", "csv"):
        response = answer(cast.desk, f"export.{form}?q=欧阳&unit=JFJ")
        header = response.headers["Content-Disposition"]
        content_of(response)
        assert "attachment" in header
        assert "2011-08-19" in header
        assert "JFJ" not in header


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_many_rows_ask_no_more_questions(
    cast: Cast, form: str, django_assert_max_num_queries: Any
) -> None:
    for _n in range(4):
        make.make_handling(cast)
    client = Client()
    client.force_login(cast.office)
    with django_assert_max_num_queries(12):
        content_of(client.get(f"{LIST}export.{form}"))


def test_the_leak_check_reads_the_export(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the unit's export says of a case is among what is searched before it goes there."""
    case = make.make_handling(cast)
    searched = "\n".join(piece[1] for piece in surfaces.of(make.fresh(case)))
    for cell in cases(cast.contact, "csv")[0][1:]:
        assert cell in searched
    assert sheet.file_name("csv") in searched
    monkeypatch.setattr(sheet, "cells", lambda *_: ["联系人：欧阳测试"] * len(sheet.HEADS))
    with pytest.raises(Exception, match="导出"):
        dispatch.dispatch(complaint=make.make_triaged(cast), by=cast.desk, unit=cast.unit)
