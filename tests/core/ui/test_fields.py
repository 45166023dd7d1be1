"""What the field template is told about a bound field."""

from typing import Any

import pytest
from django import forms

from core.forms import ChoiceCards, DateField, FilesField, PortalForm, UnitSelect
from core.forms.fields import hint_choices
from core.ui.fields import describe, first_control_id, kind_of


class Sample(PortalForm):
    title = forms.CharField(label="标题", max_length=20)
    text = forms.CharField(
        label="正文", max_length=100, help_text="写清楚。", widget=forms.Textarea, required=False
    )
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲"), ("b", "乙")], widget=ChoiceCards)
    many = forms.MultipleChoiceField(
        label="几个", choices=[("a", "甲"), ("b", "乙")], widget=forms.CheckboxSelectMultiple
    )
    unit = forms.ChoiceField(
        label="单位",
        choices=[("", "请选择"), ("部门", [("JFJ", "经济发展局")])],
        widget=UnitSelect(initials=str.lower),
    )
    due = DateField(label="时限")
    files = FilesField(label="附件", accept=".jpg,.pdf")
    sure = forms.BooleanField(label="属实")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
    rule = forms.CharField(label="制度", widget=forms.TextInput(attrs={"class": "w-date"}))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("title", "input"),
        ("text", "textarea"),
        ("kind", "choices"),
        ("many", "choices"),
        ("unit", "select"),
        ("due", "input"),
        ("files", "file"),
        ("sure", "checkbox"),
        ("secret", "hidden"),
    ],
)
def test_every_widget_has_its_kind(name: str, kind: str) -> None:
    assert kind_of(Sample()[name]) == kind


def control(name: str, data: dict[str, Any] | None = None, **options: str) -> str:
    return str(describe(Sample(data)[name], **options).control)


def test_a_control_has_our_class_and_its_own() -> None:
    assert 'class="form-control w-date"' in control("rule")
    assert 'class="form-select"' in control("unit")
    assert 'class="form-check-input"' in control("sure")


def test_browsers_neither_validate_nor_cut() -> None:
    for name in ("title", "text", "due", "unit"):
        html = control(name)
        assert "required" not in html
        assert "maxlength" not in html


def test_long_texts_count_down() -> None:
    view = describe(Sample()["text"])
    assert view.limit == 100
    assert 'data-limit="100"' in view.control
    assert describe(Sample()["title"]).limit is None


def test_a_control_names_its_hint_and_counter() -> None:
    assert 'aria-describedby="id_text_hint id_text_count"' in control("text")


def test_a_failed_control_names_its_error_and_says_so() -> None:
    html = control("title", {"title": ""})
    assert 'aria-describedby="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_sound_control_is_not_called_invalid() -> None:
    assert "aria-invalid" not in control("title", {"title": "好"})


def test_a_remark_is_named_before_the_error() -> None:
    html = control("title", {"title": ""}, note="请补充")
    assert 'aria-describedby="id_title_note id_title_error"' in html


def test_what_was_typed_stays_valid_or_not() -> None:
    long = "很" * 30
    assert f'value="{long}"' in control("title", {"title": long})


def test_choices_are_cards_with_their_examples() -> None:
    form = Sample({"kind": "b"})
    hint_choices(form.fields["kind"], {"a": "生冷硬横推"})
    first, second = describe(form["kind"]).choices
    assert (first.label, first.hint, second.hint) == ("甲", "生冷硬横推", "")
    assert " checked" in second.control
    assert " checked" not in first.control
    assert 'type="radio"' in first.control
    assert 'id="id_kind_0"' in first.control


def test_several_choices_are_tick_boxes() -> None:
    first, second = describe(Sample({"many": ["a", "b"]})["many"]).choices
    assert 'type="checkbox"' in first.control
    assert " checked" in first.control
    assert " checked" in second.control


def test_failed_choices_name_the_error_on_each_card() -> None:
    view = describe(Sample({})["kind"])
    assert all('aria-describedby="id_kind_error"' in choice.control for choice in view.choices)


def test_an_empty_option_is_no_card() -> None:
    class Optional(PortalForm):
        kind = forms.ChoiceField(choices=[("", "---"), ("a", "甲")], widget=ChoiceCards)

    assert [choice.label for choice in describe(Optional()["kind"]).choices] == ["甲"]


def test_values_of_choices_are_escaped() -> None:
    class Odd(PortalForm):
        kind = forms.ChoiceField(choices=[('"><b>', "甲")], widget=ChoiceCards)

    assert "<b>" not in describe(Odd()["kind"]).choices[0].control


def test_links_of_the_summary_lead_to_the_first_control() -> None:
    form = Sample({})
    assert first_control_id(form["kind"]) == "id_kind_0"
    assert first_control_id(form["title"]) == "id_title"
    assert first_control_id(form["sure"]) == "id_sure"


def test_dates_use_the_browsers_picker_in_its_own_format() -> None:
    html = str(describe(Sample(initial={"due": "2011-09-03"})["due"]).control)
    assert 'type="date"' in html
    assert 'value="2011-09-03"' in html
    assert 'class="form-control w-date"' in html


def test_units_carry_their_initials_for_the_search() -> None:
    html = control("unit")
    assert "data-searchable" in html
    assert 'value="JFJ" data-initials="jfj"' in html
    assert 'value="" data-initials' not in html


def test_a_choice_without_initials_has_none() -> None:
    choices = [("JFJ", "经济发展局"), ("office", "办公室")]
    widget = UnitSelect(choices=choices, initials={"JFJ": "jfj"}.get)
    html = widget.render("unit", "")
    assert html.count("data-initials") == 1
    assert "换几个字" in html


def test_several_files_may_be_chosen_of_the_kinds_named() -> None:
    html = control("files")
    assert " multiple" in html
    assert 'accept=".jpg,.pdf"' in html
    assert 'data-word-remove="删除"' in html


def test_accepted_kinds_do_not_leak_into_other_forms() -> None:
    class Other(PortalForm):
        files = FilesField(label="附件")

    assert "accept" not in str(describe(Other()["files"]).control)


def test_optional_fields_are_marked() -> None:
    assert describe(Sample()["text"]).optional
    assert not describe(Sample()["title"]).optional


def test_a_label_can_be_given_for_the_place() -> None:
    assert describe(Sample()["title"], label="事项名称").label == "事项名称"
