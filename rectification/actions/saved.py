"""Keep, share and drop views of the ledger."""

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.access import require
from core.errors import DomainError
from rectification import access
from rectification.models import SavedView

MOST_VIEWS = 30
# What a view keeps of an address; the page number belongs to the moment.
_FORGOTTEN = ("page",)
KIND = "rectification.view"


def kept_query(query: str, known: frozenset[str]) -> str:
    """The part of a query string that a view keeps: known filters with a value, and the order."""
    kept = QueryDict(mutable=True)
    for name, values in QueryDict(query).lists():
        if name in known and name not in _FORGOTTEN and values[-1]:
            kept[name] = values[-1]
    return kept.urlencode()


@transaction.atomic
def save(*, by: User, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep a view under a name; the same name again replaces what it stood for.

    Raises `DomainError` for a view without filters, or beyond `MOST_VIEWS`.
    """
    require(access.can_read_ledger(by))
    if not query:
        raise DomainError(_("Set a filter or an order first, then save the view."), "empty", "name")
    views = SavedView.objects.select_for_update().filter(owner=by)
    known = views.filter(name=name.strip()).first()
    if known is None and views.count() >= MOST_VIEWS:
        raise DomainError(
            _("You have 30 saved views. Delete one you no longer need, then save this one."),
            "too-many",
            "name",
        )
    view = known or SavedView(owner=by, name=name.strip(), created_by=by)
    view.unit, view.query, view.shared = by.unit, query, shared
    if known is not None:
        view.version += 1
    view.save()
    _record("save", by, view)
    return view


@transaction.atomic
def drop(*, view: SavedView, by: User) -> None:
    """Delete a view of one's own; those of others stay."""
    require(access.can_drop_view(by, view))
    _record("drop", by, view)
    view.delete()


def _record(act: str, by: User, view: SavedView) -> None:
    audit.record(
        f"{KIND}.{act}",
        by=by,
        kind=KIND,
        object_id=view.pk,
        unit_code=view.unit.code if view.unit else "",
        detail={"shared": view.shared},
    )
