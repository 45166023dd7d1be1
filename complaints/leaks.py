"""The leak check (C3): nothing that a unit gets may tell who complained.

It looks at every text of the unit's copy, squeezed (full width, spaces, punctuation and case do
not hide anything), for every string of the identity and for telephone and ID numbers.
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
    "phone-number": _("a telephone number"),
    "id-number": _("an identity card number"),
}
# Shorter pieces occur by chance: «王» in any text, four digits in any date.
_SHORTEST = 2
_SHORTEST_DIGITS = 7


@dataclass(frozen=True)
class Leak:
    """`where`: the name of the text; `what`: which datum occurs in it (never its value)."""

    where: str
    what: str

    @property
    def label(self) -> Text:
        return _LABELS[self.what]


def search(texts: Iterable[tuple[str, str]], needles: Mapping[str, str]) -> list[Leak]:
    """Which data occur in which texts. Pure."""
    wanted = {name: squeezed for name, value in needles.items() if (squeezed := _sharp(value))}
    found = []
    for where, text in texts:
        squeezed_text = squeeze(text)
        found += [Leak(where, name) for name, value in wanted.items() if value in squeezed_text]
        kinds = {hit.kind for hit in find(text)}
        if Kind.PHONE in kinds:
            found.append(Leak(where, "phone-number"))
        if Kind.ID_NUMBER in kinds:
            found.append(Leak(where, "id-number"))
    return found


def _sharp(value: str) -> str:
    squeezed = squeeze(value)
    shortest = _SHORTEST_DIGITS if re.fullmatch(r"\d+", squeezed) else _SHORTEST
    return squeezed if len(squeezed) >= shortest else ""


def check(complaint: Complaint, texts: Iterable[tuple[str, str]]) -> list[Leak]:
    """The leaks of texts that the handling unit of this case would get."""
    return search(texts, identity.needles(complaint))


def refuse(complaint: Complaint, texts: Iterable[tuple[str, str]]) -> None:
    """Raise `DomainError` (code `leak`) naming what occurs where, if anything does."""
    found = check(complaint, texts)
    if found:
        what = "、".join(dict.fromkeys(str(leak.label) for leak in found))
        raise DomainError(
            _("Take this out before a unit can read it: %(what)s.") % {"what": what},
            "leak",
            found[0].where,
        )
