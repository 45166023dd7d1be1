"""Global search: only what one may see, nothing of what is hidden, at a fixed cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints.models import Complaint
from core import clock
from inspections.enums import Kind
from portal import finders
from tests.cast import Cast
from tests.factories.complaints import make_accusation, make_dispatched
from tests.factories.inspections import make_inspection, release
from tests.factories.rectification import TODAY, make_draft

pytestmark = pytest.mark.django_db
URL = "/staff/search/"


def numbers(user: object, text: str, key: str = "") -> list[str]:
    found = finders.find(user, text)
    return [hit.number for result in found if key in ("", result.key) for hit in result.hits]


@pytest.fixture(autouse=True)
def _pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses that say which page was chosen."""
    monkeypatch.setattr(finders, "_address", lambda page, number: f"/{page}/{number}/")


@pytest.fixture
def item(cast: Cast) -> object:
    with clock.at(TODAY):
        return make_draft(cast)


def test_words_and_numbers_find_an_item(cast: Cast, item: object) -> None:
    for text in ("承诺时限", "时限 窗口", item.number, item.number.lower(), "ｚｇ－２０１１"):
        assert numbers(cast.liaison, text, "items") == [item.number]
    assert numbers(cast.liaison, "时限 没有这个词") == []


def test_nobody_finds_what_they_may_not_see(cast: Cast, item: object) -> None:
    for part in ("outsider", "outsider_head", "contact", "sysadmin", "secadmin", "auditor"):
        assert numbers(cast.people()[part], item.number) == []
        assert numbers(cast.people()[part], "承诺时限") == []


def test_a_complaint_is_found_by_its_redacted_copy_only(cast: Cast) -> None:
    case = make_dispatched(cast, content="窗口人员张三态度差，我的电话 13800001234")
    assert numbers(cast.contact, case.number, "complaints") == [case.number]
    assert numbers(cast.desk, "13800001234") == []
    assert numbers(cast.contact, "13800001234") == []
    assert numbers(cast.outsider, case.number) == []


def test_what_discipline_has_is_found_by_its_number_only(cast: Cast) -> None:
    case = make_accusation(cast)
    Complaint.objects.filter(pk=case.pk).update(redacted_text="窗口人员收受购物卡")
    assert numbers(cast.desk, "购物卡", "complaints") == [case.number]
    Complaint.objects.filter(pk=case.pk).update(
        disciplined_at=clock.now(), disciplined_by=cast.desk
    )
    assert numbers(cast.desk, "购物卡", "complaints") == []
    assert numbers(cast.desk, case.number, "complaints") == [case.number]


def test_a_covert_inspection_cannot_be_guessed(cast: Cast) -> None:
    inspection = make_inspection(cast, kind=Kind.COVERT)
    assert inspection.confidential
    for text in (inspection.number, inspection.title):
        assert numbers(cast.liaison, text) == []
        assert numbers(cast.inspector, text, "inspections") == [inspection.number]


def test_long_results_are_cut_and_say_so(cast: Cast, item: object) -> None:
    with clock.at(TODAY):
        for _ in range(finders.MOST_HITS):
            make_draft(cast)
    [result] = finders.find(cast.liaison, "承诺时限")
    assert (len(result.hits), result.more) == (finders.MOST_HITS, True)


def test_the_cost_does_not_grow(cast: Cast, item: object) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            finders.find(cast.office, "承诺时限")
        return len(queries)

    cost()
    one = cost()
    with clock.at(TODAY):
        for _ in range(5):
            make_draft(cast)
    assert cost() == one


def test_a_whole_number_leads_straight_to_its_record(
    client: Client, cast: Cast, item: object
) -> None:
    client.force_login(cast.liaison)
    answer = client.get(URL, {"q": f" {item.number.lower()} "})
    assert answer["Location"] == f"/rectification:item/{item.number}/"


def test_a_record_without_a_page_stands_without_link(
    client: Client, cast: Cast, item: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finders, "_address", lambda page, number: "")
    client.force_login(cast.liaison)
    answer = client.get(URL, {"q": item.number})
    assert answer.status_code == 200
    assert item.number in answer.content.decode()


def test_the_page_tells_what_was_found(client: Client, cast: Cast, item: object) -> None:
    client.force_login(cast.liaison)
    text = client.get(URL, {"q": "承诺时限"}).content.decode()
    assert item.number in text
    assert "整改事项" in text


@pytest.mark.parametrize(("q", "words"), [("没有这个词", "没有找到"), ("", "编号或关键词")])
def test_nothing_found_and_nothing_asked(client: Client, cast: Cast, q: str, words: str) -> None:
    client.force_login(cast.liaison)
    assert words in client.get(URL, {"q": q}).content.decode()


@pytest.mark.parametrize("q", ["%", "_", "'; DROP TABLE x; --", "<script>", "\x00", "字" * 5000])
def test_strange_input_finds_nothing_and_breaks_nothing(
    client: Client, cast: Cast, item: object, q: str
) -> None:
    client.force_login(cast.liaison)
    answer = client.get(URL, {"q": q})
    assert answer.status_code == 200
    assert answer.context["total"] == 0
    assert "<script>alert" not in answer.content.decode()


def test_what_is_released_is_found(cast: Cast) -> None:
    inspection = release(cast, make_inspection(cast))
    assert numbers(cast.office, inspection.number, "inspections") == [inspection.number]
