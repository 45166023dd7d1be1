"""The pages of cases: form, steps, link, conflict."""

import pytest
from django.test import Client

from campaign.models import Category
from outreach.actions import cases, confirming
from outreach.enums import CaseState
from outreach.models import EnterpriseCase
from tests.factories import outreach as make

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def _client(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def liaison(cast):
    return _client(cast.liaison)


@pytest.fixture
def office(cast):
    return _client(cast.office)


def _text(answer):
    return answer.content.decode()


def _new(cast, **fields):
    return {
        "enterprise": make.make_enterprise(cast).pk,
        "demand": "finance",
        "description": "流动资金紧张，需要贷款三百万元周转。",
        "origin": "visit",
        "unit": "JFJ",
        "tags": ["operation"],
        **fields,
    }


def test_registering_leads_to_the_case(cast, liaison):
    make.the_campaign(cast)
    answer = liaison.post("/staff/cases/new/", _new(cast, is_real_thing="on"))
    assert answer["Location"] == "/staff/cases/BF-2011-JFJ-001/"
    case = EnterpriseCase.objects.get()
    assert (case.state, case.tags, case.is_real_thing) == (CaseState.ASSIGNED, ["operation"], True)
    assert "BF-2011-JFJ-001" in _text(liaison.get("/staff/cases/"))


def test_the_firm_of_the_link_is_chosen_already(cast, liaison):
    firm = make.make_enterprise(cast)
    text = _text(liaison.get(f"/staff/cases/new/?enterprise={firm.pk}"))
    assert f'<option value="{firm.pk}" selected>' in text
    assert liaison.get("/staff/cases/new/?enterprise=x").status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"enterprise": ""}, "请选择企业名称"),
        ({"enterprise": "99999"}, "企业名称"),
        ({"description": "缺钱"}, "企业诉求"),
        ({"description": "长" * 1001}, "企业诉求"),
        ({"origin": "complaint"}, "诉求来源"),
        ({"unit": "XXX"}, "承办单位"),
        ({"tags": ["war"]}, "服务于"),
    ],
)
def test_a_form_that_does_not_do_says_where(cast, liaison, changed, said):
    make.the_campaign(cast)
    answer = liaison.post("/staff/cases/new/", _new(cast, **changed))
    assert answer.status_code == 422
    assert said in _text(answer)
    assert EnterpriseCase.objects.count() == 0


def test_the_desk_registers_and_may_not_read(cast):
    make.the_campaign(cast)
    desk = _client(cast.desk)
    answer = desk.post("/staff/cases/new/", _new(cast))
    assert answer["Location"] == "/staff/cases/new/"
    case = EnterpriseCase.objects.get()
    assert case.state == CaseState.REGISTERED
    assert desk.get(case.get_absolute_url()).status_code == 404


def test_a_unit_sees_what_it_handles_and_what_it_has_registered(cast):
    own = make.make_case(cast)
    told = make.make_registered(cast)  # the outsider has told JFJ's business to the office
    outsider = _client(cast.outsider)
    assert outsider.get(own.get_absolute_url()).status_code == 404
    assert outsider.get(told.get_absolute_url()).status_code == 200
    assert outsider.post(f"{told.get_absolute_url()}take/").status_code == 403
    assert own.number not in _text(outsider.get("/staff/cases/"))


def test_the_whole_way_by_its_pages(cast, liaison, office):
    case = make.make_registered(cast)
    page = case.get_absolute_url()
    office.post(f"{page}assign/", {"unit": "JFJ"})
    liaison.post(
        f"{page}promise/",
        {
            "measures": "与两家银行对接授信",
            "due_on": "2011-09-10",
            "next_on": "2011-8-25",
            "version": "2",
        },
    )
    liaison.post(
        f"{page}follow/",
        {"on": "2011年8月19日", "progress": "已与银行面谈", "next_on": "2011.9.1"},
    )
    answer = liaison.post(f"{page}ask/", {"result": "已获授信三百万元。"})
    assert answer["Location"] == f"{page}link/"
    shown = liaison.get(answer["Location"])
    text = _text(shown)
    assert "/enterprise/" in text
    assert "<svg class=" in text
    assert "no-store" in shown.headers["Cache-Control"]
    link = text.split('href="http')[1].split('"')[0].split("/enterprise/")[1]
    Client().post(f"/enterprise/{link}", {"outcome": "solved", "stars": "4"})
    text = _text(liaison.get(page))
    assert "已办结" in text
    assert "4 / 5 满意" in text
    assert "下一步" not in text
    assert f"{page}item/" in text


def test_the_link_is_shown_to_who_made_it_and_only_then(cast, liaison):
    case, _token = make.make_asked(cast)
    page = f"{case.get_absolute_url()}link/"
    assert "重新生成确认链接" in _text(liaison.get(page))
    liaison.post(f"{page}renew/")
    assert "/enterprise/" in _text(liaison.get(page))
    assert "/enterprise/" not in _text(_client(cast.liaison).get(page))
    case.refresh_from_db()
    confirming.renew(case=case, by=cast.liaison)
    assert "/enterprise/" not in _text(liaison.get(page))


def test_a_step_shows_the_fault_at_its_field(cast, liaison):
    page = make.make_case(cast).get_absolute_url()
    answer = liaison.post(
        f"{page}promise/",
        {
            "measures": "对接三家银行",
            "due_on": "2011-08-01",
            "next_on": "2011-08-25",
            "version": "2",
        },
    )
    assert answer.status_code == 422
    assert "承诺时限已过，请选择之后的日期" in _text(answer)
    assert "对接三家银行" in _text(answer)


def test_two_promises_at_once_are_shown_side_by_side(cast, liaison):
    case = make.make_promised(cast)
    page = f"{case.get_absolute_url()}revise/"
    opened = _text(liaison.get(page)).split('name="opened" value="')[1].split('"')[0]
    cases.mark(case=case, by=cast.liaison, is_real_thing=True)
    answer = liaison.post(
        page,
        {
            "measures": "改为三家银行",
            "due_on": "2011-10-10",
            "reason": "企业扩大规模",
            "version": str(case.version),
            "opened": opened,
        },
    )
    assert answer.status_code == 409
    assert "改为三家银行" in _text(answer)


def test_a_claim_is_judged_by_the_office(cast, office):
    case = make.make_refused(cast)
    page = f"{case.get_absolute_url()}decide/"
    assert make.REASON in _text(office.get(page))
    answer = office.post(page, {"decision": "no"})
    assert answer.status_code == 422
    assert "请写明需要继续办理的理由" in _text(answer)
    office.post(page, {"decision": "yes"})
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED


def test_an_item_is_opened_and_linked(cast, liaison):
    case = make.make_case(cast)
    page = case.get_absolute_url()
    assert Category.objects.get(code="7.1").name in _text(liaison.get(f"{page}item/"))
    liaison.post(f"{page}item/", {"category": "7.1"})
    case.refresh_from_db()
    assert case.item.get_absolute_url() in _text(liaison.get(page))
    assert case.get_absolute_url() in _text(liaison.get(case.item.get_absolute_url()))
