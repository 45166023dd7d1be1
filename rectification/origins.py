"""Where the record lies that an item comes from: packages above name their pages.

The item itself holds only kind and number: the opener holds the link (architecture, «The opener»).
"""

from collections.abc import Callable

from django.urls import reverse

from accounts.models import User

# Whether somebody may open the record with a number: not everybody who reads an item may.
Opens = Callable[[User, str], bool]
Names = str | Callable[[User], str]

_pages: dict[str, tuple[Names, Opens | None]] = {}


def register(kind: str, url_name: Names, opens: Opens | None = None) -> None:
    """Name the page of a kind of origin, which takes its number; in `apps.ready()`.

    `url_name`: the same for all, or by person. `opens`: left out where everybody who sees the
    item sees its origin.
    """
    _pages[kind] = (url_name, opens)


def address(kind: str, number: str, user: User) -> str:
    """The page of an origin; nothing if its package names none, or this person may not see it."""
    if kind not in _pages or not number:
        return ""
    url_name, opens = _pages[kind]
    if opens is not None and not opens(user, number):
        return ""
    return reverse(url_name if isinstance(url_name, str) else url_name(user), args=[number])
