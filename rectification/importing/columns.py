"""Which column of a table is which of the ledger: by the heads that offices write.

The heads are data of the file format, not of the interface: they stay Chinese.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.sheets.cells import Table, Value
from rectification.sheet import HEADS

KEYS = (
    "serial",
    "number",
    "source",
    "category",
    "description",
    "cause",
    "klass",
    "target",
    "measures",
    "lead",
    "section",
    "responsible",
    "due",
    "done",
    "progress",
    "state",
    "evidence",
    "rules",
    "scope",
    "remark",
)
NAMES: Mapping[str, str] = dict(zip(KEYS, HEADS, strict=True))
PROMISE_KEYS = (
    "source",
    "category",
    "description",
    "cause",
    "klass",
    "target",
    "measures",
    "lead",
    "section",
    "responsible",
    "due",
    "scope",
    "remark",
)
REPORT_KEYS = ("done", "progress")
TAKEN = (*PROMISE_KEYS, *REPORT_KEYS)
"""What an import takes over; the rest of the sheet follows from the portal's own records."""

_SYNONYMS: Mapping[str, str] = {
    "serial": "序号 序 no 行号",
    "number": "问题编号 事项编号 台账编号 整改编号 编号 系统编号",
    "source": "问题来源 来源 发现渠道 问题出处 来源渠道 问题线索来源",
    "category": "问题类别 问题类型 类别 问题分类 分类 问题性质",
    "description": "存在问题 存在的问题 存在的主要问题 问题描述 具体表现 具体问题 主要问题 问题 "
    "查摆问题 问题表现 问题清单 查摆出的问题 问题内容",
    "cause": "原因分析 问题原因 产生原因 原因 成因 根源剖析",
    "klass": "整改类型 整改类别 整改方式 整改性质 类型",
    "target": "整改目标 整改内容 目标要求 整改要求 预期目标 预期效果 目标",
    "measures": "整改措施 具体措施 整改举措 整改办法 整改任务 工作措施 措施",
    "lead": "牵头领导 责任领导 分管领导 包抓领导 带头领导 牵头人 领导",
    "section": "责任单位 责任科室 责任部门 承办科室 牵头科室 责任单位责任科室 科室",
    "responsible": "责任人 整改责任人 具体责任人 经办人 负责人 承办人 责任人员",
    "due": "整改时限 完成时限 整改期限 完成时间 整改完成时限 计划完成时间 整改时间 时限 期限 "
    "截止日期 截止时间",
    "done": "完成情况 整改情况 进展情况 整改进展 落实情况 整改落实情况 整改成效 整改完成情况",
    "progress": "完成进度 整改进度 完成率 完成比例 进度",
    "state": "整改状态 状态 是否完成 是否销号 销号情况 办理状态",
    "evidence": "佐证材料 证明材料 佐证 附件 支撑材料",
    "rules": "建立制度 制度建设 建章立制 完善制度 制度",
    "scope": "是否公开 公开范围 是否公示 公开",
    "remark": "备注 说明 备注说明",
}
_EXACT = {word: key for key, words in _SYNONYMS.items() for word in words.split()}
_LONGEST_FIRST = sorted((w for w in _EXACT if len(w) > 1), key=len, reverse=True)
# What the portal itself writes beside the rows of a marked sheet; it comes back with it.
MARKED_HEAD = "需要修改的地方"
_SEARCHED_ROWS = 30
_LEAST_HEADS = 3
_LONGEST_HEAD = 12


def folded(head: str) -> str:
    """A head as it is compared: no spaces, no numbering, width folded."""
    text = re.sub(r"[\s:：*★#、.]", "", unicodedata.normalize("NFKC", head)).lower()
    return re.sub(r"^\d+", "", text)


