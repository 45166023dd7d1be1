"""The leak check (C3): nothing that a unit gets may tell who complained.

It looks at texts squeezed (full width, spaces, punctuation and case do not hide anything): for
every string of the identity, and for what `redaction` finds. Numbers and addresses of mail are
refused; names, plates and places stay only if a person at the desk has said so.

Only the desk hears that a text has something of the identity in it. A unit that was told could
try names until one is refused: what units write is judged by its patterns alone, and searched
for the identity when the desk reviews it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from complaints import identity
from complaints.models import Complaint
from complaints.redaction import Kind, find, squeeze
from core.errors import DomainError
from core.text import Text

_LABELS: Mapping[str, Text] = {
    "name": _("the complainant’s name"),
    "phone": _("the complainant’s telephone number"),
    "email": _("the complainant’s e-mail address"),
    "address": _("the complainant’s address"),
    "organisation": _("the complainant’s enterprise"),
    f"any-{Kind.PHONE}": _("a telephone number"),
    f"any-{Kind.ID_NUMBER}": _("an identity card number"),
    f"any-{Kind.BANK}": _("an account number"),
    f"any-{Kind.EMAIL}": _("an e-mail address"),
    f"any-{Kind.PLATE}": _("a number plate"),
    f"any-{Kind.ADDRESS}": _("a street address"),
    f"any-{Kind.NAME}": _("a name"),
}
_PLACES: Mapping[str, Text] = {
    "redacted_text": _("the redacted copy"),
    "window": _("the window"),
    "files": _("a file’s name"),
    "text": _("the text"),
    "reason": _("the reason"),
    "facts": _("what was found"),
    "handling": _("what was done"),
    "improvement": _("what changes"),
    "basis": _("the basis"),
    "uploads": _("a file’s name"),
}
NUMBERS = frozenset({Kind.PHONE, Kind.ID_NUMBER, Kind.BANK})
_ALWAYS = NUMBERS | {Kind.EMAIL}
# Whether these tell who complained only a person can say.
ASKED = frozenset({Kind.PLATE, Kind.ADDRESS, Kind.NAME})
_ASKED_WHAT = frozenset(f"any-{kind}" for kind in ASKED)
# Shorter pieces occur by chance: «王» in any text, four digits in any date.
_SHORTEST = 2
_SHORTEST_DIGITS = 7
_DOUBLE = re.findall(
    "..",
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙"
    "慕容仲孙钟离长孙宇文司徒鲜于司空令狐",
)
_TITLES = re.findall("..", "先生女士小姐师傅阿姨大爷大妈大叔大姐大哥老板同志")


@dataclass(frozen=True)
class Leak:
    """`where`: the field of the form; `place`: in words; `what`: which datum of the identity, or
    «any-» and the kind of what looks like one; never its value."""

    where: str
    what: str
    place: Text = ""

    @property
    def label(self) -> Text:
        return _LABELS[self.what]

    @property
    def words(self) -> str:
        """«the telephone number (the redacted copy)»"""
        place = self.place or _PLACES.get(self.where, "")
        return f"{self.label}（{place}）" if place else str(self.label)


Piece = tuple[str, str] | tuple[str, str, Text]
"""Field, text, and the place in words where the field does not say it."""


def search(
    texts: Iterable[Piece],
    needles: Iterable[tuple[str, str]] = (),
    kinds: frozenset[Kind] = NUMBERS,
    kept: Iterable[str] = (),
) -> list[Leak]:
    """Which data occur in which texts. `kept`: stretches that a person lets stand. Pure."""
    wanted = {(name, sharp) for name, value in needles if (sharp := _sharp(value))}
    stays, found = {squeeze(word) for word in kept}, []
    for where, text, *rest in texts:
        place = rest[0] if rest else ""
        squeezed = squeeze(text)
        what = [name for name, value in sorted(wanted) if value in squeezed]
        for hit in find(text):
            if hit.kind in kinds and squeeze(text[hit.start : hit.end]) not in stays:
                what.append(f"any-{hit.kind}")
        found += [Leak(where, one, place) for one in dict.fromkeys(what)]
    return found


def _sharp(value: str) -> str:
    squeezed = squeeze(value)
    shortest = _SHORTEST_DIGITS if re.fullmatch(r"\d+", squeezed) else _SHORTEST
    return squeezed if len(squeezed) >= shortest else ""


def doubtful(texts: Iterable[str]) -> list[str]:
    """Names, plates and places in texts, which a person has to judge, each once."""
    hits = [text[hit.start : hit.end] for text in texts for hit in find(text) if hit.kind in ASKED]
    return list(dict.fromkeys(hits))


def needles(complaint: Complaint) -> list[tuple[str, str]]:
    """Name of the datum and value, of everybody whose complaint the case holds."""
    found = []
    for case in [complaint, *complaint.duplicates.all()]:
        found += list(identity.needles(case).items())
    return found


def _addressed(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """How a person is called without the given name: «欧阳女士», «王师傅»."""
    names = [value.strip() for name, value in found if name == "name" and len(value.strip()) > 1]
    surnames = {name[:2] if name[:2] in _DOUBLE else name[:1] for name in names}
    return [("name", f"{surname}{title}") for surname in surnames for title in _TITLES]


def refuse(complaint: Complaint, texts: Iterable[Piece]) -> None:
    """For what the desk writes or reviews: `DomainError` (code `leak`) naming what is where."""
    _refuse(search(texts, needles(complaint)))


def refuse_numbers(texts: Iterable[Piece]) -> None:
    """For what units write: telephone, identity card and account numbers only (see above)."""
    _refuse(search(texts))


def refuse_for_unit(complaint: Complaint, texts: Iterable[Piece], kept: Iterable[str]) -> None:
    """For everything that goes to a unit. `kept`: names, plates and places that may stand."""
    own = needles(complaint)
    found = search(texts, [*own, *_addressed(own)], _ALWAYS | ASKED, kept)
    ask = [leak for leak in found if leak.what in _ASKED_WHAT]
    if ask and len(ask) == len(found):
        raise DomainError(
            _(
                "Mask this, or say that it does not tell who complained: %(what)s. Then confirm the"
                " redacted copy again."
            )
            % {"what": _listed(ask)},
            "leak",
            "checked",
        )
    _refuse(found)


def _refuse(found: list[Leak]) -> None:
    if found:
        raise DomainError(
            _("Take this out before a unit can read it: %(what)s.") % {"what": _listed(found)},
            "leak",
            found[0].where,
        )


def _listed(found: Iterable[Leak]) -> str:
    return "、".join(dict.fromkeys(leak.words for leak in found))
