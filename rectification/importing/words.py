"""Single cells of a ledger: sources, classes, percentages, lists of people and measures."""

import re
import unicodedata
from collections.abc import Mapping

from django.utils.translation import gettext as _

from core.sheets.cells import Broken, Value
from rectification.enums import Klass, Scope, Source
from rectification.importing.days import AT_ONCE_WORDS, LONG_TERM_WORDS, Unclear, broken_sentence
from rectification.sheet import CLASS_WORDS, SCOPE_WORDS, SOURCE_WORDS

_SOURCES: Mapping[str, str] = {
    **{words: code for code, words in SOURCE_WORDS.items()},
    "自查自纠": Source.SELF_CHECK.value,
    "自我查摆": Source.SELF_CHECK.value,
    "单位自查": Source.SELF_CHECK.value,
    "查摆": Source.SELF_CHECK.value,
    "第一查": Source.CHECK_ONE.value,
    "第二查": Source.CHECK_TWO.value,
    "第三查": Source.CHECK_THREE.value,
    "三查三看(一)": Source.CHECK_ONE.value,
    "三查三看(二)": Source.CHECK_TWO.value,
    "三查三看(三)": Source.CHECK_THREE.value,
    "专题民主生活会": Source.LIFE_MEETING.value,
    "专题座谈会": Source.SYMPOSIUM.value,
    "征求意见": Source.SYMPOSIUM.value,
    "调研": Source.FIELD.value,
    "三进调研": Source.FIELD.value,
    "投诉": Source.COMPLAINT.value,
    "群众反映": Source.COMPLAINT.value,
    "信访": Source.COMPLAINT.value,
    "投诉举报": Source.COMPLAINT.value,
    "企业诉求": Source.ENTERPRISE.value,
    "督导检查": Source.INSPECTION.value,
    "督查检查": Source.INSPECTION.value,
    "明察": Source.OPEN_VISIT.value,
    "明察暗访": Source.COVERT_VISIT.value,
    "明查暗访": Source.COVERT_VISIT.value,
    "暗查": Source.COVERT_VISIT.value,
    "监督员": Source.SUPERVISOR.value,
    "社会监督": Source.SUPERVISOR.value,
    "媒体": Source.MEDIA.value,
    "媒体曝光": Source.MEDIA.value,
    "上级": Source.SUPERIOR.value,
    "上级检查": Source.SUPERIOR.value,
    "上级督查": Source.SUPERIOR.value,
    "上年度结转": Source.LAST_YEAR.value,
    "带入下一年度": Source.LAST_YEAR.value,
}
_SCOPES: Mapping[str, str] = {
    **{words: code.value for code, words in SCOPE_WORDS.items()},
    "公开": Scope.PUBLIC.value,
    "全社会": Scope.PUBLIC.value,
    "已公开": Scope.PUBLIC.value,
    "√": Scope.PUBLIC.value,
    "✓": Scope.PUBLIC.value,
    "全区内部": Scope.ZONE.value,
    "全区": Scope.ZONE.value,
    "内部": Scope.ZONE.value,
    "不公开": Scope.UNIT.value,
    "单位内部": Scope.UNIT.value,
    "不": Scope.UNIT.value,
    "×": Scope.UNIT.value,
}
_KLASSES: Mapping[str, str] = {
    **{words: code.value for code, words in CLASS_WORDS.items()},
    **dict.fromkeys(AT_ONCE_WORDS, Klass.AT_ONCE.value),
    **dict.fromkeys(LONG_TERM_WORDS, Klass.LONG_TERM.value),
    "限期": Klass.BY_DATE.value,
    "限时整改": Klass.BY_DATE.value,
    "限期解决": Klass.BY_DATE.value,
    "短期": Klass.BY_DATE.value,
    "近期": Klass.BY_DATE.value,
}
_BETWEEN = re.compile(r"[、,，;；/／\n&]|\s+|(?<=[\u4e00-\u9fff])和(?=[\u4e00-\u9fff])")
_POST = re.compile(r"[(（].*?[)）]|[:：]\s*1\d{10}|1\d{10}|电话.*$")
# «1.», «1、», «（1）», «①», «一、», «第一，» at the beginning or after the end of a sentence.
_NUMBERED = re.compile(
    r"(?:^|(?<=[\n;；。]))\s*(?:[(（]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]"
    r"|\d{1,2}\s*[.．、)）](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十][,，、])\s*"
)
_CIRCLED = re.compile(r"[①-⑳]\s*")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?")
_DONE_WORDS = ("已完成", "完成", "全部完成", "已销号", "办结")
_NONE_WORDS = ("未开始", "未启动", "无")


def text(value: Value) -> str:
    """A cell as text. Raises `Unclear` for errors and formulas without a result."""
    if isinstance(value, Broken):
        raise Unclear(broken_sentence(value))
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).strip()


def folded(value: str) -> str:
    """Words as they are compared: width folded, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", value))


def source(value: str) -> str:
    """The code of a source; nothing if it is not known."""
    word = folded(value)
    return _SOURCES.get(word, "") or _SOURCES.get(word.removesuffix("问题"), "")


def klass(value: str) -> str:
    """The code of a class; nothing if it is not known."""
    return _KLASSES.get(folded(value), "")


def scope(value: str) -> str:
    """The code of a scope; nothing if it is not known."""
    return _SCOPES.get(folded(value), "")


def percent(value: Value) -> int:
    """A percentage from 0 to 100: 60, 60%, ６０％, 0.6, 已完成. Raises `Unclear`."""
    if isinstance(value, float) and 0 < value < 1:
        return round(value * 100)
    word = folded(text(value))
    if word in _DONE_WORDS:
        return 100
    if not word or word in _NONE_WORDS:
        return 0
    found = _PERCENT.fullmatch(word)
    number = float(found[1]) if found else -1
    if not 0 <= number <= 100:
        raise Unclear(
            _("“%(text)s” is no progress. Write a number from 0 to 100, such as 60%%.")
            % {"text": value}
        )
    if 0 < number < 1 and not word.endswith("%"):
        number *= 100
    return round(number)


def names(value: str) -> list[str]:
    """The people of a cell, without posts and telephone numbers, each once."""
    bare = _POST.sub("", value.replace("（", "(").replace("）", ")"))
    found = []
    for part in _BETWEEN.split(re.sub(r"(?<=^[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]$)", "", bare)):
        if part and part not in found:
            found.append(part)
    return found


def measures(value: str) -> list[str]:
    """The measures of a cell: numbered, or one a line, or a single one."""
    # Circled figures stand within a line, too, where a list begins with them.
    pattern = _CIRCLED if value.lstrip().startswith("①") else _NUMBERED
    parts = [part.strip() for part in pattern.split(value)]
    parts = [part.rstrip(";；").strip() for part in parts if part.strip(" ;；\n")]
    if len(parts) == 1 and not _NUMBERED.match(value):
        parts = [line.strip() for line in value.split("\n") if line.strip()]
    return parts


def section(value: str, unit_names: tuple[str, ...]) -> str:
    """The section of «经发局（行政审批科)», of «经发局行政审批科» or of «行政审批科»."""
    plain = value.replace("（", "(").replace("）", ")").strip()
    for name in unit_names:
        if plain == name:
            return ""
        if plain.startswith(name):
            return plain.removeprefix(name).strip().removeprefix("(").removesuffix(")").strip("· -")
    return value.strip()
