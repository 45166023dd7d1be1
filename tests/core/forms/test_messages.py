"""Error sentences name their field and say what to do (R3)."""

from typing import Any

import pytest
from django import forms
from django.utils import translation

from core.forms import DateField, FilesField, PortalForm

BANNED = ("非法", "无效", "格式不正确", "必填项", "操作失败")


def error(field: forms.Field, value: Any, label: str = "情况说明") -> str:
    field.label = label
    form = type("Sample", (PortalForm,), {"x": field})({"x": value} if value is not None else {})
    return str(form.errors["x"][0])


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (forms.CharField(), "", "请填写情况说明"),
        (forms.CharField(), " \n ", "请填写情况说明"),
        (forms.ChoiceField(choices=[("a", "甲")]), "", "请选择情况说明"),
        (forms.ChoiceField(choices=[("a", "甲")]), "z", "请从列表中选择情况说明"),
        (forms.MultipleChoiceField(choices=[("a", "甲")]), ["z"], "请从列表中选择情况说明"),
        (forms.BooleanField(), "", "请勾选“情况说明”再继续"),
        (FilesField(), None, "请选择情况说明的文件"),
        (forms.CharField(min_length=10), "不给办事", "情况说明至少写 10 个字，现在有 4 个字"),
        (forms.CharField(max_length=5), "七个字的一句话", "情况说明最多 5 个字，现在有 7 个字"),
        (DateField(), "昨天", "情况说明请写成日期，例如 2011-9-3"),
        (DateField(), "2011-2-30", "情况说明请写成日期，例如 2011-9-3"),
        (
            forms.DateTimeField(),
            "x",
            "情况说明请写成日期和时间，例如 2011-09-03 14:30",
        ),
        (forms.TimeField(), "25:00", "情况说明请写成时间，例如 14:30"),
        (forms.IntegerField(), "很多", "情况说明请写成数字，例如 12"),
        (forms.IntegerField(max_value=100), "101", "情况说明不能大于 100"),
        (forms.IntegerField(min_value=0), "-1", "情况说明不能小于 0"),
        (forms.EmailField(), "x@", "请核对情况说明，应像 name@example.com 这样"),
        (forms.RegexField(r"^\d+$"), "x", "请检查情况说明，重新填写"),
    ],
)
def test_each_fault_has_its_sentence(field: forms.Field, value: Any, sentence: str) -> None:
    said = error(field, value)
    assert said == sentence
    assert not any(word in said for word in BANNED)


def test_length_counts_characters_not_line_ends() -> None:
    # A browser posts \r\n for a line end; people see one character.
    assert error(forms.CharField(max_length=3), "一\r\n二三") == (
        "情况说明最多 3 个字，现在有 4 个字"
    )


def test_a_percent_sign_in_a_label_is_only_a_sign() -> None:
    assert error(forms.CharField(max_length=2), "三个字", "占比%") == (
        "占比%最多 2 个字，现在有 3 个字"
    )


def test_a_sentence_of_the_field_itself_wins() -> None:
    own = "请选择单位，或选“不清楚是哪个单位”"
    field = forms.ChoiceField(choices=[("a", "甲")], error_messages={"required": own})
    assert error(field, "") == own


def test_a_field_without_label_is_named_after_itself() -> None:
    form = type("Sample", (PortalForm,), {"due_date": forms.CharField()})({})
    assert form.errors["due_date"] == ["请填写Due date"]


def test_english_has_its_own_sentences() -> None:
    with translation.override("en"):
        assert error(forms.CharField(), "", "Text") == "Fill in “Text”"
        assert error(forms.CharField(max_length=2), "abc", "Text") == (
            "“Text” takes at most 2 characters; there are 3 now"
        )


def test_languages_do_not_mix_between_requests() -> None:
    class Sample(PortalForm):
        x = forms.CharField(label="正文")

    with translation.override("en"):
        assert Sample({}).errors["x"] == ["Fill in “正文”"]
    assert Sample({}).errors["x"] == ["请填写正文"]
