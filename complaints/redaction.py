"""Suggestions for the redacted copy: what might tell who wrote it, masked in the format of
government notices (`138****1234`, `35*************123`). A person confirms every copy (C3).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    """What a suggestion hides."""

    PHONE = "phone"
    ID_NUMBER = "id"
    BANK = "bank"
    PLATE = "plate"
    EMAIL = "email"
    ADDRESS = "address"
    NAME = "name"
    OWN = "own"


@dataclass(frozen=True)
class Hit:
    """A stretch of the text, half open, and what to write instead."""

    start: int
    end: int
    kind: Kind
    mask: str


_GAP = r"[ \-\u3000]?"
_NOT_IN_NUMBER = (r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚"
    "沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)
_ID = re.compile(_GAP.join([r"[1-9]", *[r"\d"] * 16, r"[\dXx]"]).join(_NOT_IN_NUMBER))
_PHONE = re.compile(_GAP.join([r"1", r"[3-9]", *[r"\d"] * 9]).join(_NOT_IN_NUMBER))
_BANK = re.compile(rf"\d(?:{_GAP}\d){{15,18}}".join(_NOT_IN_NUMBER))
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•\s]?[A-HJ-NP-Z0-9]{5,6}"
)
# Begins where a word begins, so that a long text without «@» is read once, not once a character.
_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ADDRESS = re.compile(
    r"[一-鿿]{1,8}?(?:路|街|巷|大道|小区|花园|新村|村)[一-鿿0-9A-Za-z]{0,4}?"
    r"\d+(?:号|栋|幢|座|单元|室|组)(?:\d+(?:号|栋|幢|座|单元|室|层|楼))*"
)
_SELF = re.compile(
    rf"(?:我叫|我是|本人|姓名[是为：:]?|联系人[是为：:]?)\s*([{_SURNAMES}][一-鿿]{{1,2}}?)(?=[，。,.;；\s（(、]|$)"
)
_TITLED = re.compile(
    rf"([{_SURNAMES}][一-鿿]{{1,2}}?)(?=先生|女士|小姐|师傅|阿姨|大爷|大妈|老师|医生)"
)


def _digits(text: str) -> str:
    return re.sub(r"[^0-9Xx]", "", text)


def mask_phone(text: str) -> str:
    """`138****1234`"""
    digits = _digits(text)
    return f"{digits[:3]}****{digits[-4:]}"


def mask_id(text: str) -> str:
    """`35*************123`"""
    digits = _digits(text)
    return f"{digits[:2]}{'*' * 13}{digits[-3:]}"


def _mask_bank(text: str) -> str:
    digits = _digits(text)
    return f"{digits[:4]}{'*' * (len(digits) - 8)}{digits[-4:]}"


def _crosses(_text: str) -> str:
    return "×××"


def _mask_name(text: str) -> str:
    return f"{text[0]}{'×' * max(1, len(text) - 1)}"


# The order decides when two rules claim the same stretch: the longer numbers first.
_RULES: list[tuple[Kind, re.Pattern[str], int, Callable[[str], str]]] = [
    (Kind.ID_NUMBER, _ID, 0, mask_id),
    (Kind.BANK, _BANK, 0, _mask_bank),
    (Kind.PHONE, _PHONE, 0, mask_phone),
    (Kind.PLATE, _PLATE, 0, lambda text: f"{text[:2]}*****"),
    (Kind.EMAIL, _EMAIL, 0, _crosses),
    (Kind.ADDRESS, _ADDRESS, 0, _crosses),
    (Kind.NAME, _SELF, 1, _mask_name),
    (Kind.NAME, _TITLED, 1, _mask_name),
]


def _narrow(text: str) -> str:
    """Full-width digits and letters made narrow, character by character: positions stay."""
    return "".join(
        narrow if len(narrow := unicodedata.normalize("NFKC", char)) == 1 else char for char in text
    )


def find(text: str, own: Iterable[str] = ()) -> list[Hit]:
    """What to hide, in reading order and without overlaps.

    `own`: strings that belong to the complainant (name, phone, address, marked words); they
    come first.
    """
    narrow, hits = _narrow(text), []
    for word in sorted({_narrow(word.strip()) for word in own if len(word.strip()) > 1}, key=len):
        hits += [
            Hit(m.start(), m.end(), Kind.OWN, "×××")
            for m in re.finditer(re.escape(word), narrow, re.IGNORECASE)
        ]
    for kind, pattern, group, mask in _RULES:
        hits += [Hit(*m.span(group), kind, mask(m.group(group))) for m in pattern.finditer(narrow)]
    return _without_overlaps(hits)


def _without_overlaps(hits: list[Hit]) -> list[Hit]:
    taken: list[Hit] = []
    for hit in hits:
        if all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
    return sorted(taken, key=lambda hit: hit.start)


def suggest(text: str, own: Iterable[str] = ()) -> str:
    """The text with every suggestion applied."""
    return "".join(part for part, _kind in pieces(text, own, masked=True))


def pieces(text: str, own: Iterable[str] = (), masked: bool = False) -> list[tuple[str, str]]:
    """The text cut at the suggestions: (part, kind or empty), for showing what was found."""
    parts, at = [], 0
    for hit in find(text, own):
        parts.append((text[at : hit.start], ""))
        parts.append((hit.mask if masked else text[hit.start : hit.end], hit.kind.value))
        at = hit.end
    parts.append((text[at:], ""))
    return [part for part in parts if part[0]]


def squeeze(text: str) -> str:
    """Text as leaks are searched in: narrow, lower case, without spaces and punctuation."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def similarity(text: str, other: str) -> float:
    """How much of two texts is the same, 0 to 1: shared pairs of characters (Dice)."""
    one, two = _pairs(text), _pairs(other)
    if not one or not two:
        return float(squeeze(text) == squeeze(other) and bool(text))
    return 2 * len(one & two) / (len(one) + len(two))


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(squeeze(text)))
