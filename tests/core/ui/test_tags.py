"""The components as markup."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

from core import clock
from core.todo import Todo
from core.ui.parts import Link, Tab, TimelineEntry, Upload

NOW = dt.datetime(2011, 8, 19, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def draw(source: str, **context: Any) -> str:
    with clock.at(NOW):
        return Template("{% load zf %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("kind", "word"), [("red", "红灯"), ("amber", "黄灯"), ("green", "绿灯"), ("done", "已销号")]
)
def test_a_light_is_shape_word_and_colour(kind: str, word: str) -> None:
    html = draw("{% light kind %}", kind=kind)
    assert f'href="#l-{kind}"' in html
    assert word in html
    assert f"light-{kind}" in html


def test_a_light_can_say_something_else() -> None:
    assert "已超期" in draw('{% light "red" "已超期" %}')


def test_an_unknown_light_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        draw('{% light "blue" %}')


def test_icons_are_hidden_from_readers() -> None:
    assert draw('{% icon "pen" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="#i-pen"/></svg>'
    )


def test_tags_are_grey_unless_coloured() -> None:
    assert draw('{% tag "整改中" %}') == '<span class="tag">整改中</span>'
    assert 'class="tag tag-red"' in draw('{% tag "退回" "red" %}')
    assert "&lt;b&gt;" in draw("{% tag text %}", text="<b>")


@pytest.mark.django_db
def test_a_deadline_is_shown_twice() -> None:
    html = draw("{% due day %}", day=dt.date(2011, 8, 16))
    assert (
        html == '<p class="when late m-0"><b>超期 3 个工作日</b> <span>8 月 16 日 周二</span></p>'
    )
    assert draw("{% due day %}", day=None) == "没有时限"
    assert "停止计时" in draw("{% due day stopped=True %}", day=dt.date(2011, 8, 16))


@pytest.mark.django_db
def test_filters_for_dates_and_rates() -> None:
    day = dt.date(2011, 8, 22)
    assert draw("{{ d|weekday_date }} {{ d|month_day }}", d=day) == "8 月 22 日 周一 8 月 22 日"
    assert draw("{{ d|due_level }}|{{ n|due_level }}", d=day, n=None) == "soon|"
    assert draw("{{ n|weekday_date }}{{ n|month_day }}{{ n|moment }}", n=None) == ""
    assert draw("{{ at|moment }}", at=NOW) == "今天 10:00"
    assert draw("{{ a|percent }} {{ b|percent }} {{ c|percent }}", a=97.46, b=100, c=None) == (
        "97.5% 100% —"
    )


def test_bars_with_their_numbers() -> None:
    assert "<b>60%</b>" in draw("{% bar_pair 60 %}")
    assert "<b>7</b>" in draw("{% count_bar 7 14 %}")
    assert 'width="50.00%"' in draw("{% count_bar 7 14 %}")
    assert 'width="0.00%"' in draw("{% count_bar 0 0 %}")


def test_stacked_lights_have_their_words() -> None:
    assert "红 3，黄 4，绿 5，已销号 2" in draw("{% lights_bar 3 4 5 2 %}")


def test_facts_say_what_is_missing() -> None:
    html = draw("{% facts rows 'small' %}", rows=[("单位", "经发局"), ("人员", ""), ("件数", 0)])
    assert '<dl class="facts small">' in html
    assert "没有填写" in html
    assert "<dd>0</dd>" in html
    assert "facts-wide" in draw("{% facts rows 'wide' %}", rows=[])


def test_a_timeline_keeps_order_paragraphs_and_files() -> None:
    html = draw(
        "{% timeline entries %}",
        entries=[
            TimelineEntry("答复", "今天", "now"),
            TimelineEntry("<b>退回", body="一\n\n二", files=[Link("表.pdf", "/f/")]),
        ],
    )
    assert html.index("答复") < html.index("退回")
    assert '<li class="now">' in html
    assert "&lt;b&gt;" in html
    assert html.count("<p>") == 3
    assert 'href="/f/"' in html


def test_steps_inform_and_do_not_navigate() -> None:
    html = draw("{% steps names 2 '填写步骤' %}", names=["选单位", "说情况", "核对"])
    assert html.count('aria-current="step"') == 1
    assert html.count('class="past"') == 1
    assert "（已完成）" in html
    assert "<a" not in html
    assert 'aria-label="填写步骤"' in html


def test_crumbs_lead_up_and_end_here() -> None:
    html = draw("{% crumbs '首页' '/' '台账' '/l/' 'ZG-1' %}")
    assert html.count("<a ") == 2
    assert '<li aria-current="page">ZG-1</li>' in html
    assert "aria-current" not in draw("{% crumbs '首页' '/' %}")


def test_a_figure_links_to_its_rows() -> None:
    html = draw("{% kpi '红灯' 14 '项' '涉及 9 家' '/l/?lamp=red' %}")
    assert html.strip().startswith('<a class="kpi" href="/l/?lamp=red">')
    assert "<a" not in draw("{% kpi '红灯' 14 %}")


def test_tabs_show_their_counts_zero_too() -> None:
    html = draw(
        "{% tabs tabs '视图' %}",
        tabs=[Tab("红灯", "?a", 0, current=True), Tab("全部", "?b")],
    )
    assert 'aria-current="true">红灯 <span class="num">0</span>' in html
    assert html.count("num") == 1


def test_uploads_can_be_deleted_by_name() -> None:
    html = draw(
        "{% upload_list files %}",
        files=[
            Upload("照片.jpg", 2_516_582, remove="7"),
            Upload("b.pdf", 10, url="/f/", note="待扫描"),
        ],
    )
    assert 'name="remove_file" value="7" formnovalidate' in html
    assert "2.4" in html
    assert "已上传" in html
    assert "待扫描" in html
    assert html.count("<button") == 1
    assert draw("{% upload_list files %}", files=[]).strip() == ""


def test_an_empty_list_gives_the_next_act() -> None:
    html = draw("{% empty '没有待办。' '/new/' '去登记' %}")
    assert 'href="/new/"' in html
    assert "<a" not in draw("{% empty '没有待办。' %}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("due", "row"), [("2011-08-18", "late-row"), ("2011-08-22", "soon-row"), ("2011-10-10", "")]
)
def test_a_task_shows_its_urgency_and_one_verb(due: str, row: str) -> None:
    todo = Todo("整改", "叫号故障", "ZG-1", "来自投诉", dt.date.fromisoformat(due), "报进度", "/z/")
    html = draw("{% todo_row todo %}", todo=todo)
    assert f'class="{row}"' in html
    assert html.count("btn ") == 1
    assert "btn-plain" in html
    assert "报进度" in html
    assert "btn-primary" in draw("{% todo_row todo main=True %}", todo=todo)


def test_a_task_without_a_date_says_so() -> None:
    todo = Todo("材料", "补报", "XX-1", "", None, "补报", "/x/")
    html = draw("{% todo_row todo %}", todo=todo)
    assert "没有时限" in html
    assert "late-row" not in html


def test_numbers_of_a_chart_are_a_table() -> None:
    html = draw("{% data_table head rows %}", head=["周", "件数"], rows=[["5/4", 28]])
    assert '<th scope="row">5/4</th><td class="right">28</td>' in html
    assert html.count('scope="col"') == 2


def test_print_buttons_wait_for_script() -> None:
    html = draw("{% print_button %}")
    assert "data-print hidden" in html
    assert "打印" in html


def test_the_save_line_brings_its_words() -> None:
    html = draw("{% save_state '已于 14:32 保存' %}")
    assert 'role="status"' in html
    assert 'data-saved="已于 {time} 保存"' in html
    assert ">已于 14:32 保存<" in html


def test_the_back_link() -> None:
    assert "返回上一步" in draw("{% back '/unit/' %}")
    assert "返回台账" in draw("{% back '/l/' '返回台账' %}")
