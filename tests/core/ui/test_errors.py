"""The lines of the error summary (R1)."""

from django import forms

from core.forms import PortalForm, VersionedFormMixin, rows_formset
from core.ui.errors import error_lines, has_errors


class Row(PortalForm):
    text = forms.CharField(label="措施")


class Sample(VersionedFormMixin, PortalForm):
    name = forms.CharField(label="名称")
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲")], widget=forms.RadioSelect)

    def clean(self) -> None:
        self.add_error(None, "至少留一种联系方式")


Rows = rows_formset(Row, min_rows=1)


def lines(form: object) -> list[tuple[str, str]]:
    return [(line.text, line.target) for line in error_lines(form)]  # type: ignore[arg-type]


def test_lines_come_in_the_order_of_the_fields_and_lead_to_them() -> None:
    assert lines(Sample({"version": "1"})) == [
        ("至少留一种联系方式", ""),
        ("请填写名称", "id_name"),
        ("请选择类型", "id_kind_0"),
    ]


def test_hidden_fields_have_no_place_to_lead_to() -> None:
    found = lines(Sample({"name": "x", "kind": "a"}))
    assert ("至少留一种联系方式", "") in found
    assert all(target == "" for _text, target in found)


def test_an_unsent_form_has_no_errors() -> None:
    assert lines(Sample()) == []
    assert not has_errors(Sample())


def test_rows_name_their_number() -> None:
    data = {"m-TOTAL_FORMS": "1", "m-INITIAL_FORMS": "0", "m-0-text": ""}
    rows = Rows(data, prefix="m")
    assert ("请填写第 1 行的措施", "id_m-0-text") in lines(rows)


def test_only_forms_have_errors() -> None:
    assert not has_errors("form")
    assert not has_errors(None)
    assert has_errors(Sample({}))
    assert has_errors(Rows({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}))
