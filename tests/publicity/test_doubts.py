"""Hints to the reviewer: what looks like personal data or a secret. Never a verdict."""

import datetime as dt

import pytest

from publicity.models import Publication
from publicity.snapshot import doubts, fingerprint


def line(problem: str, **more: object) -> dict[str, object]:
    return {"number": "ZG-1", "problem": problem, "target": "", "measures": [], "post": "", **more}


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("请拨打13800138000联系", "13800138000"),
        ("身份证110101199003071234已留存", "110101199003071234"),
        ("汇入6222021234567890123", "6222021234567890123"),
        ("发到 jubao@example.test 即可", "jubao@example.test"),
        ("该文件属机密材料", "机密"),
        ("已向投诉人道歉", "投诉人"),
        ("由张建国同志负责", "张建国同志"),
    ],
)
def test_a_passage_to_look_at_twice(text: str, passage: str) -> None:
    found = [doubt.passage for doubt in doubts([line(text)])]
    assert any(passage in one for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "窗口办件超过承诺时限，5月份抽查60件中有7件逾期。",
        "2011年第3号文件要求的首问负责制没有落实。",
        "咨询电话0700-5500000无人接听",
    ],
)
def test_plain_problems_raise_no_doubt(text: str) -> None:
    assert doubts([line(text)]) == []


def test_measures_and_posts_are_read_too() -> None:
    hidden = line("办件超时", measures=["联系13800138000核实"])
    assert [doubt.number for doubt in doubts([hidden])] == ["ZG-1"]


def test_names_of_the_unit_are_known() -> None:
    assert [d.passage for d in doubts([line("由欧阳某负责整改")], ["欧阳某", "李"])] == ["欧阳某"]


def test_the_fingerprint_depends_on_the_content_and_not_on_the_order_of_keys() -> None:
    one, two = {"a": 1, "b": "文"}, {"b": "文", "a": 1}
    assert fingerprint(_frozen(one)) == fingerprint(_frozen(two))
    assert fingerprint(_frozen(one)) != fingerprint(_frozen({**one, "a": 2}))


def _frozen(row: dict[str, object]) -> Publication:
    days = {"start_on": dt.date(2011, 8, 22), "end_on": dt.date(2011, 9, 2)}
    return Publication(title="公示", snapshot=[row], **days)
