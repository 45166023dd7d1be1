"""Forms as markup: by our tag, by crispy, with errors, with rows."""

from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Field, Fieldset, Layout, Row, Submit
from django import forms
from django.template import Context, Template

from tests.gallery.forms import EverythingForm, MeasureRows

LOAD = "{% load zf crispy_forms_tags %}"


def draw(source: str, **context: Any) -> str:
    return Template(LOAD + source).render(Context(context))


def test_every_field_has_label_hint_and_control() -> None:
    html = draw("{% field form.text %}", form=EverythingForm())
    assert '<label for="id_text">情况说明</label>' in html
    assert '<p class="hint" id="id_text_hint">写清时间、地点、经过。</p>' in html
    assert 'data-left="还可以写 {n} 个字"' in html
    assert "最多 1000 个字" in html


def test_optional_fields_say_so() -> None:
    assert "（选填）" in draw("{% field form.percent %}", form=EverythingForm())
    assert "（选填）" not in draw("{% field form.title %}", form=EverythingForm())


def test_the_error_stands_between_hint_and_control() -> None:
    html = draw("{% field form.text %}", form=EverythingForm({"text": "短"}))
    places = [html.index(part) for part in ("id_text_hint", "id_text_error", "<textarea")]
    assert places == sorted(places)
    assert "field-error" in html
    assert "短</textarea>" in html


def test_choices_are_a_fieldset_of_cards() -> None:
    html = draw("{% field form.kind %}", form=EverythingForm())
    assert "<fieldset" in html
    assert "<legend>问题类型</legend>" in html
    assert html.count('<label class="choice">') == 3
    assert "<small>生冷硬横推</small>" in html


def test_a_tick_box_is_one_card() -> None:
    html = draw("{% field form.sure %}", form=EverythingForm({}))
    assert html.count('<label class="choice">') == 1
    assert "请勾选“以上情况属实”再继续" in html


def test_a_remark_stands_at_its_field() -> None:
    html = draw("{% field form.title note=note %}", form=EverythingForm(), note="写<b>全称")
    assert "审核意见：" in html
    assert "写&lt;b&gt;全称" in html
    assert "field-note" not in draw(
        "{% field form.title note=note %}", form=EverythingForm(), note=""
    )


def test_hidden_fields_have_no_frame() -> None:
    html = draw("{% field form.version %}", form=EverythingForm(initial={"version": 3}))
    assert html.strip() == (
        '<input type="hidden" name="version" value="3" class="form-control" id="id_version">'
    )


def test_the_summary_repeats_the_sentences_of_the_fields() -> None:
    form = EverythingForm({"text": "不给办事"})
    summary = draw("{% error_summary form %}", form=form)
    sentence = "情况说明至少写 10 个字，现在有 4 个字"
    assert f'<a href="#id_text">{sentence}</a>' in summary
    assert sentence in draw("{% field form.text %}", form=form)
    assert 'role="alert" tabindex="-1"' in summary


def test_the_summary_counts_over_forms_and_rows() -> None:
    rows = MeasureRows(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-text": ""},
    )
    form = EverythingForm({})
    html = draw("{% error_summary form rows %}", form=form, rows=rows)
    lines = html.count("<li>")
    assert f"有 {lines} 处需要修改" in html
    assert "请填写第 1 行的措施" in html


def test_a_sound_form_has_no_summary() -> None:
    assert draw("{% error_summary form %}", form=EverythingForm()).strip() == ""


@pytest.mark.parametrize(
    ("context", "prefix"),
    [
        ({}, ""),
        ({"form": EverythingForm()}, ""),
        ({"form": EverythingForm({})}, "有错误："),
        ({"formset": MeasureRows({})}, "有错误："),
        ({"formsets": [MeasureRows(), MeasureRows({})]}, "有错误："),
        ({"form": None, "formsets": None}, ""),
    ],
)
def test_the_title_says_that_there_are_errors(context: dict[str, Any], prefix: str) -> None:
    assert draw("{% title_prefix %}", **context) == prefix


def test_rows_can_be_added_and_removed_by_plain_buttons() -> None:
    html = draw(
        "{% rows rows '整改措施' '加一条' %}",
        rows=MeasureRows(prefix="m", initial=[{"text": "a"}, {"text": "b"}]),
    )
    assert 'name="add_m" value="1" formnovalidate' in html
    assert 'name="m-0-remove"' in html
    assert 'name="m-TOTAL_FORMS"' in html
    assert "第 1 行" in html
    assert "加一条" in html


def test_rows_have_a_word_for_adding() -> None:
    assert "加一行" in draw("{% rows rows '学习' %}", rows=MeasureRows(prefix="m"))


def test_crispy_draws_the_same_fields() -> None:
    form = EverythingForm({"text": "短"})
    ours = draw("{% field form.text %}", form=form)
    assert "".join(ours.split()) in "".join(draw("{{ form|crispy }}", form=form).split())
    assert "".join(ours.split()) in "".join(
        draw("{{ form.text|as_crispy_field }}", form=form).split()
    )


def test_crispy_forms_bring_token_errors_and_button() -> None:
    form = EverythingForm({})
    form.helper = FormHelper()  # type: ignore[attr-defined]
    form.helper.add_input(Submit("act", "提交确认"))  # type: ignore[attr-defined]
    html = Template(LOAD + "{% crispy form %}").render(Context({"form": form, "csrf_token": "t0k"}))
    assert 'value="t0k"' in html
    assert "novalidate" in html
    assert 'enctype="multipart/form-data"' in html
    assert 'value="提交确认" class="btn btn-primary"' in html
    assert "请填写标题" in html


def test_crispy_layouts_use_our_boxes() -> None:
    class Small(forms.Form):
        a = forms.CharField(label="甲")
        b = forms.CharField(label="乙")
        c = forms.CharField(label="丙")

    form = Small()
    form.helper = FormHelper()  # type: ignore[attr-defined]
    form.helper.form_tag = False  # type: ignore[attr-defined]
    form.helper.layout = Layout(  # type: ignore[attr-defined]
        Fieldset("基本情况", Row(Column("a"), Column("b"))), Div(Field("c"), css_class="mt-2")
    )
    html = Template(LOAD + "{% crispy form %}").render(Context({"form": form}))
    assert '<fieldset class="card-box mb-4"' in html
    assert "<legend>基本情况</legend>" in html
    assert 'class="half"' in html
    assert 'class="mt-2"' in html
    assert "<form" not in html


def test_crispy_draws_formsets() -> None:
    html = draw("{{ rows|crispy }}", rows=MeasureRows(prefix="m"))
    assert 'name="m-TOTAL_FORMS"' in html
    assert 'name="m-0-text"' in html
    whole = Template(LOAD + "{% crispy rows helper %}").render(
        Context({"rows": MeasureRows(prefix="m"), "helper": FormHelper(), "csrf_token": "t"})
    )
    assert "<form" in whole
    assert "row-card" in whole
