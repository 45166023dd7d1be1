"""What the public reads of all complaints together: figures, units, terms and rights."""

import re

import pytest
from django.test import Client

from complaints import published
from complaints.actions import entries
from complaints.models import Policy
from core import clock
from tests.cast import make_unit
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(cast):
    with clock.at(make.TODAY):
        make.the_campaign(cast)
        yield


def _page(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def _main(path: str) -> str:
    text = _page(path)
    return text[text.index("<main") : text.index("</main>")]


# --- Cells --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({}, set()),
        ({1: 5, 2: 9}, set()),
        ({1: 2, 2: 9}, {1, 2}),
        ({1: 2, 2: 9, 3: 4}, {1, 3}),
        ({1: 1, 2: 1, 3: 7, 4: 8}, {1, 2, 3}),
        ({1: 1, 2: 2, 3: 7}, {1, 2}),
        ({1: 0, 2: 9}, set()),
        ({1: 1}, {1}),
    ],
)
def test_a_small_cell_takes_another_with_it_so_that_sums_tell_nothing(counts, hidden):
    assert published.hidden_cells(counts) == hidden


def test_what_is_hidden_is_never_a_single_small_sum():
    for small in (1, 2):
        for others in ((3, 3), (5, 6, 7), (40, 3)):
            counts = dict(enumerate((small, *others)))
            hidden = published.hidden_cells(counts)
            assert len(hidden) > 1
            assert sum(counts[key] for key in hidden) >= 3


def test_small_cells_are_hidden_on_the_page_and_in_the_file(cast):
    for _turn in range(4):
        make.make_accepted(cast)
    make.make_accepted(cast, unit=cast.other_unit)
    day = clock.today()
    rows = {row.unit.code: row.accepted for row in published.public_units(day, day)}
    assert rows == {"JFJ": None, "GJJ": None}
    for path in ("/stats/?month=2011-08", "/stats/units.csv?month=2011-08"):
        text = Client().get(path).content.decode()
        assert "不公布" in text
        assert ">4<" not in text
        assert ",4," not in text


def test_a_month_with_two_cases_has_no_figures(cast):
    make.make_accepted(cast)
    make.make_accepted(cast)
    text = _main("/stats/?month=2011-08")
    assert 'class="kpis"' not in text
    assert "不足 3 件" in text


def test_accusations_and_cases_about_the_desk_are_never_counted(cast):
    for _turn in range(3):
        make.make_accepted(cast)
    make.make_accusation(cast)
    make.make_received(cast, about_office=True, unit=None)
    day = clock.today()
    assert published.public_figures(day, day).accepted == 3


# --- Units --------------------------------------------------------------------------------------


def test_the_list_of_units_leads_to_each(cast, django_assert_max_num_queries):
    make_unit("ZZZ", "已撤单位", active=False)
    with django_assert_max_num_queries(8):
        text = _page("/units/")
    assert "/units/JFJ/" in text
    assert "已撤单位" not in text


def test_a_unit_page_shows_address_code_and_windows(cast):
    window = entries.make(unit=cast.unit, window="3号窗口", by=cast.office)
    gone = entries.make(unit=cast.unit, window="咨询台", by=cast.office)
    entries.retire(entry=gone, by=cast.office)
    text = _main("/units/JFJ/")
    assert cast.unit.phone in text
    assert "<svg" in text
    assert f"/r/{window.code}/" in text
    assert gone.code not in text


def test_a_unit_with_few_cases_shows_no_figures(cast):
    make.make_accepted(cast)
    assert 'class="kpis"' not in _main("/units/JFJ/")
    for _turn in range(2):
        make.make_accepted(cast)
    text = _main("/units/JFJ/")
    assert 'class="kpis"' in text
    assert "评价不足" in text


def test_the_button_fills_in_the_unit_without_pretending_a_scan(cast):
    chosen = re.compile(r'<option value="(\w+)"[^>]* selected')
    assert chosen.findall(_page("/complaint/new/unit/?unit=JFJ")) == ["JFJ"]
    assert chosen.findall(_page("/complaint/new/unit/?unit=%3Cscript%3E")) == []


def test_a_unit_that_has_gone_has_no_page(cast):
    cast.unit.active = False
    cast.unit.save()
    assert Client().get("/units/JFJ/").status_code == 404


# --- Terms and rights ---------------------------------------------------------------------------


def test_terms_are_those_of_the_table_with_their_basis():
    text = _main("/complaint/rights/")
    for policy in Policy.objects.all():
        assert policy.basis.split("（")[0] in text
    Policy.objects.filter(track="service").update(reply_days=23)
    assert ">23<" in _main("/complaint/rights/")


@pytest.mark.parametrize("place", ["110", "12345", "12388", "信访", "法院"])
def test_it_says_where_else_to_go(place):
    assert place in _main("/complaint/rights/")


@pytest.mark.parametrize("path", ["/", "/complaint/", "/stats/"])
def test_rights_and_verification_are_one_click_away(path):
    text = _page(path)
    assert "/complaint/rights/" in text
    assert "/verify/" in text
