"""The cells of a line as values of a promise, each fault at its own cell."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Post
from campaign.models import Category
from core.sheets.cells import Broken, Value
from rectification.importing import days, words
from rectification.importing.columns import NAMES
from rectification.importing.days import Due, Unclear
from rectification.importing.lines import Line

EMPTY = "-"
"""The choice for a word that names nothing the portal knows: leave the field empty."""
MOST_MEASURES = 20
_LIMITS = {"description": 500, "cause": 1000, "target": 500, "section": 60, "remark": 200}
_DONE_LIMIT = 300
# How the remark names them; it is text of the file, not of the interface.
_OTHERS = {"responsible": "责任人另有", "lead": "牵头领导另有"}
_MEASURE_LIMIT = 300


@dataclass(frozen=True)
class Known:
    """What the words of a sheet can mean: categories and people by name, and earlier choices.

    `choices`: «category:态度» to a category's code, «person:张三» to a post's id, or `EMPTY`.
    """

    year: int
    unit_names: tuple[str, ...]
    categories: Mapping[str, Category]
    people: Mapping[str, Post]
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell. `asks`: the choice that would mend it, «person:张三»."""

    row: int
    key: str
    message: str
    asks: str = ""

    @property
    def column(self) -> str:
        return NAMES.get(self.key, "")


@dataclass
class Entry:
    """A line read: cells as text, the values that could be read, faults, and remarks."""

    line: Line
    number: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)
    """Further people in the cells of the responsible and the leading person, by key."""

    @property
    def row(self) -> int:
        return self.line.row


class Unknown(Unclear):
    """A word that stands for nothing known; a person can choose what it means."""

    def __init__(self, message: str, asks: str) -> None:
        super().__init__(message)
        self.asks = asks


Reader = Callable[[Value, Known, Entry], Any]


def read(line: Line, known: Known) -> Entry:
    """Read every cell that counts; a bad cell does not stop the others."""
    entry = Entry(line)
    for key, value in line.cells.items():
        entry.texts[key] = plain(value)
        reader = _READERS.get(key)
        if reader is None:
            continue
        try:
            entry.values[key] = reader(value, known, entry)
        except Unclear as fault:
            asks = fault.asks if isinstance(fault, Unknown) else ""
            entry.faults.append(Fault(line.row, key, str(fault), asks))
    for key, values in line.more.items():
        entry.notes.append(
            _("%(column)s: of several values the first is taken, not %(others)s.")
            % {"column": NAMES[key], "others": "、".join(plain(value) for value in values)}
        )
    entry.number = words.folded(entry.texts.get("number", "")).upper()
    return entry


def keep_others(entry: Entry, remark: str) -> None:
    """Write further people of a cell into the remark; a fault when they do not fit there.

    `remark`: what the remark says otherwise. Names that it has already are not said again.
    """
    for key, names in entry.others.items():
        words = f"{_OTHERS[key]}：{'、'.join(names)}"
        longer = remark if words in remark else "；".join(part for part in (remark, words) if part)
        if len(longer) > _LIMITS["remark"]:
            message = _(
                "Only one person can be named here, and the remark has no room for the others: "
                "%(names)s. Shorten the remark, or name them in a measure."
            )
            entry.faults.append(Fault(entry.row, key, message % {"names": "、".join(names)}))
            return
        remark = longer
    if entry.others:
        entry.texts["remark"] = entry.values["remark"] = remark


def plain(value: Value) -> str:
    """A cell as it is compared and shown: dates as 2011-09-30."""
    if isinstance(value, Broken):
        return value.shown or "="
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _limited(key: str) -> Reader:
    most = _LIMITS[key]

    def read_text(value: Value, _known: Known, _entry: Entry) -> str:
        text = words.text(value)
        if len(text) > most:
            raise Unclear(
                _("The text has %(count)d characters; at most %(most)d are possible. Shorten it.")
                % {"count": len(text), "most": most}
            )
        return text

    return read_text


