"""The to-do page and the messages look right and hide nothing from anybody."""

import datetime as dt

import pytest

from core import clock, notices, todo
from core.todo import Todo
from tests.browser.visitor import Visitor, assert_fine
from tests.cast import Cast
from tests.core.conftest import moment
from tests.core.kinds import Reminder
from tests.factories.campaign import make_campaign

NOW = moment("2011-08-19 10:00")


def _things() -> list[Todo]:
    today = clock.today()
    rows = [
        ("整改", "叫号系统故障后群众等候超过 40 分钟", "ZG-2011-JFJ-087", -3, "报进度"),
        ("材料", "6 月学习记录少报 1 次（应报 2 次）", "XX-2011-06", -6, "补报"),
        ("投诉", "办营业执照变更，两次去窗口要的材料不一样", "TS20110714-0032", 0, "签收"),
        ("投诉", "施工许可补正材料没有一次说清", "TS20110626-0009", 2, "写答复"),
        ("督查", "暗访发现 1 号窗口空岗，请反馈核查情况", "DC-2011-031", 20, "写反馈"),
    ]
    return [
        Todo(
            kind,
            title,
            number,
            "自查，责任人周文斌",
            today + dt.timedelta(days),
            verb,
            "/staff/todo/",
        )
        for kind, title, number, days, verb in rows
    ]


@pytest.mark.parametrize("width", [1280, 390])
def test_todo_page(visit: Visitor, cast: Cast, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(todo, "_providers", [lambda user: _things()])
    monkeypatch.setattr(clock, "now", lambda: NOW)  # the server's threads must see it too
    make_campaign(cast.office_head)
    for number in range(3):
        notices.post(
            Reminder,
            recipients=[cast.liaison],
            subject_kind="test.item",
            subject_id=number,
            number=f"ZG-2011-JFJ-{number:03}",
        )
    for name in ("todo", "messages", "search"):
        page = visit.open(f"/staff/{name}/", cast.liaison, width=width)
        assert_fine(page)
