"""What of an item the public reads, frozen; and what in it should make a reviewer look twice."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.text import Text
from publicity.models import Publication
from rectification.enums import DONE_STATES, SHOWN_STATES, Klass, OwnerKind, Scope
from rectification.models import RectificationItem

# A notice for a circle shows what is meant for that circle or a wider one.
_READ_BY = {
    Scope.PUBLIC: (Scope.PUBLIC,),
    Scope.ZONE: (Scope.PUBLIC, Scope.ZONE),
    Scope.UNIT: (Scope.PUBLIC, Scope.ZONE, Scope.UNIT),
}


def publishable(unit: Unit, scope: str = Scope.PUBLIC) -> QuerySet[RectificationItem]:
    """The items of a unit that may stand in a notice for `scope`: confirmed, nobody's own.

    Items of individuals never are, whatever else they say (domain.md §1.9 A6).
    """
    return RectificationItem.objects.filter(
        unit=unit, state__in=SHOWN_STATES, scope__in=_READ_BY[Scope(scope)]
    ).exclude(owner_kind=OwnerKind.PERSON)


def freeze(items: Iterable[RectificationItem]) -> list[dict[str, Any]]:
    """The items as plain data: content, measures, dates and the post that answers, no names."""
    return [_line(item) for item in items]


def fingerprint(publication: Publication) -> str:
    """SHA-256 (hex) of the canonical JSON of all that people read of a publication."""
    whole = {
        "title": publication.title,
        "intro": publication.intro,
        "start": publication.start_on.isoformat(),
        "end": publication.end_on.isoformat(),
        "scope": str(publication.scope),
        "channels": sorted(publication.channels),
        "items": publication.snapshot,
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _line(item: RectificationItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "problem": item.description,
        "target": item.target,
        "measures": [measure.text for measure in item.measures.all()],
        "due": item.due_date.isoformat() if item.due_date else "",
        "long_term": item.klass == Klass.LONG_TERM,
        "post": _post(item),
        "progress": item.progress,
        "done": item.state in DONE_STATES,
    }


def _post(item: RectificationItem) -> str:
    """The post that answers: section and office, never a person's name."""
    post = item.responsible
    what = (post.job or post.get_role_display()) if post else ""
    return "，".join(part for part in (item.section, str(what)) if part)


@dataclass(frozen=True)
class Doubt:
    """A passage that may not be for the public: a hint to the reviewer, never a verdict."""

    number: str
    passage: str
    reason: Text


_DOUBTS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"), _("looks like a mobile number")),
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), _("looks like an identity number")),
    (re.compile(r"(?<!\d)\d{16,19}(?!\d)"), _("looks like a bank account")),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), _("looks like an e-mail address")),
    (re.compile(r"绝密|机密|秘密|内部资料|不得外传"), _("speaks of secrets")),
    (re.compile(r"举报人|投诉人|来信人|上访"), _("speaks of a complainant")),
)
_PERSON = re.compile(r"[\u4e00-\u9fff]{1,3}(?:某某|同志|先生|女士)")


def doubts(snapshot: list[dict[str, Any]], names: Iterable[str] = ()) -> list[Doubt]:
    """Passages to look at twice. `names`: of people of the unit, who must not be named."""
    known = [name for name in names if len(name) > 1]
    found = []
    for line in snapshot:
        text = "\n".join([line["problem"], line["target"], *line["measures"], line["post"]])
        rules = [*_DOUBTS, (_PERSON, _("looks like a person's name"))]
        for pattern, reason in rules:
            found += [Doubt(line["number"], hit.group(), reason) for hit in pattern.finditer(text)]
        found += [
            Doubt(line["number"], name, _("is the name of somebody of the unit"))
            for name in known
            if name in text
        ]
    return found


def head_of(publication: Publication) -> dict[str, Any]:
    """Title and words to the reader as a line that `doubts` can read: they become public too."""
    return {
        "number": publication.number,
        "problem": publication.title,
        "target": publication.intro,
        "measures": [],
        "post": "",
    }


def due_of(line: dict[str, Any]) -> dt.date | None:
    """The deadline of a frozen line."""
    return dt.date.fromisoformat(line["due"]) if line["due"] else None
