"""Every component on one page, staff and public."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines

from accounts.models import Unit
from core import clock
from core.http import ListPage, Sort, status_message
from core.todo import Todo
from core.ui.charts import TrendPoint
from core.ui.heat import heat_table
from core.ui.parts import Link, Tab, TimelineEntry, Upload
from tests.gallery.forms import EverythingForm, MeasureRows, UnitFilter

HERE = Path(__file__).parent
SORTS = [
    Sort("name", ("sort_key", "pk"), "按拼音顺序", "按拼音倒序"),
    Sort("code", ("code",), "按代码"),
]
UNITS_ON_CHART = [
    ("自然资源分局", 78.3),
    ("经济发展局", 84.9),
    ("湖滨街道", 88.9),
    ("柳溪镇", 93.5),
]


def _render(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    template = engines["django"].from_string((HERE / name).read_text())
    return HttpResponse(template.render(context, request))


def _todo(title: str, days: int | None) -> Todo:
    due = None if days is None else clock.today() + dt.timedelta(days=days)
    return Todo("整改", title, "ZG-2011-JFJ-001", "来自群众投诉", due, "报进度", "#1")


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything that the gallery shows."""
    filters = UnitFilter(request.GET)
    weeks = [28, 35, 41, 33, 46, 38, 42, 36, 44, 40, 29]
    return {
        "page": ListPage(
            request, filters.apply(Unit.objects.all()), sorts=SORTS, filters=filters, per_page=2
        ),
        "views": [Tab("全部", "?view=all", 12, current=True), Tab("红灯", "?view=red", 3)],
        "points": [
            TrendPoint(f"5/{n + 1}", count, 88 + n, unfinished=n == len(weeks) - 1)
            for n, count in enumerate(weeks)
        ],
        "dots": UNITS_ON_CHART,
        "heat": heat_table(
            "问题类型",
            ["审批", "规划", "其余"],
            [
                ("拖拉推诿", [(31, "#1"), (9, "#2"), (16, "#3")]),
                ("服务态度", [(0, ""), (3, "#4"), (1, "#5")]),
            ],
            rest_column=True,
        ),
        "facts": [("投诉单位", "行政审批局"), ("工作人员", "")],
        "events": [
            TimelineEntry("答复已送达", "今天 14:26", "now"),
            TimelineEntry(
                "上岗", "7 月 10 日", body="流动引导岗。", files=[Link("排班表.pdf", "#f")]
            ),
        ],
        "uploads": [Upload("窗口照片.jpg", 2_400_000, url="#a", remove="7")],
        "todos": [_todo("已超期的事", -3), _todo("今天到期的事", 0), _todo("没有时限的事", None)],
        "today": clock.today(),
        "later": clock.today() + dt.timedelta(days=40),
        "step_names": ["选单位", "说情况", "联系方式", "核对提交"],
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """The workbench's components and the form with rows."""
    form = EverythingForm(request.POST or None, request.FILES or None, initial={"version": 1})
    rows = MeasureRows(request.POST or None, prefix="measures")
    if rows.changed_rows:
        form.quiet()
    elif request.method == "POST" and form.is_valid() and rows.is_valid():
        status_message(request, "已登记", "/staff/gallery/", "ZG-2011-JFJ-001")
    extra = {"form": form, "formset": rows, "remark": "请写明责任人"}
    return _render(request, "gallery.html", {**context(request), **extra})


@login_not_required
def public_gallery(request: HttpRequest) -> HttpResponse:
    """A step of a public form."""
    form = EverythingForm(request.POST or None, initial={"version": 1})
    return _render(request, "public.html", {**context(request), "form": form})
