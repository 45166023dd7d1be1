"""The lists of cases: filters, real things, export, search, to-dos."""

import datetime as dt
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from core.models import AuditEvent
from outreach.actions import confirming
from outreach.models import EnterpriseCase
from outreach.sheet import HEADS
from portal import finders
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


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"open", "asked"}),
        ("state=", {"open", "asked", "closed"}),
        ("state=ended", {"closed"}),
        ("state=confirming", {"asked"}),
        ("state=&mark=confirmed", {"closed"}),
        ("state=&mark=real", {"open"}),
        ("state=&mark=operation", {"open"}),
        ("state=&mark=proactive", {"open", "asked", "closed"}),
        ("state=&mark=nonsense", {"open", "asked", "closed"}),
        ("state=&q=bf-2011-jfj-001", {"open"}),
        ("state=&q=纺织", {"open", "asked", "closed"}),
        ("state=&q=码头", {"open"}),
        ("state=&demand=logistics", {"open"}),
    ],
)
def test_filters(cast, liaison, query, found):
    rows = {
        "open": make.make_case(
            cast,
            demand="logistics",
            description="希望园区码头增加夜间装卸班次。",
            is_real_thing=True,
            tags=["operation"],
        ),
        "asked": make.make_asked(cast)[0],
        "closed": make.make_closed(cast),
    }
    text = _text(liaison.get(f"/staff/cases/?{query}"))
    assert {name for name, row in rows.items() if f'id="case-{row.number}"' in text} == found


def test_each_view_counts_exactly_what_its_filter_finds(cast, office):
    make.make_case(cast)
    make.make_asked(cast)
    make.make_closed(cast)
    make.make_refused(cast)
    make.make_long(cast)
    page = office.get("/staff/cases/")
    tabs = page.context["tabs"]
    assert [tab.count for tab in tabs] == [4, 0, 2, 1, 1, 1]
    assert [tab.current for tab in tabs] == [True, False, False, False, False, False]
    for tab in tabs:
        assert office.get(tab.url).context["page"].total == tab.count, tab.label


def test_the_list_takes_the_same_queries_for_any_number(
    cast, office, django_assert_max_num_queries
):
    for _turn in range(4):
        make.make_serving(cast)
    office.get("/staff/cases/")
    with django_assert_max_num_queries(12):
        office.get("/staff/cases/")
    for _turn in range(4):
        make.make_serving(cast)
    with django_assert_max_num_queries(12):
        office.get("/staff/cases/")


def test_real_things_are_counted_by_unit(cast, office, liaison):
    make.make_closed(cast, is_real_thing=True)
    make.make_case(cast, is_real_thing=True)
    make.make_case(cast, is_real_thing=True, unit=cast.other_unit, by=cast.office)
    make.make_case(cast)
    text = _text(office.get("/staff/cases/deeds/"))
    assert "共 3 件实事，其中企业已确认 1 件，正在办理 2 件" in text
    assert "规划建设局" in text
    text = _text(liaison.get("/staff/cases/deeds/"))
    assert "共 2 件实事" in text
    assert "规划建设局" not in text


def test_the_list_of_real_things_is_changed_on_the_case(cast, liaison):
    page = make.make_case(cast).get_absolute_url()
    liaison.post(f"{page}mark/", {"real": "1"})
    assert EnterpriseCase.objects.real_things().count() == 1
    liaison.post(f"{page}mark/", {"real": "0"})
    assert EnterpriseCase.objects.real_things().count() == 0


def test_the_export_holds_what_the_screen_shows(cast, liaison):
    make.make_closed(cast, description="=1+1 企业需要用工三十人，请协调。")
    make.make_case(cast, unit=cast.other_unit, by=cast.office)
    confirming.accept(case=make.make_refused(cast), by=cast.office)
    answer = liaison.get("/staff/cases/export/?state=")
    data = b"".join(answer.streaming_content)
    sheet = load_workbook(BytesIO(data)).active
    assert "liaison" in sheet.oddFooter.left.text
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0] == HEADS
    assert [row[1] for row in rows[1:]] == ["BF-2011-JFJ-001", "BF-2011-JFJ-002"]
    first = dict(zip(HEADS, rows[1], strict=True))
    assert first["企业诉求"].startswith("=1+1")
    assert (first["企业确认"], first["企业评价"], first["状态"]) == ("已解决", "非常满意", "已办结")
    assert rows[2][HEADS.index("企业确认")] == "未确认（作风办核准）"
    assert make.PHONE not in str(rows)
    assert AuditEvent.objects.get(action="outreach.case.export").detail == {"cases": 2}


def test_the_search_finds_cases_and_firms(cast):
    case = make.make_case(cast)
    found = {one.key: one.hits for one in finders.find(cast.liaison, case.number)}
    assert [hit.url for hit in found["cases"]] == [case.get_absolute_url()]
    assert finders.find(cast.outsider, case.number) == []
    firms = {one.key: one.hits for one in finders.find(cast.outsider, "金川纺织")}
    assert [hit.title for hit in firms["enterprises"]] == [make.NAME]
    assert finders.find(cast.desk, "金川纺织") == []
    assert finders.find(cast.liaison, make.PHONE) == []


def test_to_dos_of_unit_and_office(cast, liaison, office):
    promise = make.make_case(cast)
    make.make_serving(cast)  # next look in ten days: not yet
    claim = make.make_refused(cast)
    new = make.make_registered(cast)
    text = _text(liaison.get("/staff/todo/"))
    assert f"{promise.get_absolute_url()}promise/" in text
    assert new.get_absolute_url() in text
    assert claim.number not in text
    text = _text(office.get("/staff/todo/"))
    assert f"{claim.get_absolute_url()}decide/" in text
    assert f"{new.get_absolute_url()}assign/" in text
    assert promise.number not in text
    assert dt.date(2011, 8, 26) == promise.next_on
