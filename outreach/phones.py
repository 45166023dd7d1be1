"""Telephone numbers as people write them, and credit codes."""

import re
import unicodedata

# A mobile of eleven digits, or a line with its area code and perhaps an extension.
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LINE = re.compile(r"0\d{2,3}\d{7,8}(?:-\d{1,5})?")
_SPACES = re.compile(r"[\s()]")

_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, n, 31) for n in range(17))
_CODE = re.compile(f"[{_LETTERS}]{{18}}")
# Licences of before 2015 carry a registration number of fifteen digits.
_OLD_CODE = re.compile(r"\d{15}")


def tidy_phone(text: str) -> str:
    """The number without spaces, country code and hyphens, half width; an extension keeps its own.

    `0700-5501234` becomes `07005501234`, `0700 5501234-802` becomes `07005501234-802`.
    """
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text)).removeprefix("+86")
    head, mark, extension = plain.rpartition("-")
    if mark and is_phone(f"{head.replace('-', '')}-{extension}"):
        return f"{head.replace('-', '')}-{extension}"
    return plain.replace("-", "")


def is_phone(text: str) -> bool:
    """Whether a tidy number can be called: a mobile or a line with its area code."""
    return bool(_MOBILE.fullmatch(text) or _LINE.fullmatch(text))


def is_credit_code(text: str) -> bool:
    """A unified social credit code with its check character (GB 32100), or an old number."""
    if _OLD_CODE.fullmatch(text):
        return True
    if not _CODE.fullmatch(text):
        return False
    total = sum(_LETTERS.index(c) * w for c, w in zip(text, _WEIGHTS, strict=False))
    return _LETTERS.index(text[17]) == -total % 31
