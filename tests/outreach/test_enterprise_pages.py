"""The list of firms, and whom to call: for the serving unit only, each look on record."""

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from core.models import AuditEvent
from outreach.actions import cases, enterprises
from outreach.models import Enterprise
from outreach.phones import is_credit_code, is_phone, tidy_phone
from portal import finders
from tests.cast import PARTS
from tests.factories import outreach as make

BACKEND = "django.contrib.auth.backends.ModelBackend"
CODE = "91350100M000100Y43"  # the example of GB 32100


def _client(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _text(answer):
    return answer.content.decode()


def _form(**fields):
    return {
        "name": "云塘新型建材厂",
        "industry": "other",
        "size": "small",
        "unit": "JFJ",
        "phone": "0700-5501234",
        "contact": "黎某测试",
        "active": "on",
        "version": "0",
        **fields,
    }


@pytest.mark.django_db
def test_a_firm_is_entered_and_its_secrets_are_encrypted(cast):
    client = _client(cast.liaison)
    answer = client.post("/staff/enterprises/new/", _form(credit_code=CODE.lower()))
    firm = Enterprise.objects.get()
    assert answer["Location"] == firm.get_absolute_url()
    assert (firm.credit_code, firm.contact, firm.phone) == (CODE, "黎某测试", "07005501234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact, phone FROM outreach_enterprise")
        assert all(value.startswith("g1:") for value in cursor.fetchone())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "请填写企业名称"),
        ({"credit_code": "91350100M000100Y44"}, "信用代码有误"),
        ({"credit_code": "abc"}, "信用代码有误"),
        ({"phone": "12345"}, "请填写 11 位手机号码"),
        ({"phone": "一三八"}, "请填写 11 位手机号码"),
        ({"industry": "war"}, "行业"),
        ({"unit": ""}, "请选择挂点单位"),
    ],
)
def test_bad_input_says_what_to_do(cast, changed, said):
    answer = _client(cast.liaison).post("/staff/enterprises/new/", _form(**changed))
    assert answer.status_code == 422
    assert said in _text(answer)
    assert Enterprise.objects.count() == 0


@pytest.mark.django_db
def test_the_same_firm_is_not_entered_twice(cast):
    make.make_enterprise(cast, credit_code=CODE)
    client = _client(cast.outsider)
    answer = client.post("/staff/enterprises/new/", _form(name=f"  {make.NAME} "))
    assert "企业名录中已有这家企业" in _text(answer)
    answer = client.post("/staff/enterprises/new/", _form(credit_code=CODE))
    assert "已有其他企业使用这个信用代码" in _text(answer)


@pytest.mark.django_db
def test_a_change_never_shows_the_secrets_and_keeps_them(cast):
    firm = make.make_enterprise(cast)
    page = f"{firm.get_absolute_url()}edit/"
    client = _client(cast.office)
    text = _text(client.get(page))
    assert make.PHONE not in text
    assert make.CONTACT not in text
    assert "已有登记" in text
    client.post(page, _form(name=make.NAME, phone="", contact="", version="1", size="large"))
    firm.refresh_from_db()
    assert (firm.size, firm.phone, firm.contact) == ("large", make.PHONE, make.CONTACT)
    stale = client.post(page, _form(name=make.NAME, phone="13800000001", version="1"))
    assert stale.status_code == 409
    firm.refresh_from_db()
    assert firm.phone == make.PHONE


@pytest.mark.django_db
def test_whom_to_call_is_for_the_serving_unit_and_each_look_is_recorded(cast):
    firm = make.make_enterprise(cast)
    page = firm.get_absolute_url()
    liaison = _client(cast.liaison)
    assert make.PHONE not in _text(liaison.get(page))
    answer = liaison.post(f"{page}contact/")
    assert make.PHONE in _text(answer)
    assert make.CONTACT in _text(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "liaison 经济发展局" in _text(answer)  # the mark over the page
    row = AuditEvent.objects.get(action="outreach.enterprise.contact")
    assert (row.actor, row.object_id, row.detail) == ("liaison", firm.pk, {})


@pytest.mark.django_db
def test_a_unit_that_handles_a_case_of_the_firm_may_call_it(cast):
    firm = make.make_enterprise(cast)
    outsider = _client(cast.outsider)
    assert outsider.post(f"{firm.get_absolute_url()}contact/").status_code == 403
    case = make.make_case(cast, unit=cast.other_unit, by=cast.office)
    assert make.PHONE in _text(outsider.post(f"{firm.get_absolute_url()}contact/"))
    cases.hand_back(case=case, by=cast.outsider, reason="不属本局职责")
    cases.assign(case=case, by=cast.office, unit=cast.unit)
    assert outsider.post(f"{firm.get_absolute_url()}contact/").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("part", sorted(set(PARTS)))
def test_no_page_shows_the_telephone_to_anybody(cast, part):
    """Pages, lists and searches; only the recorded look shows it."""
    case, _token = make.make_asked(cast)
    firm = case.enterprise
    client = _client(getattr(cast, part))
    for page in (
        "/staff/enterprises/",
        firm.get_absolute_url(),
        f"{firm.get_absolute_url()}edit/",
        "/staff/cases/?state=",
        case.get_absolute_url(),
        f"{case.get_absolute_url()}link/",
        "/staff/todo/",
        "/staff/messages/",
    ):
        text = _text(client.get(page))
        assert make.PHONE not in text, page
        assert make.CONTACT not in text, page
    assert finders.find(getattr(cast, part), make.PHONE) == []


@pytest.mark.django_db
def test_filters_of_the_list(cast):
    firm = make.make_enterprise(cast)
    other = enterprises.add(
        by=cast.office,
        fields={
            "name": "阳昇光伏材料有限公司",
            "industry": "solar",
            "size": "large",
            "unit": cast.other_unit,
            "is_project": True,
        },
    )
    make.make_case(cast, enterprise=firm)
    client = _client(cast.office)
    for query, found in (
        ("", {firm, other}),
        ("q=光伏", {other}),
        ("industry=textiles", {firm}),
        ("unit=GJJ", {other}),
        ("project=on", {other}),
        ("open=on", {firm}),
        ("sort=-open", {firm, other}),
        ("unit=%00&industry=zzz", {firm, other}),
    ):
        text = _text(client.get(f"/staff/enterprises/?{query}"))
        assert {row for row in (firm, other) if row.get_absolute_url() in text} == found, query


@pytest.mark.django_db
def test_the_list_takes_the_same_queries_for_any_number(cast, django_assert_max_num_queries):
    client = _client(cast.office)
    for number in range(6):
        make.make_enterprise(cast, name=f"演示企业{number}")
    client.get("/staff/enterprises/")
    with django_assert_max_num_queries(14):
        client.get("/staff/enterprises/")


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("138 0000 0000", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("+86 13800000000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("0700-5501234", "07005501234"),
        ("(0700) 5501234-802", "07005501234-802"),
    ],
)
def test_telephones_as_people_write_them(typed, tidy):
    assert tidy_phone(typed) == tidy
    assert is_phone(tidy)


@given(st.text(max_size=30))
def test_any_text_is_judged_without_a_fault(text):
    tidy = tidy_phone(text)
    assert " " not in tidy
    assert is_phone(tidy) in (True, False)
    assert is_credit_code(text) in (True, False)


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_of_a_credit_code_is_found(place, letter):
    wrong = CODE[:place] + letter + CODE[place + 1 :]
    assert is_credit_code(wrong) is (wrong == CODE)