def _source(value: Value, known: Known, _entry: Entry) -> str:
    text = words.text(value)
    code = words.source(text) or known.choices.get(f"source:{text}", "")
    if not code:
        raise Unknown(
            _("“%(text)s” is no source of problems in the portal. Choose one below.")
            % {"text": text},
            f"source:{text}",
        )
    return code


def _category(value: Value, known: Known, _entry: Entry) -> Category:
    text = words.text(value)
    found = known.categories.get(words.folded(text)) or known.categories.get(
        known.choices.get(f"category:{text}", "")
    )
    if found is None:
        raise Unknown(
            _("“%(text)s” is no category of the portal. Choose one below.") % {"text": text},
            f"category:{text}",
        )
    return found


def _klass(value: Value, _known: Known, _entry: Entry) -> str:
    text = words.text(value)
    code = words.klass(text)
    if not code:
        raise Unclear(
            _("“%(text)s” is no class. Write 立行立改, 限期整改 or 长期坚持.") % {"text": text}
        )
    return code


def _scope(value: Value, _known: Known, _entry: Entry) -> str:
    text = words.text(value)
    code = words.scope(text)
    if not code:
        raise Unclear(_("“%(text)s” is not clear. Write 是, 区内 or 否.") % {"text": text})
    return code


def _measures(value: Value, _known: Known, _entry: Entry) -> list[str]:
    found = words.measures(words.text(value))
    if len(found) > MOST_MEASURES:
        raise Unclear(
            _("There are %(count)d measures; at most %(most)d are possible. Put some together.")
            % {"count": len(found), "most": MOST_MEASURES}
        )
    longest = max(map(len, found), default=0)
    if longest > _MEASURE_LIMIT:
        raise Unclear(
            _("A measure has %(count)d characters; at most %(most)d are possible. Split it.")
            % {"count": longest, "most": _MEASURE_LIMIT}
        )
    return found


def _section(value: Value, known: Known, _entry: Entry) -> str:
    section = words.section(words.text(value), known.unit_names)
    if len(section) > _LIMITS["section"]:
        raise Unclear(_("Name one section only; the others belong into the remark."))
    return section


def _person(value: Value, known: Known, entry: Entry, key: str) -> Post | None:
    """The first person who has a post in the unit; the others go into the remark."""
    found = words.names(words.text(value))
    posts = {name: _post(name, known) for name in found}
    named = [name for name in found if posts[name] is not None]
    if not named:
        unknown = next((n for n in found if known.choices.get(f"person:{n}") != EMPTY), "")
        if not unknown:
            return None
        raise Unknown(
            _("“%(name)s” has no post in this unit. Choose who is meant below.")
            % {"name": unknown},
            f"person:{unknown}",
        )
    if len(found) > 1:
        entry.others[key] = [name for name in found if name != named[0]]
        entry.notes.append(
            _("Of several people the first is taken: %(name)s. The others go into the remark.")
            % {"name": named[0]}
        )
    return posts[named[0]]


def _responsible(value: Value, known: Known, entry: Entry) -> Post | None:
    return _person(value, known, entry, "responsible")


def _lead(value: Value, known: Known, entry: Entry) -> Post | None:
    return _person(value, known, entry, "lead")


def _post(name: str, known: Known) -> Post | None:
    return known.people.get(name) or known.people.get(known.choices.get(f"person:{name}", ""))


def _due(value: Value, known: Known, _entry: Entry) -> Due:
    return days.due(value, known.year)


def _done(value: Value, _known: Known, _entry: Entry) -> str:
    return words.text(value)[: _DONE_LIMIT + 1]


def _progress(value: Value, _known: Known, _entry: Entry) -> int:
    return words.percent(value)


def _number(value: Value, _known: Known, _entry: Entry) -> str:
    return words.text(value)


_READERS: Mapping[str, Reader] = {
    "number": _number,
    "source": _source,
    "category": _category,
    "description": _limited("description"),
    "cause": _limited("cause"),
    "klass": _klass,
    "target": _limited("target"),
    "measures": _measures,
    "lead": _lead,
    "section": _section,
    "responsible": _responsible,
    "due": _due,
    "done": _done,
    "progress": _progress,
    "scope": _scope,
    "remark": _limited("remark"),
}
