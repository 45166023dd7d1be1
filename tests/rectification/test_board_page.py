"""The board: the list's filters, one column for each state."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rectification.views import board
from tests.cast import Cast
from tests.factories.rectification import make_closed, make_draft, make_item, make_pending
from tests.rectification.test_ledger_page import numbers, signed_in

pytestmark = pytest.mark.django_db
BOARD = "/staff/ledger/board/"


def columns(response: object) -> dict[str, list[str]]:
    found = response.context["columns"]  # type: ignore[attr-defined]
    return {column.state.value: [item.number for item in column.items] for column in found}


def test_open_items_stand_in_the_column_of_their_state_nearest_first(cast: Cast) -> None:
    later = make_item(cast, due_date=dt.date(2011, 9, 30))
    sooner = make_item(cast, due_date=dt.date(2011, 8, 31))
    draft, pending = make_draft(cast), make_pending(cast)
    make_closed(cast)
    found = columns(signed_in(cast.office).get(BOARD))
    assert found == {
        "draft": [draft.number],
        "unit_review": [],
        "submitted": [],
        "returned": [],
        "in_progress": [sooner.number, later.number],
        "pending_acceptance": [pending.number],
    }


def test_the_state_filter_chooses_the_columns(cast: Cast) -> None:
    closed = make_closed(cast)
    client = signed_in(cast.office)
    assert columns(client.get(f"{BOARD}?state=done")) == {
        "closed": [closed.number],
        "consolidated": [],
    }
    assert columns(client.get(f"{BOARD}?state=closed")) == {"closed": [closed.number]}
    assert len(columns(client.get(f"{BOARD}?state="))) == 10


def test_a_column_is_cut_and_links_to_exactly_its_items(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "COLUMN", 2)
    for _ in range(3):
        make_item(cast)
    make_draft(cast)
    client = signed_in(cast.office)
    page = client.get(f"{BOARD}?klass=by_date")
    column = next(c for c in page.context["columns"] if c.state == "in_progress")
    assert (column.count, len(column.items), column.more) == (3, 2, 1)
    assert len(numbers(client, column.url.removeprefix("/staff/ledger/"))) == 3


def test_others_see_nothing_of_it(cast: Cast) -> None:
    item = make_item(cast)
    assert item.number not in signed_in(cast.outsider).get(BOARD).content.decode()


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    client = signed_in(cast.office)
    make_item(cast)
    client.get(BOARD)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get(BOARD)
        counts.append(len(seen))
        for _ in range(3):
            make_item(cast)
            make_draft(cast)
    assert counts[0] == counts[1]
