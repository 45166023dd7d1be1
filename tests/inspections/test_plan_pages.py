"""Planning: who was visited lately, the draw by lot, stale forms."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import clock
from inspections.draw import draw, new_seed
from inspections.enums import Kind, State
from inspections.models import Inspection
from tests.factories import inspections as make

NEW = "/staff/inspections/new/"


@pytest.fixture(autouse=True)
def _a_thursday():
    with clock.at(make.DAY):
        yield


@pytest.fixture
def desk(cast):
    make.ensure_campaign(cast)
    client = Client()
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _data(cast, **fields):
    values = {
        "title": "窗口纪律检查",
        "kind": Kind.COVERT,
        "plan": "检查内容：窗口人员在岗情况。",
        "start_on": "2011-08-18",
        "start_time": "08:30",
        "end_on": "2011-08-18",
        "end_time": "17:30",
        "lead": str(cast.inspector_lead.pk),
        "team": [str(cast.inspector.pk)],
        "units": ["JFJ"],
        "version": "0",
        "opened": "",
    }
    return {**values, **fields}


def test_a_plan_is_saved(cast, desk):
    response = desk.post(NEW, _data(cast))
    row = Inspection.objects.get()
    assert response["Location"] == f"/staff/inspections/{row.number}/"
    assert (row.state, row.confidential, row.created_by) == (State.DRAFT, True, cast.office)
    assert f"{row.start:%H:%M}" == "00:30"  # 8:30 in Shanghai


def test_the_load_is_shown_once_before_a_repeated_inspection(cast, desk):
    old = make.make_inspection(cast, kind=Kind.COVERT)
    page = desk.post(NEW, _data(cast)).content.decode()
    assert Inspection.objects.count() == 1
    assert old.number in page
    assert "应避免重复检查" in page
    desk.post(NEW, _data(cast, seen_load="1"))
    assert Inspection.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("end_on", "2011-08-17", "结束时间早于开始时间"),
        ("end_on", "2011-12-30", "最长 60 天"),
        ("team", [], "至少两人"),
        ("units", [], "被查单位"),
    ],
)
def test_each_fault_is_told_at_its_field(cast, desk, field, value, sentence):
    page = desk.post(NEW, _data(cast, **{field: value})).content.decode()
    assert sentence in page
    assert "error-summary" in page
    assert not Inspection.objects.exists()


@pytest.mark.asvs("2.3.4")
def test_a_stale_plan_gets_the_conflict_page(cast, desk):
    row = make.make_inspection(cast, to="draft")
    url = f"/staff/inspections/{row.number}/edit/"
    first = _data(cast, version=str(row.version), title="第一次修改")
    assert desk.post(url, first).status_code == 302
    response = desk.post(url, _data(cast, version=str(row.version), title="第二次修改"))
    assert response.status_code == 409
    page = response.content.decode()
    assert "第一次修改" in page
    assert "第二次修改" in page


def test_a_draw_is_its_own_proof(cast, desk):
    url = "/staff/inspections/draw/?seed=abc&count=1&pool=JFJ&pool=GJJ"
    page = desk.get(url).content.decode()
    (code,) = draw(["JFJ", "GJJ"], 1, "abc")
    assert f"units={code}&amp;pool=GJJ%2CJFJ&amp;seed=abc" in page
    assert desk.get(url).content.decode().count(f">{code}<") == page.count(f">{code}<")


def test_a_drawn_plan_keeps_seed_and_pot(cast, desk):
    (code,) = draw(["JFJ", "GJJ"], 1, "abc")
    drawn = {"units": [code], "draw_seed": "abc", "draw_pool": "GJJ,JFJ"}
    desk.post(NEW, _data(cast, **drawn))
    row = Inspection.objects.get()
    assert (row.draw_seed, row.draw_pool) == ("abc", ["GJJ", "JFJ"])
    assert "seed=abc" in desk.get(f"/staff/inspections/{row.number}/").content.decode()


def test_who_cannot_draw_reads_the_seed_without_a_link(cast, desk):
    row = make.make_inspection(cast)
    Inspection.objects.filter(pk=row.pk).update(draw_seed="abc", draw_pool=["JFJ"])
    desk.force_login(cast.inspector, backend="django.contrib.auth.backends.ModelBackend")
    page = desk.get(f"/staff/inspections/{row.number}/").content.decode()
    assert ">abc<" in page
    assert "seed=abc" not in page


def test_a_seed_cannot_be_claimed_for_other_units(cast, desk):
    (code,) = draw(["JFJ", "GJJ"], 1, "abc")
    wrong = "GJJ" if code == "JFJ" else "JFJ"
    page = desk.post(NEW, _data(cast, units=[wrong], draw_seed="abc", draw_pool="GJJ,JFJ"))
    assert "请重新抽取" in page.content.decode()
    assert not Inspection.objects.exists()


def test_the_draw_depends_on_the_seed_alone():
    pool = [f"U{n:02d}" for n in range(35)]
    assert draw(pool, 5, "s") == draw(reversed(pool), 5, "s")
    assert draw(pool, 5, "s") != draw(pool, 5, "t")
    assert len(set(draw(pool, 35, "s"))) == 35
    assert new_seed() != new_seed()
    with pytest.raises(ValueError, match="cannot draw"):
        draw(pool, 36, "s")


def test_every_unit_is_drawn_about_equally_often():
    pool = [f"U{n}" for n in range(5)]
    counts = dict.fromkeys(pool, 0)
    for n in range(2000):
        counts[draw(pool, 1, f"seed-{n}")[0]] += 1
    assert max(counts.values()) - min(counts.values()) < 120  # 400 ± 3 standard deviations


def test_the_list_asks_a_fixed_number_of_questions(cast, desk):
    make.make_inspection(cast)
    desk.get("/staff/inspections/")
    with CaptureQueriesContext(connection) as few:
        desk.get("/staff/inspections/")
    for _n in range(5):
        make.make_inspection(cast, to="draft")
    with CaptureQueriesContext(connection) as many:
        desk.get("/staff/inspections/")
    assert len(many) == len(few)


def test_each_tab_counts_exactly_its_rows(cast, desk):
    make.make_inspection(cast)
    make.make_inspection(cast, to="draft")
    released = make.released_finding(cast).inspection
    make.make_inspection(cast, to="draft")
    response = desk.get("/staff/inspections/?view=fed-back")
    assert [row.number for row in response.context["page"]] == [released.number]
    assert [tab.count for tab in response.context["tabs"]] == [4, 3, 1, 0]
