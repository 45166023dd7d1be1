"""A form with every kind of field."""

from django import forms

from core.forms import (
    ChoiceCards,
    DateField,
    FilesField,
    PortalForm,
    UnitSelect,
    VersionedFormMixin,
    rows_formset,
)
from core.forms.fields import hint_choices
from core.http import FilterForm

UNITS = [
    ("镇街", [("HBJD", "湖滨街道"), ("LXZ", "柳溪镇")]),
    ("部门", [("JFJ", "经济发展局"), ("GJJ", "规划建设局")]),
]
INITIALS = {"HBJD": "hbjd", "LXZ": "lxz", "JFJ": "jjfzj", "GJJ": "ghjsj"}


class EverythingForm(VersionedFormMixin, PortalForm):
    """One field of each kind."""

    title = forms.CharField(label="标题", max_length=20)
    kind = forms.ChoiceField(
        label="问题类型",
        help_text="选最接近的一项。",
        choices=[("attitude", "服务态度"), ("delay", "拖拉推诿"), ("other", "其他问题")],
        widget=ChoiceCards,
    )
    units = forms.MultipleChoiceField(
        label="协办单位",
        required=False,
        choices=[("LXZ", "柳溪镇"), ("HBJD", "湖滨街道")],
        widget=forms.CheckboxSelectMultiple,
    )
    unit = forms.ChoiceField(
        label="责任单位",
        choices=[("", "请选择单位"), *UNITS],
        widget=UnitSelect(initials=INITIALS.get),
    )
    due = DateField(label="时限")
    text = forms.CharField(
        label="情况说明",
        help_text="写清时间、地点、经过。",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    files = FilesField(label="照片或文件", required=False, accept=".jpg,.pdf")
    percent = forms.IntegerField(label="进度", min_value=0, max_value=100, required=False)
    sure = forms.BooleanField(label="以上情况属实")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        hint_choices(self.fields["kind"], {"attitude": "生冷硬横推", "delay": "超时不办"})


class MeasureForm(PortalForm):
    """A row."""

    text = forms.CharField(label="措施", max_length=100)
    owner = forms.CharField(label="责任人", max_length=20, required=False)
    due = DateField(label="完成日期", required=False)


MeasureRows = rows_formset(MeasureForm, min_rows=1)


class UnitFilter(FilterForm):
    """Filters of the gallery's list."""

    q = forms.CharField(label="编号或关键词")
    kind = forms.ChoiceField(
        label="性质", choices=[("", "全部"), ("department", "部门"), ("town", "乡镇")]
    )
    since = forms.DateField(label="时限从")
    active = forms.BooleanField(label="只看在用的")

    def apply(self, rows):  # type: ignore[no-untyped-def]
        if q := self.value("q"):
            rows = rows.filter(name__contains=q)
        if kind := self.value("kind"):
            rows = rows.filter(kind=kind)
        if self.value("active"):
            rows = rows.active()
        return rows
