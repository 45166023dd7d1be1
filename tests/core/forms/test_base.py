"""Forms clean what nobody sees, read dates as people write them, take refusals of actions."""

import datetime as dt

import pytest
from django import forms
from django.http import QueryDict

from accounts.models import Unit
from campaign.models import Phase
from core.errors import DomainError
from core.forms import DateField, PortalForm, PortalModelForm, form_of_draft
from core.forms.base import VersionedFormMixin


class Sample(PortalForm):
    raw_fields = frozenset({"secret"})
    name = forms.CharField(label="名称", max_length=20)
    secret = forms.CharField(label="密码", required=False, strip=False)
    due = DateField(label="时限", required=False)


@pytest.mark.parametrize(
    "unseen", ["\x00", "\x07", "\x9f", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u2066"]
)
def test_characters_that_nobody_sees_are_taken_out(unseen: str) -> None:
    form = Sample({"name": f"经{unseen}发局"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "经发局"
    assert form["name"].value() == "经发局"


def test_lines_and_tabs_stay() -> None:
    class Text(PortalForm):
        text = forms.CharField(widget=forms.Textarea)

    form = Text({"text": "一\r\n二\r三\t四"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "一\n二\n三\t四"


def test_passwords_are_taken_as_typed() -> None:
    form = Sample({"name": "x", "secret": "a\u200bb\r\n"})
    assert form.is_valid()
    assert form.cleaned_data["secret"] == "a\u200bb\r\n"


def test_passwords_are_taken_as_typed_under_a_prefix_too() -> None:
    form = Sample({"p-name": "x", "p-secret": "a\u200bb"}, prefix="p")
    assert form.is_valid()
    assert form.cleaned_data["secret"] == "a\u200bb"


def test_lists_of_a_query_stay_lists() -> None:
    class Many(PortalForm):
        many = forms.MultipleChoiceField(choices=[("a", "甲"), ("b", "乙")])

    form = Many(QueryDict("many=a&many=b%00"))
    assert form.is_valid()
    assert form.cleaned_data["many"] == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "2011-09-03",
        "2011-9-3",
        "2011.9.3",
        "2011/9/3",
        "20110903",
        "2011年9月3日",
        "2011 年 9 月 3 日",
        "２０１１－９－３",
        "２０１１．９．３",
        " 2011-9-3 ",
    ],
)
def test_dates_are_read_as_people_write_them(text: str) -> None:
    form = Sample({"name": "x", "due": text})
    assert form.is_valid()
    assert form.cleaned_data["due"] == dt.date(2011, 9, 3)


def test_an_empty_date_is_no_date() -> None:
    form = Sample({"name": "x", "due": ""})
    assert form.is_valid()
    assert form.cleaned_data["due"] is None


def test_a_wrong_date_stays_in_its_field() -> None:
    form = Sample({"name": "x", "due": "2011-13-45"})
    assert not form.is_valid()
    assert form["due"].value() == "2011-13-45"


def test_model_forms_read_dates_too() -> None:
    class PhaseForm(PortalModelForm):
        class Meta:
            model = Phase
            fields = ["name", "start"]

    form = PhaseForm({"name": "查摆整改", "start": "2011.5.1"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["start"] == dt.date(2011, 5, 1)
    assert 'type="date"' in str(form["start"])


@pytest.mark.django_db
def test_model_forms_say_what_is_taken() -> None:
    class UnitForm(PortalModelForm):
        class Meta:
            model = Unit
            fields = ["code"]
            labels = {"code": "代码"}

    Unit.objects.create(code="JFJ", name="经", short_name="经", kind="town", group="towns")
    form = UnitForm({"code": "JFJ"})
    assert form.errors["code"] == ["代码已经有人用了，请换一个"]


def test_a_refusal_of_an_action_stands_at_its_field() -> None:
    form = Sample({"name": "x"})
    form.is_valid()
    form.add_domain_error(DomainError("时限不能早于今天", field="due"))
    assert form.errors["due"] == ["时限不能早于今天"]


@pytest.mark.parametrize("field", ["", "elsewhere"])
def test_a_refusal_without_a_field_of_ours_stands_above(field: str) -> None:
    form = Sample({"name": "x"})
    form.is_valid()
    form.add_domain_error(DomainError("已经提交过了", field=field))
    assert form.non_field_errors() == ["已经提交过了"]


def test_a_quiet_form_shows_what_was_typed_without_judging_it() -> None:
    form = Sample({"name": "", "due": "x"})
    form.quiet()
    assert form.errors == {}
    assert form["due"].value() == "x"
    assert form["due"].errors == []


class Edit(VersionedFormMixin, PortalForm):
    name = forms.CharField(label="名称")
    text = forms.CharField(label="正文")


def test_a_draft_is_shown_without_errors_and_with_the_present_version() -> None:
    def make(data: object) -> Edit:
        return Edit(data, initial={"name": "旧", "text": "旧文", "version": 7})  # type: ignore[arg-type]

    kept = {"name": ["新"], "text": [""], "version": ["3"], "opened": ["{}"]}
    form = form_of_draft(make, kept)
    assert form["name"].value() == "新"
    assert form["text"].value() == ""
    assert form.errors == {}
    assert form["version"].value() == "7"
    assert form["opened"].value() == make(None)["opened"].value()
