"""The pages of visits and opinions: what is kept, who sees what."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from core import drafts
from outreach.actions import opinions
from outreach.enums import OpinionState
from outreach.models import EnterpriseCase, FieldVisit, Opinion
from portal import finders
from rectification.models import RectificationItem
from tests.cast import PARTS
from tests.factories import outreach as make

pytestmark = pytest.mark.django_db
READERS = {"liaison", "unit_head", "unit_deputy", "owner", "office", "office_head", "leader"}
GIVEN = {
    "kind": "village",
    "on": "2011-08-18",
    "place": "桥东镇下桥村",
    "visitors": "陆某、莫某",
    "met": "9",
    "summary": "入户了解补贴发放和道路照明情况。",
    "version": "0",
    "opinions-TOTAL_FORMS": "2",
    "opinions-INITIAL_FORMS": "0",
    "opinions-0-text": "补贴公示时间太短。",
    "opinions-0-nature": "problem",
    "opinions-1-text": "",
    "opinions-1-nature": "problem",
}


def _client(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def liaison(cast):
    make.the_campaign(cast)
    return _client(cast.liaison)


def _text(answer):
    return answer.content.decode()


def test_a_visit_is_logged_with_its_opinions(cast, liaison):
    answer = liaison.post("/staff/visits/new/", GIVEN)
    visit = FieldVisit.objects.get()
    assert answer["Location"] == visit.get_absolute_url()
    assert (visit.unit, visit.met, visit.opinions.count()) == (cast.unit, 9, 1)
    page = _text(liaison.get(answer["Location"]))
    for words in (visit.number, GIVEN["place"], GIVEN["summary"], GIVEN["opinions-0-text"]):
        assert words in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"on": "2011-08-20"}, "走访日期还没有到"),
        ({"on": "2011-02-30"}, "走访日期"),
        ({"met": "-1"}, "见面人数"),
        ({"met": "很多"}, "见面人数"),
        ({"place": ""}, "请写明走访的项目现场或村"),
        ({"kind": "enterprise"}, "请选择走访的企业"),
        ({"summary": "短"}, "走访情况小结"),
        ({"opinions-0-nature": "x"}, "性质"),
    ],
)
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(liaison, changed, said):
    answer = liaison.post("/staff/visits/new/", {**GIVEN, **changed})
    assert answer.status_code == 422
    assert said in _text(answer)
    assert GIVEN["opinions-0-text"] in _text(answer)
    assert GIVEN["visitors"] in _text(answer)
    assert FieldVisit.objects.count() == 0


def test_one_more_row_keeps_everything(liaison):
    answer = liaison.post("/staff/visits/new/", {**GIVEN, "add_opinions": "1", "place": ""})
    assert answer.status_code == 200
    assert 'name="opinions-2-text"' in _text(answer)
    assert GIVEN["opinions-0-text"] in _text(answer)


def test_the_draft_comes_back_and_goes_with_the_visit(cast, liaison):
    typed = {key: [value] for key, value in GIVEN.items()}
    drafts.save(cast.liaison, "outreach.visit:new", typed)
    page = _text(liaison.get("/staff/visits/new/"))
    assert GIVEN["summary"] in page
    assert GIVEN["opinions-0-text"] in page
    assert GIVEN["summary"] not in _text(liaison.get("/staff/visits/new/?restart=1"))
    liaison.post("/staff/visits/new/", GIVEN)
    assert drafts.load(cast.liaison, "outreach.visit:new") is None


def test_two_people_on_one_visit_see_both_versions(cast, liaison):
    visit = make.make_visit(cast)
    page = f"{visit.get_absolute_url()}edit/"
    given = {**GIVEN, "version": str(visit.version), "opinions-TOTAL_FORMS": "0"}
    assert liaison.post(page, given).status_code == 302
    late = liaison.post(page, {**given, "summary": "另一个人写的走访情况小结。"})
    assert late.status_code == 409
    assert "另一个人写的走访情况小结。" in _text(late)
    assert GIVEN["summary"] in _text(late)


@pytest.mark.parametrize("part", sorted(set(PARTS)))
def test_other_units_see_nothing(cast, part):
    visit = make.make_visit(cast)
    opinion = visit.opinions.get()
    user = getattr(cast, part)
    client = _client(user)
    expected = 200 if part in READERS else 404
    assert client.get(visit.get_absolute_url()).status_code == expected
    assert client.get(opinion.get_absolute_url()).status_code == expected
    listing = _text(client.get("/staff/visits/"))
    assert (visit.number in listing) is (part in READERS)
    assert bool(finders.find(user, visit.number)) is (part in READERS)
    for page in ("/staff/todo/", "/staff/messages/"):
        seen = make.SAID in _text(client.get(page))
        assert seen is (part == "liaison" and page == "/staff/todo/"), page


def test_the_other_unit_reads_the_opinion_and_not_the_visit(cast):
    opinion = make.make_handed(cast)
    client = _client(cast.outsider)
    page = _text(client.get(opinion.get_absolute_url()))
    assert make.SAID in page
    assert opinion.visit.summary not in page
    assert opinion.visit.visitors not in page
    assert client.get(opinion.visit.get_absolute_url()).status_code == 404
    answer = client.post(
        f"{opinion.get_absolute_url()}answer/", {"said": "answer", "note": "已派人修复路灯。"}
    )
    assert answer["Location"] == opinion.get_absolute_url()
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.ANSWERED


def test_the_page_offers_giving_back_once(cast):
    opinion = make.make_handed(cast)
    client = _client(cast.outsider)
    page = f"{opinion.get_absolute_url()}answer/"
    assert 'value="give_back"' in _text(client.get(page))
    client.post(page, {"said": "give_back", "note": "属电力部门职责。"})
    opinions.hand(opinion=opinion, by=cast.liaison, unit=cast.other_unit, reason="经核实属贵局")
    assert 'value="give_back"' not in _text(client.get(page))
    again = client.post(page, {"said": "give_back", "note": "属电力部门职责。"})
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"way": "adopt", "note": "已更换路灯12盏。"}, OpinionState.ADOPTED),
        ({"way": "explain", "note": "已说明维修排期。"}, OpinionState.EXPLAINED),
        ({"way": "item", "category": "2.3"}, OpinionState.ITEM),
        ({"way": "hand", "note": "属规建局职责。", "unit": "GJJ"}, OpinionState.HANDED),
    ],
)
def test_the_ways_of_an_opinion(cast, liaison, given, state):
    opinion = make.make_opinion(cast)
    answer = liaison.post(f"{opinion.get_absolute_url()}dispose/", given)
    assert answer["Location"] == opinion.visit.get_absolute_url()
    opinion.refresh_from_db()
    assert opinion.state == state


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "如何处理"),
        ({"way": "adopt"}, "请写明已经或将要怎么办"),
        ({"way": "explain"}, "请写明解释了什么"),
        ({"way": "hand", "note": "属贵单位"}, "请选择职责所在的单位"),
        ({"way": "hand", "note": "属贵单位", "unit": "JFJ"}, "这是本单位"),
        ({"way": "case"}, "请选择需要帮扶的企业"),
    ],
)
def test_a_disposition_that_lacks_something_says_what(cast, liaison, given, said):
    opinion = make.make_opinion(cast)
    answer = liaison.post(f"{opinion.get_absolute_url()}dispose/", given)
    assert answer.status_code == 422
    assert said in _text(answer)
    opinion.refresh_from_db()
    assert opinion.state == OpinionState.OPEN


def test_one_click_each_for_ledger_and_help(cast, liaison):
    village, firm = make.make_opinion(cast), make.make_firm_visit(cast).opinions.get()
    liaison.post(f"{village.get_absolute_url()}item/")
    liaison.post(f"{firm.get_absolute_url()}case/")
    item, case = RectificationItem.objects.get(), EnterpriseCase.objects.get()
    assert item.number in _text(liaison.get(village.visit.get_absolute_url()))
    assert case.number in _text(liaison.get(firm.visit.get_absolute_url()))
    # The way back: item and case name the opinion.
    assert village.get_absolute_url() in _text(liaison.get(item.get_absolute_url()))
    assert firm.number in _text(liaison.get(case.get_absolute_url()))


def test_without_a_firm_the_click_asks_for_one(cast, liaison):
    opinion = make.make_opinion(cast)
    answer = liaison.post(f"{opinion.get_absolute_url()}case/")
    assert answer["Location"].endswith("dispose/?way=case")
    assert EnterpriseCase.objects.count() == 0
    assert re.search(r'value="case"[^>]*checked', _text(liaison.get(answer["Location"])))


def test_the_office_sees_who_has_not_been_where(cast):
    make.make_visit(cast)
    client = _client(cast.office)
    page = _text(client.get("/staff/visits/units/"))
    assert cast.unit.short_name in page
    assert "尚无" in page
    assert _client(cast.liaison).get("/staff/visits/units/").status_code == 403


def test_the_list_takes_the_same_queries_for_any_number(cast, django_assert_max_num_queries):
    client = _client(cast.office)
    for _turn in range(5):
        make.make_visit(cast)
    client.get("/staff/visits/")
    with django_assert_max_num_queries(14):
        client.get("/staff/visits/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {1, 2}),
        ("kind=village", {1}),
        ("q=座谈会", {1, 2}),
        ("q=ZF-2011-JFJ-002", {2}),
        ("unit=GJJ", set()),
        ("waiting=on", {2}),
        ("kind=%00&unit=zzz", {1, 2}),
    ],
)
def test_filters_of_the_list(cast, query, found):
    first, second = make.make_visit(cast), make.make_firm_visit(cast)
    opinions.adopt(opinion=first.opinions.get(), by=cast.liaison, note="已更换路灯")
    text = _text(_client(cast.office).get(f"/staff/visits/?{query}"))
    rows = {1: first, 2: second}
    assert {n for n, row in rows.items() if f'id="visit-{row.number}"' in text} == found


def test_the_workbook_holds_what_the_person_sees(cast):
    visit = make.make_visit(cast)
    answer = _client(cast.liaison).get("/staff/visits/export/")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.active.values)
    assert rows[3][1] == visit.number
    assert make.SAID in rows[3][9]
    other = _client(cast.outsider).get("/staff/visits/export/")
    book = openpyxl.load_workbook(BytesIO(b"".join(other.streaming_content)))
    assert len(list(book.active.values)) == 3
    assert Opinion.objects.count() == 1
