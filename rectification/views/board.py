"""The ledger as a board: one column for each state, the nearest deadlines on top."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.access import require
from core.counting import capped_counts, shown
from core.http import ListPage
from rectification import access
from rectification.enums import DONE_STATES, OPEN_STATES, State
from rectification.forms.filters import DONE, OPEN, LedgerFilter
from rectification.models import RectificationItem
from rectification.models.item import ItemQuerySet
from rectification.queries import present_day
from rectification.views.item import person
from rectification.views.ledger import SORTS, dress, quality, with_default

# Cards in a column; the rest is one click away in the list.
COLUMN = 12


@dataclass(frozen=True)
class Column:
    """A state with its first items; `url` is the list of exactly its items."""

    state: State
    count: int | str
    items: list[RectificationItem]
    more: int | str
    url: str


def board(request: HttpRequest) -> HttpResponse:
    """The same filters as the list, by state: at most ten queries for columns, one for the rate."""
    user = person(request)
    require(access.can_read_ledger(user))
    request.GET = with_default(request.GET)  # type: ignore[assignment]
    day = present_day()
    filters = LedgerFilter(request.GET, user=user, day=day)
    items = RectificationItem.objects.visible_to(user)
    rows = filters.apply(items)
    states = states_of(filters.value("state"))
    counts = capped_counts({state.value: rows.filter(state=state) for state in states})
    columns = [_column(request, rows, state, counts[state.value]) for state in states]
    for column in columns:
        dress(column.items, day)
    context = {
        "page": ListPage(request, rows, sorts=SORTS, filters=filters),
        **quality(items, filters),
        "columns": columns,
        "query": request.GET.urlencode(),
    }
    return render(request, "rectification/board.html", context)


def states_of(wanted: str | None) -> list[State]:
    """The columns that a state filter leaves: open ones, settled ones, one, or all."""
    if wanted == OPEN:
        return [*OPEN_STATES]
    if wanted == DONE:
        return [*DONE_STATES]
    return [State(wanted)] if wanted in State.values else [*State]


def _column(request: HttpRequest, rows: ItemQuerySet, state: State, count: int) -> Column:
    mine = rows.filter(state=state).select_related("unit", "responsible__user")
    items = list(mine.order_by("due_key", "id")[:COLUMN])
    params = {name: value for name, value in request.GET.items() if name not in ("state", "page")}
    query = urlencode({**params, "state": state.value})
    more = max(0, count - len(items))
    return Column(
        state, shown(count), items, shown(more), f"{reverse('rectification:ledger')}?{query}"
    )
