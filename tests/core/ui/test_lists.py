"""Lists in the URL: filters, chips, order, pages (R22, R23)."""

from typing import Any

import pytest
from django import forms
from django.db.models import QuerySet
from django.test import RequestFactory

from accounts.models import Unit
from core.http import FilterForm, ListPage, Sort
from tests.cast import make_unit

pytestmark = pytest.mark.django_db
SORTS = [
    Sort("code", ("code",), "按代码", "按代码倒序"),
    Sort("staff", ("headcount", "-code"), "按人数"),
]


class UnitFilter(FilterForm):
    q = forms.CharField(label="名称")
    kind = forms.ChoiceField(
        label="性质", choices=[("", "全部"), ("主要", [("department", "部门"), ("town", "乡镇")])]
    )
    kinds = forms.MultipleChoiceField(
        label="几种", choices=[("department", "部门"), ("town", "乡镇")]
    )
    parent = forms.ModelChoiceField(Unit.objects.all(), label="上级", to_field_name="code")
    since = forms.DateField(label="日期从")
    active = forms.BooleanField(label="只看在用的")
    view = forms.CharField(widget=forms.HiddenInput)

    def apply(self, rows: QuerySet[Unit]) -> QuerySet[Unit]:
        if q := self.value("q"):
            rows = rows.filter(name__contains=q)
        if kind := self.value("kind"):
            rows = rows.filter(kind=kind)
        return rows


def page(query: str = "", rows: Any = None, **options: Any) -> ListPage[Unit]:
    request = RequestFactory().get(f"/list/?{query}")
    filters = UnitFilter(request.GET)
    rows = Unit.objects.all() if rows is None else rows
    return ListPage(
        request, filters.apply(rows), sorts=SORTS, filters=filters, **{"per_page": 2, **options}
    )


@pytest.fixture(autouse=True)
def _units() -> None:
    for number, code in enumerate("ABCDE"):
        make_unit(code, f"单位{code}", headcount=10 - number)


def codes(found: ListPage[Unit]) -> list[str]:
    return [unit.code for unit in found]


def test_the_first_page_has_the_first_rows() -> None:
    found = page()
    assert codes(found) == ["A", "B"]
    assert (found.total, found.first, found.last, len(found)) == (5, 1, 2, 2)


def test_the_summary_says_count_range_and_order() -> None:
    assert page("page=3").summary == "共 5 项，第 5—5 项，按代码排列"
    assert page("sort=-code").summary.endswith("按代码倒序排列")


def test_an_empty_list_says_so() -> None:
    found = page("q=没有")
    assert found.summary == "没有找到"
    assert not found
    assert found.is_filtered


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", ""])
def test_a_page_number_that_makes_no_sense_gives_a_real_page(number: str) -> None:
    assert codes(page(f"page={number}")) in (["A", "B"], ["E"])


