"""Small view models that views hand to components."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from core.text import Text


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    label: Text
    url: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event: newest first. `kind` is "now", "next" or ""; `files` are links below it."""

    title: Text | SafeString
    meta: Text | SafeString = ""
    kind: str = ""
    body: Text | SafeString = ""
    files: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Tab:
    """A saved view above a list; `count` is exactly the rows it shows (R23)."""

    label: Text
    url: str
    count: int | str | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter and the address without it."""

    label: Text
    value: Text
    remove_url: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is already on the server. `remove` is the submit value that deletes it."""

    name: str
    size: int
    url: str = ""
    remove: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class ConflictField:
    """One field of a stale form: the value saved meanwhile and the value typed."""

    name: str
    label: Text
    theirs: str
    mine: str
    their_raw: Sequence[str] = field(default=())
    my_raw: Sequence[str] = field(default=())
