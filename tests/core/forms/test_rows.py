"""Rows that grow and shrink by submit buttons, nothing typed lost."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from core.forms import PortalForm, rows_formset


class Measure(PortalForm):
    text = forms.CharField(label="措施", max_length=10)
    owner = forms.CharField(label="责任人", required=False)
    unit = forms.MultipleChoiceField(
        label="单位", choices=[("A", "甲"), ("B", "乙")], required=False
    )


Measures = rows_formset(Measure, min_rows=1, max_rows=3)
Lines = rows_formset(Measure)


def posted(*texts: str, press: str = "", **more: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data["m-TOTAL_FORMS"], data["m-INITIAL_FORMS"] = str(len(texts)), "0"
    for number, text in enumerate(texts):
        data[f"m-{number}-text"] = text
    if press:
        data[press] = "1"
    for name, value in more.items():
        data[name.replace("__", "-")] = value
    return data


def texts(rows: Any) -> list[str]:
    return [form["text"].value() for form in rows]


def test_there_is_always_a_row_to_fill() -> None:
    assert len(Measures(prefix="m").forms) == 1
    assert len(Lines(prefix="m").forms) == 1


def test_rows_are_cleaned_in_order_and_empty_ones_left_out() -> None:
    rows = Lines(posted("更换主机", "", "增开窗口"), prefix="m")
    assert rows.is_valid()
    assert [row["text"] for row in rows.rows] == ["更换主机", "增开窗口"]


def test_the_add_button_gives_one_more_row() -> None:
    rows = Measures(posted("更换主机", press="add_m"), prefix="m")
    assert rows.changed_rows
    assert texts(rows) == ["更换主机", None]


def test_the_button_has_the_name_that_the_form_understands() -> None:
    assert Measures(prefix="m").add_name == "add_m"
    assert not Measures(posted("x"), prefix="m").changed_rows


def test_adding_judges_nothing() -> None:
    rows = Measures(posted("", "很长很长很长很长很长很长", press="add_m"), prefix="m")
    assert all(not form.errors for form in rows.forms)
    assert texts(rows)[1].startswith("很长")


@pytest.mark.parametrize(("gone", "left"), [(0, ["b", "c"]), (1, ["a", "c"]), (2, ["a", "b"])])
def test_a_remove_button_takes_its_row_out(gone: int, left: list[str]) -> None:
    rows = Measures(posted("a", "b", "c", press=f"m-{gone}-remove"), prefix="m")
    assert rows.changed_rows
    assert texts(rows) == left


def test_rows_move_up_with_everything_in_them() -> None:
    data = posted("a", "b", press="m-0-remove", m__1__owner="林")
    data.setlist("m-1-unit", ["A", "B"])
    rows = Measures(data, prefix="m")
    assert rows.forms[0]["owner"].value() == "林"
    assert rows.forms[0]["unit"].value() == ["A", "B"]


def test_removing_the_last_row_leaves_an_empty_one() -> None:
    rows = Measures(posted("a", press="m-0-remove"), prefix="m")
    assert texts(rows) == [None]


def test_other_forms_of_the_page_are_left_alone() -> None:
    data = posted("a", "b", press="m-0-remove", n__1__text="z", summary="s")
    rows = Measures(data, prefix="m")
    assert rows.data["n-1-text"] == "z"
    assert rows.data["summary"] == "s"


def test_a_plain_mapping_grows_too() -> None:
    data = {**posted("a", press="add_m").dict()}
    assert texts(Measures(data, prefix="m")) == ["a", None]
    data = {**posted("a", "b", press="m-0-remove").dict()}
    assert texts(Measures(data, prefix="m")) == ["b"]


def test_each_row_names_itself_in_its_errors() -> None:
    rows = Measures(posted("好", "这一条措施写得实在太长了"), prefix="m")
    assert not rows.is_valid()
    assert rows.forms[1].errors["text"] == ["第 2 行的措施最多 10 个字，现在有 12 个字"]


def test_too_few_rows_are_told() -> None:
    two = rows_formset(Measure, min_rows=2)
    rows = two(posted("a", ""), prefix="m")
    assert not rows.is_valid()
    assert Measures(posted(""), prefix="m").is_valid() is False


def test_rows_without_their_frame_ask_for_a_fresh_page() -> None:
    rows = Measures({"m-0-text": "a"}, prefix="m")
    assert rows.non_form_errors() == ["请刷新页面，重新填写这些行"]


def test_too_many_rows_are_refused() -> None:
    rows = Measures(posted("a", "b", "c", "d"), prefix="m")
    assert not rows.is_valid()
    assert rows.non_form_errors() == ["最多保留 3 行"]


@pytest.mark.parametrize("count", ["x", "-1", "", "٣", "99999999999"])
def test_a_forged_count_of_rows_does_no_harm(count: str) -> None:
    data = posted("a", press="add_m", m__TOTAL_FORMS=count)
    rows = Measures(data, prefix="m")
    assert len(rows.forms) <= 4
    rows.is_valid()


def test_invisible_characters_are_taken_out_of_rows() -> None:
    rows = Measures(posted("更\u200b换"), prefix="m")
    assert rows.is_valid()
    assert rows.rows[0]["text"] == "更换"


def test_rows_show_what_is_there_already() -> None:
    rows = Measures(prefix="m", initial=[{"text": "a"}, {"text": "b"}])
    assert texts(rows)[:2] == ["a", "b"]
