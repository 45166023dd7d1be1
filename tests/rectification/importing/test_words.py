"""Single cells: sources, classes, percentages, people, measures, sections."""

import pytest

from core.sheets.cells import Broken
from rectification.enums import Klass, Scope, Source
from rectification.importing import words
from rectification.importing.days import Unclear
from rectification.sheet import SOURCE_WORDS, numbered


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *((word, code) for code, word in SOURCE_WORDS.items()),
        ("自查自纠", Source.SELF_CHECK),
        (" 群众 投诉 ", Source.COMPLAINT),
        ("明查暗访", Source.COVERT_VISIT),
        ("上级督查", Source.SUPERIOR),
        ("梦见的", ""),
    ],
)
def test_sources(written: str, code: str) -> None:
    assert words.source(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("立行立改", Klass.AT_ONCE),
        ("限期整改", Klass.BY_DATE),
        ("限 期", Klass.BY_DATE),
        ("长期坚持", Klass.LONG_TERM),
        ("其他", ""),
    ],
)
def test_classes(written: str, code: str) -> None:
    assert words.klass(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("是", Scope.PUBLIC), ("否", Scope.UNIT), ("区内", Scope.ZONE), ("不公开", Scope.UNIT)],
)
def test_scopes(written: str, code: str) -> None:
    assert words.scope(written) == code


@pytest.mark.parametrize(
    ("written", "percent"),
    [
        ("60%", 60),
        ("６０％", 60),
        ("60", 60),
        (60, 60),
        (0.6, 60),
        ("0.6", 60),
        ("0.4%", 0),
        (100, 100),
        (1, 1),
        ("已完成", 100),
        ("未启动", 0),
        ("", 0),
        ("33.3%", 33),
    ],
)
def test_progress(written: object, percent: int) -> None:
    assert words.percent(written) == percent  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["120%", "过半", "-5", 500, Broken("#DIV/0!")])
def test_no_progress(written: object) -> None:
    with pytest.raises(Unclear):
        words.percent(written)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("张三", ["张三"]),
        ("张三、李四", ["张三", "李四"]),
        ("张三 李四", ["张三", "李四"]),
        ("张三\n李四", ["张三", "李四"]),
        ("张三，李四；王五/赵六", ["张三", "李四", "王五", "赵六"]),
        ("张三和李四", ["张三", "李四"]),
        ("张三（科长）", ["张三"]),
        ("张三 13800000000", ["张三"]),
        ("张 三", ["张三"]),
        ("张三、张三", ["张三"]),
        ("", []),
    ],
)
def test_people(written: str, people: list[str]) -> None:
    assert words.names(written) == people


@pytest.mark.parametrize(
    ("written", "measures"),
    [
        ("1. 压缩环节\n2. 到期提醒", ["压缩环节", "到期提醒"]),
        ("1、压缩环节；2、到期提醒", ["压缩环节", "到期提醒"]),
        ("（1）压缩环节；（2）到期提醒。", ["压缩环节", "到期提醒。"]),
        ("①压缩环节。②到期提醒。", ["压缩环节。", "到期提醒。"]),
        ("一、压缩环节\n二、到期提醒", ["压缩环节", "到期提醒"]),
        ("压缩环节\n到期提醒", ["压缩环节", "到期提醒"]),
        ("压缩 2 个环节，到期前 2 天提醒", ["压缩 2 个环节，到期前 2 天提醒"]),
        ("1.5 倍人手", ["1.5 倍人手"]),
        ("", []),
    ],
)
def test_measures(written: str, measures: list[str]) -> None:
    assert words.measures(written) == measures


def test_numbered_measures_come_back_as_they_were() -> None:
    texts = ["压缩内部流转为 2 个环节", "设置到期前 2 天提醒", "每周通报"]
    assert words.measures(numbered(texts)) == texts


@pytest.mark.parametrize(
    ("written", "section"),
    [
        ("经济发展局（行政审批科）", "行政审批科"),
        ("经济发展局(行政审批科)", "行政审批科"),
        ("经发局行政审批科", "行政审批科"),
        ("经济发展局", ""),
        ("行政审批科", "行政审批科"),
    ],
)
def test_sections(written: str, section: str) -> None:
    assert words.section(written, ("经济发展局", "经发局")) == section


def test_text_of_numbers_and_errors() -> None:
    assert words.text(3.5) == "3.5"
    assert words.text(12) == "12"
    with pytest.raises(Unclear, match="#N/A"):
        words.text(Broken("#N/A"))
