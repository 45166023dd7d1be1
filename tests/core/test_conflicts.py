"""A stale form is merged field by field; only real conflicts are asked about (R28)."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from core.conflicts import Merge, merge
from core.forms import DateField, FilesField, PortalForm, VersionedFormMixin
from core.forms.digests import plain, read_digests


@dataclass
class Record:
    """What is saved."""

    percent: int = 60
    text: str = "供应商已发货"
    due: dt.date = dt.date(2011, 9, 3)
    kind: str = "a"
    public: bool = False
    units: list[str] = field(default_factory=list)
    version: int = 4


class Edit(VersionedFormMixin, PortalForm):
    percent = forms.IntegerField(label="完成进度")
    text = forms.CharField(label="本次进展", required=False, widget=forms.Textarea)
    due = DateField(label="时限")
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲"), ("b", "乙")])
    public = forms.BooleanField(label="公开", required=False)
    units = forms.MultipleChoiceField(
        label="协办", choices=[("A", "甲镇"), ("B", "乙镇")], required=False
    )
    file = FilesField(label="附件", required=False)


def opened(record: Record) -> QueryDict:
    """What the browser would post if nothing was changed after opening."""
    form = Edit(initial=vars(record))
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.value()
        if bound.name in ("public", "file") and not value:
            continue
        if isinstance(value, list):
            data.setlist(bound.name, value)
        else:
            data[bound.name] = plain(value) if bound.name != "opened" else value
    return data


def merged(posted: QueryDict, saved: Record) -> Merge:
    form = Edit(posted)
    form.is_valid()
    return merge(form, posted, saved)


def change(data: QueryDict, **values: str) -> QueryDict:
    for name, value in values.items():
        data[name] = value
    return data


def asked(found: Merge) -> dict[str, tuple[str, str]]:
    return {one.name: (one.mine, one.theirs) for one in found.conflicts}


def hidden(found: Merge) -> dict[str, list[str]]:
    pairs: dict[str, list[str]] = {}
    for name, value in found.hidden:
        pairs.setdefault(name, []).append(value)
    return pairs


def test_a_field_that_both_changed_is_asked_about() -> None:
    found = merged(change(opened(Record()), percent="65"), Record(percent=70, version=5))
    assert asked(found) == {"percent": ("65", "70")}


def test_what_only_i_changed_is_kept() -> None:
    found = merged(change(opened(Record()), text="下周安装"), Record(percent=70, version=5))
    assert asked(found) == {}
    assert hidden(found)["text"] == ["下周安装"]


def test_what_only_they_changed_is_taken() -> None:
    saved = Record(percent=70, kind="b", due=dt.date(2011, 9, 9), version=5)
    found = merged(change(opened(Record()), text="下周安装"), saved)
    assert hidden(found)["percent"] == ["70"]
    assert hidden(found)["kind"] == ["b"]
    assert hidden(found)["due"] == ["2011-09-09"]


def test_the_same_change_twice_is_no_conflict() -> None:
    found = merged(change(opened(Record()), percent="70"), Record(percent=70, version=5))
    assert asked(found) == {}
    assert hidden(found)["percent"] == ["70"]


def test_a_date_written_differently_is_the_same_date() -> None:
    found = merged(change(opened(Record()), due="2011年9月3日"), Record(version=5))
    assert asked(found) == {}


def test_what_i_alone_chose_is_not_asked_beside_a_real_conflict() -> None:
    posted = change(opened(Record(text="")), kind="b", text="新")
    found = merged(posted, Record(text="别的", version=5))
    assert asked(found) == {"text": ("新", "别的")}
    assert hidden(found)["kind"] == ["b"]


def test_choices_are_named_by_their_labels() -> None:
    class Three(Edit):
        kind = forms.ChoiceField(label="类型", choices=[("a", "甲"), ("b", "乙"), ("c", "丙")])

    posted = change(opened(Record()), kind="b")
    form = Three(posted)
    form.is_valid()
    found = merge(form, posted, Record(kind="c", version=5))
    assert asked(found) == {"kind": ("乙", "丙")}
    assert (found.conflicts[0].my_raw, found.conflicts[0].their_raw) == (["b"], ["c"])


def test_empty_and_ticked_values_have_words() -> None:
    posted = change(opened(Record()), text="", public="on")
    posted["opened"] = "{}"
    found = merged(posted, Record(text="别的", public=False, version=5))
    assert asked(found)["text"] == ("（空）", "别的")
    assert asked(found)["public"] == ("是", "（空）")


def test_an_unticked_box_posts_nothing() -> None:
    found = merged(
        change(opened(Record(public=True)), public="on"), Record(public=False, version=5)
    )
    assert "public" not in hidden(found)


def test_lists_are_compared_without_order() -> None:
    posted = opened(Record(units=["A", "B"]))
    posted.setlist("units", ["B", "A"])
    assert asked(merged(posted, Record(units=["A", "B"], version=5))) == {}


def test_conflicting_lists_show_both() -> None:
    posted = opened(Record(units=["A"]))
    posted.setlist("units", [])
    found = merged(posted, Record(units=["A", "B"], version=5))
    assert asked(found) == {"units": ("（空）", "甲镇、乙镇")}


def test_the_next_post_carries_the_present_version() -> None:
    saved = Record(percent=70, version=9)
    pairs = hidden(merged(change(opened(Record()), percent="65"), saved))
    assert pairs["version"] == ["9"]
    assert pairs["opened"] == [opened(saved)["opened"]]


def test_buttons_and_rows_of_the_page_are_carried_along() -> None:
    posted = change(opened(Record()), act="submit", csrfmiddlewaretoken="x")
    posted.setlist("m-0-text", ["a", "b"])
    pairs = hidden(merged(posted, Record(version=5)))
    assert pairs["act"] == ["submit"]
    assert pairs["m-0-text"] == ["a", "b"]
    assert "csrfmiddlewaretoken" not in pairs


def test_files_are_never_compared() -> None:
    posted = opened(Record())
    form = Edit(posted, {"file": SimpleUploadedFile("a.jpg", b"x")})
    form.is_valid()
    assert asked(merge(form, posted, Record(version=5))) == {}


def test_a_wrong_value_of_mine_is_shown_as_typed() -> None:
    found = merged(change(opened(Record()), percent="很多"), Record(percent=70, version=5))
    assert asked(found) == {"percent": ("很多", "70")}


@pytest.mark.parametrize("forged", ["", "x", "[]", "null", '{"percent": 1}'])
def test_without_knowing_the_opening_more_is_asked_and_nothing_lost(forged: str) -> None:
    posted = change(opened(Record()), percent="60", opened=forged)
    assert asked(merged(posted, Record(percent=70, version=5))) == {"percent": ("60", "70")}


def test_choosing_mine_and_posting_again_is_no_conflict() -> None:
    saved = Record(percent=70, version=5)
    found = merged(change(opened(Record()), percent="65"), saved)
    again = QueryDict(mutable=True)
    for name, value in [*found.hidden, ("percent", "65")]:
        again.appendlist(name, value)
    form = Edit(again)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["version"] == 5
    assert form.cleaned_data["percent"] == 65


def test_a_mapping_can_stand_for_the_saved_record() -> None:
    posted = change(opened(Record()), percent="65")
    form = Edit(posted)
    form.is_valid()
    found = merge(form, posted, vars(Record(percent=70, version=5)))
    assert asked(found) == {"percent": ("65", "70")}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (False, ""),
        (True, "1"),
        (dt.date(2011, 9, 3), "2011-09-03"),
        (["b", "a"], "a,b"),
        ("一\r\n二 ", "一\n二"),
        (7, "7"),
    ],
)
def test_values_compare_as_plain_texts(value: Any, text: str) -> None:
    assert plain(value) == text


def test_digests_that_are_no_object_count_as_unknown() -> None:
    assert read_digests("[1]") == {}
    assert read_digests("{") == {}
    assert read_digests('{"a": "x"}') == {"a": "x"}