def test_rows_cost_two_queries(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        found = page()
        assert list(found)
        assert list(found)
        assert found.total == 5


def test_prepare_sees_the_rows_of_the_page_once() -> None:
    seen: list[list[str]] = []
    found = page(prepare=lambda rows: seen.append([unit.code for unit in rows]))
    list(found)
    list(found)
    assert seen == [["A", "B"]]


def test_sorting_by_another_column() -> None:
    assert codes(page("sort=staff")) == ["E", "D"]


def test_turning_an_order_round_turns_each_of_its_fields() -> None:
    assert SORTS[1].order_by(reverse=True) == ["-headcount", "code"]
    assert codes(page("sort=-code")) == ["E", "D"]


def test_an_unknown_order_is_the_default() -> None:
    found = page("sort=password")
    assert codes(found) == ["A", "B"]
    assert found.sort.key == "code"


def test_a_header_sorts_and_then_turns_round() -> None:
    found = page("q=单位&page=2")
    assert found.sort_url("staff") == "/list/?q=%E5%8D%95%E4%BD%8D&sort=staff"
    assert found.sort_url("code").endswith("sort=-code")
    assert page("sort=-code").sort_url("code").endswith("sort=code")


def test_an_order_without_words_for_its_reverse_does_not_turn() -> None:
    assert page("sort=staff").sort_url("staff").endswith("sort=staff")


def test_only_the_present_order_is_announced() -> None:
    found = page("sort=-code")
    assert found.aria_sort("code") == "descending"
    assert found.aria_sort("staff") == ""
    assert page().aria_sort("code") == "ascending"


def test_filters_narrow_the_rows() -> None:
    assert codes(page("q=C")) == ["C"]


def test_chips_say_the_filter_in_words_and_lead_to_the_list_without_it() -> None:
    chips = page("q=单位&kind=town&page=2&sort=staff").chips
    assert [(str(chip.label), str(chip.value)) for chip in chips] == [
        ("名称", "单位"),
        ("性质", "乡镇"),
    ]
    assert chips[1].remove_url == "/list/?q=%E5%8D%95%E4%BD%8D&sort=staff"


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("kinds=town&kinds=department", "乡镇、部门"),
        ("parent=B", "单位B"),
        ("since=2010-09-03", "2010 年 9 月 3 日 周五"),
        ("active=on", ""),
    ],
)
def test_each_kind_of_filter_has_its_words(query: str, value: str) -> None:
    assert [str(chip.value) for chip in page(query).chips] == [value]


def test_hidden_filters_have_no_chip() -> None:
    assert page("view=red").chips == []


def test_an_unfiltered_list_has_no_chips() -> None:
    assert page("sort=staff&page=2").chips == []
    assert not page("q=&kind=").is_filtered


def test_clearing_keeps_order_and_unknown_parameters() -> None:
    found = page("q=x&kind=town&sort=-code&tab=red&page=2")
    assert found.clear_url == "/list/?sort=-code&tab=red"


def test_the_filter_form_carries_what_is_not_its_own() -> None:
    found = page("q=x&sort=-code&tab=red&page=2")
    assert found.carried == [("sort", "-code"), ("tab", "red")]


@pytest.mark.parametrize("query", ["kind=nonsense", "since=yesterday", "parent=ZZZ"])
def test_a_filter_that_makes_no_sense_filters_nothing(query: str) -> None:
    found = page(query)
    assert found.total == 5
    assert found.chips == []


def test_a_nul_byte_in_the_address_does_no_harm() -> None:
    assert page("q=%00C").total == 1


def test_pages_show_ends_and_neighbours() -> None:
    for number in range(30):
        make_unit(f"X{number:02}", "更多")
    numbers = [link.number for link in page("page=9").pages]
    assert numbers == [1, 0, 7, 8, 9, 10, 11, 0, 18]
    assert [link.number for link in page("page=9").pages if link.current] == [9]


def test_page_links_keep_everything_else() -> None:
    found = page("q=单位&sort=staff&page=2")
    assert found.pages[0].url == "/list/?q=%E5%8D%95%E4%BD%8D&sort=staff&page=1"
    assert found.next_url.endswith("page=3")
    assert found.previous_url.endswith("page=1")


def test_the_ends_have_no_link_beyond() -> None:
    assert page().previous_url == ""
    assert page("page=3").next_url == ""


def test_a_list_without_filters() -> None:
    request = RequestFactory().get("/list/?tab=x")
    found = ListPage(request, Unit.objects.all(), sorts=SORTS)
    assert found.chips == []
    assert found.clear_url == "/list/?tab=x"
    assert found.carried == [("tab", "x")]


def test_a_filter_for_another_query_reads_that_query() -> None:
    rows = Unit.objects.all()
    filters = UnitFilter(RequestFactory().get("/list/?q=单位A").GET)
    assert [unit.code for unit in filters.apply(rows)] == ["A"]
    other = filters.rebound(RequestFactory().get("/list/?q=单位B").GET)
    assert [unit.code for unit in other.apply(rows)] == ["B"]
    assert [unit.code for unit in filters.apply(rows)] == ["A"]
