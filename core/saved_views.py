"""Keep, share and drop views of a list: any list whose filters stand in its address.

A package describes its list once as a `Place` and mounts the three pages of
`core.views.saved_views.Pages`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import Allowed, Answer, Denied, require
from core.errors import DomainError
from core.models import SavedView
from core.models.saved_view import SavedViewQuerySet
from core.text import Text
from core.ui.lists import SORT, FilterForm

MOST_VIEWS = 30
SHOWN_VIEWS = 8
"""Saved views that stand above a list; the others are on the page of all views."""
KIND = "core.view"
ZONE = "*zone"
"""The circle of those who read the whole zone."""


def circle_of(user: Any) -> str:
    """With whom one shares: the colleagues of one's unit, else those who read the zone."""
    if user.unit is not None:
        return str(user.unit.code)
    return ZONE if user.reads_zone else ""


@dataclass(frozen=True)
class Place:
    """A list that has saved views.

    `url`: the name of its address, which also marks its rows; `filters`: its filters for a person,
    without values; `known`: what a view keeps of an address; `circle`: with whom a person shares.
    `pages`: the names of the addresses of all views, saving and deleting.
    """

    url: str
    title: Text
    filters: Callable[[Any], FilterForm]
    known: frozenset[str]
    can_read: Callable[[Any], Answer]
    pages: tuple[str, str, str]
    circle: Callable[[Any], str] = circle_of

    def views_of(self, user: Any) -> SavedViewQuerySet:
        """What the person can use here."""
        return SavedView.objects.for_reader(self.url, user, self.circle(user))

    def shown_to(self, user: Any) -> list[SavedView]:
        """The few that stand above the list."""
        return list(self.views_of(user).in_order()[:SHOWN_VIEWS])

    def kept(self, query: str) -> str:
        """The part of a query string that a view keeps: known filters with a value, the order."""
        kept = QueryDict(mutable=True)
        for name, values in QueryDict(query).lists():
            if name in (self.known | {SORT}) and values[-1]:
                kept[name] = values[-1]
        return kept.urlencode()


def can_drop(user: Any, view: SavedView) -> Answer:
    """Saved views are deleted by whoever saved them."""
    if view.owner_id == user.pk:
        return Allowed()
    return Denied(_("Only the colleague who saved this view can delete it."))


@transaction.atomic
def save(*, place: Place, by: Any, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep a view under a name; the same name again replaces what it stood for.

    Raises `DomainError` for a view without filters, or beyond `MOST_VIEWS` of a list.
    """
    require(place.can_read(by))
    if not query:
        raise DomainError(_("Set a filter or an order first, then save the view."), "empty", "name")
    views = SavedView.objects.select_for_update().filter(owner=by, place=place.url)
    known = views.filter(name=name.strip()).first()
    if known is None and views.count() >= MOST_VIEWS:
        raise DomainError(
            _("You have 30 saved views. Delete one you no longer need, then save this one."),
            "too-many",
            "name",
        )
    view = known or SavedView(place=place.url, owner=by, name=name.strip(), created_by=by)
    view.circle, view.query, view.shared = place.circle(by), query, shared
    if known is not None:
        view.version += 1
    view.save()
    _record("save", by, view)
    return view


@transaction.atomic
def drop(*, view: SavedView, by: Any) -> None:
    """Delete a view of one's own; those of others stay."""
    require(can_drop(by, view))
    _record("drop", by, view)
    view.delete()


def _record(act: str, by: Any, view: SavedView) -> None:
    audit.record(
        f"{KIND}.{act}",
        by=by,
        kind=KIND,
        object_id=view.pk,
        unit_code="" if view.circle.startswith("*") else view.circle,
        detail={"place": view.place, "shared": view.shared},
    )
