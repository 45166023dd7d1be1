"""Composes the menus from what the packages say in their `menu.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from core.counting import capped_counts, in_words
from core.models import Notice
from core.text import Text
from core.ui.menu import MenuEntry

# The key under which unread messages are counted.
MESSAGES = "messages"

# Groups of the sidebar in order; an empty heading draws none.
GROUPS: tuple[tuple[str, Text], ...] = (
    ("top", ""),
    ("ledger", _("Ledger")),
    ("work", _("Case work")),
    ("material", _("Campaign materials")),
    ("supervision", _("Supervision")),
    ("report", _("Reporting")),
    ("system", _("Administration")),
)

# The public menu: key, label and address name; one that does not exist yet is left out.
PUBLIC: tuple[tuple[Text, str], ...] = (
    (_("Home"), "portal:home"),
    (_("Complain"), "complaints:start"),
    (_("Follow a complaint"), "complaints:track"),
    (_("Notices"), "publicity:notices"),
    (_("Exposure"), "publicity:exposures"),
    (_("Role models"), "publicity:models"),
    (_("Complaint figures"), "complaints:stats"),
    (_("Units"), "complaints:public-units"),
    (_("The campaign"), "campaign:public"),
)

FOOT: tuple[tuple[Text, str], ...] = (
    (_("Complain"), "complaints:new"),
    (_("Follow a complaint"), "complaints:track"),
    (_("What we accept and how long it takes"), "complaints:start"),
    (_("Time limits and rights"), "complaints:rights"),
    (_("Typical cases"), "complaints:public-cases"),
    (_("Rules of the units"), "publicity:rules"),
    (_("Verify a paper"), "core:verify-form"),
    (_("Search"), "portal:public-search"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A menu line as the template draws it."""

    label: Text
    url: str
    icon: str = ""
    count: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and its lines."""

    heading: Text
    entries: Sequence[Line]


def address(name: str) -> str:
    """The address of a named page, or nothing if there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@cache
def _packages() -> tuple[Any, ...]:
    """The packages' menu modules."""
    names = (f"{package}.menu" for package in [*settings.PACKAGES, "portal"])
    return tuple(import_module(name) for name in names if find_spec(name))


@cache
def entries() -> tuple[tuple[MenuEntry, str], ...]:
    """All entries with their addresses, in order."""
    return _placed("ENTRIES")


@cache
def _placed(name: str) -> tuple[tuple[MenuEntry, str], ...]:
    declared = (entry for module in _packages() for entry in getattr(module, name, ()))
    placed = ((entry, address(entry.url_name)) for entry in declared)
    return tuple(
        (entry, url) for entry, url in sorted(placed, key=lambda pair: pair[0].order) if url
    )


def additions(user: Any) -> list[Line]:
    """The forms for new records that are open to this person."""
    mine = ((entry, url) for entry, url in _placed("ADDS") if entry.is_for(user))
    return [Line(entry.label, url, entry.icon) for entry, url in mine]


def counts_for(user: Any) -> dict[str, int]:
    """Open work for every entry that has any, and unread messages: one query for all packages."""
    found: dict[str, QuerySet[Any]] = {MESSAGES: Notice.objects.filter(recipient=user).open()}
    for module in _packages():
        if hasattr(module, "counts"):
            found.update(module.counts(user))
    return capped_counts(found)


def staff_menu(user: Any, path: str, counts: Mapping[str, int] | None = None) -> list[Group]:
    """The sidebar of a person; the entry with the longest matching address is the present one.

    `counts`: what `counts_for` says; without it no entry shows a number.
    """
    mine = _once([(entry, url) for entry, url in entries() if entry.is_for(user)])
    here = max((url for _entry, url in mine if path.startswith(url)), key=len, default="")
    groups = (
        Group(
            heading,
            [_line(entry, url, counts or {}, here) for entry, url in mine if entry.group == key],
        )
        for key, heading in GROUPS
    )
    return [group for group in groups if group.entries]


def _once(placed: Sequence[tuple[MenuEntry, str]]) -> list[tuple[MenuEntry, str]]:
    """One line for each address: a person with several posts may have several names for a page."""
    first: dict[str, tuple[MenuEntry, str]] = {}
    for entry, url in placed:
        first.setdefault(url, (entry, url))
    return list(first.values())


def _line(entry: MenuEntry, url: str, counts: Mapping[str, int], here: str) -> Line:
    number = counts.get(entry.key, 0)
    words = in_words(number) if number else ""
    return Line(entry.label, url, entry.icon, words, current=url == here)


def _lines(names: Sequence[tuple[Text, str]], path: str) -> list[Line]:
    placed = [(label, address(name)) for label, name in names]
    matching = (url for _label, url in placed if url and (url == path or path.startswith(url)))
    here = max(matching, key=len, default="")
    # The home page's address begins every other one; it is present only itself.
    here = "" if here == "/" and path != "/" else here
    return [Line(label, url, current=url == here) for label, url in placed if url]


def public_menu(path: str) -> list[Line]:
    """The menu of the public pages."""
    return _lines(PUBLIC, path)


def foot_menu() -> list[Line]:
    """The links of the public footer."""
    return _lines(FOOT, "")