def key_of(head: str) -> tuple[str, bool]:
    """Which column a head names, and whether without doubt; («», False) for none."""
    text = folded(head)
    bare = re.sub(r"\(.*?\)", "", text)
    for one in (text, bare, re.sub(r"[()]", "", text)):
        if one in _EXACT:
            return _EXACT[one], True
    for word in _LONGEST_FIRST:
        if word in bare and len(bare) <= 3 * len(word) + 4:
            return _EXACT[word], False
    return "", False


@dataclass(frozen=True)
class Header:
    """Where the heads stand (0: there are none), where data begins, and what is where.

    `columns`: key to column from 0. `sure`: every head was recognised without doubt.
    """

    row: int
    first: int
    columns: Mapping[str, int]
    heads: Mapping[int, str] = field(default_factory=dict)
    sure: bool = False


def find(table: Table) -> Header:
    """The header of a table; without one the order of the ledger file is assumed."""
    numbers = sorted(table.rows)[:_SEARCHED_ROWS]
    best = Header(0, numbers[0] if numbers else 1, {})
    for row in numbers:
        single = _judged(row, row + 1, _heads(table, row))
        if len(single.columns) > len(best.columns):
            best = single
        if any(area.top <= row <= area.bottom for area in table.merges):
            double = _judged(row, row + 2, _double(table, row))
            if len(double.columns) > len(best.columns):
                best = double
    if len(best.columns) >= _LEAST_HEADS and "description" in best.columns:
        return best
    return without_heads(table, best)


def without_heads(table: Table, best: Header) -> Header:
    """Unknown heads, or a block pasted without: then the order of the ledger file is assumed."""
    first = min(table.rows, default=1)
    cells = table.rows.get(first, {})
    if len(table.rows) > 1 and _like_heads(cells):
        columns = best.columns if best.row == first else {}
        return Header(first, first + 1, columns, _heads(table, first))
    width = table.width
    columns = {key: column for column, key in enumerate(KEYS) if column < width}
    return Header(0, first, columns if width >= 5 else {})


def _like_heads(cells: Mapping[int, Value]) -> bool:
    """A first row of several short words without figures."""
    return len(cells) > 1 and all(
        isinstance(value, str) and len(value) <= _LONGEST_HEAD and not re.search(r"\d", value)
        for value in cells.values()
    )


def chosen(table: Table, header: Header, columns: Mapping[str, int]) -> Header:
    """The header with the columns that a person has chosen."""
    return Header(header.row, header.first, dict(columns), header.heads, sure=True)


def _judged(row: int, first: int, heads: Mapping[int, str]) -> Header:
    columns: dict[str, int] = {}
    certain: set[str] = set()
    for column, head in heads.items():
        key, exact = key_of(head)
        if key and (key not in columns or (exact and key not in certain)):
            columns[key] = column
            certain |= {key} if exact else set()
    recognised = set(columns.values())
    sure = certain == set(columns) and recognised == set(heads)
    return Header(row, first, columns, heads, sure)


def _heads(table: Table, row: int) -> dict[int, str]:
    cells = table.rows.get(row, {}).items()
    return {c: str(v) for c, v in cells if isinstance(v, str) and v != MARKED_HEAD}


def _double(table: Table, row: int) -> dict[int, str]:
    """Heads over two rows: the lower one names the column, or both together do."""
    upper, lower = _heads(table, row), _heads(table, row + 1)
    for area in table.merges:
        if area.top == row and area.right > area.left and area.left in upper:
            spread = dict.fromkeys(range(area.left, area.right + 1), upper[area.left])
            upper = {**spread, **upper}
    found = {}
    for column in {*upper, *lower}:
        top, bottom = upper.get(column, ""), lower.get(column, "")
        found[column] = _first_known((bottom, top + bottom, top))
    return found


def _first_known(heads: Iterable[str]) -> str:
    words = [head for head in heads if head]
    exact = next((head for head in words if key_of(head)[1]), "")
    return exact or next((head for head in words if key_of(head)[0]), words[0] if words else "")
