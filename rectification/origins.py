"""Where the record lies that an item comes from: packages above name their pages.

The item itself holds only kind and number: the opener holds the link (architecture, «The opener»).
"""

from django.urls import reverse

_pages: dict[str, str] = {}


def register(kind: str, url_name: str) -> None:
    """Name the page of a kind of origin, which takes its number; in `apps.ready()`."""
    _pages[kind] = url_name


def address(kind: str, number: str) -> str:
    """The page of an origin; nothing if its package names none."""
    return reverse(_pages[kind], args=[number]) if kind in _pages and number else ""
