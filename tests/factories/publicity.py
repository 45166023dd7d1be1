"""Publications at any stage, through the actions and the hands of the cast."""

import datetime as dt

from publicity.actions import publications
from publicity.models import Publication
from rectification.enums import Scope
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.rectification import make_item

# Two weeks from the Monday after the day on which the tests of items stand.
START, END = dt.date(2011, 8, 22), dt.date(2011, 9, 2)


def make_public_item(cast: Cast, **fields: object) -> RectificationItem:
    """A confirmed item that the whole public may read."""
    return make_item(cast, **{"scope": Scope.PUBLIC, **fields})


def make_publication(cast: Cast, *items: RectificationItem, **fields: object) -> Publication:
    """A draft of unit JFJ's publication."""
    values = {
        "unit": cast.unit,
        "by": cast.liaison,
        "title": "经济发展局整改方案公示",
        "items": items or [make_public_item(cast)],
        "start_on": START,
        "end_on": END,
        **fields,
    }
    return publications.prepare(**values)  # type: ignore[arg-type]


def make_reviewed(cast: Cast, *items: RectificationItem, **fields: object) -> Publication:
    """One that has passed two reviews and waits for the third."""
    row = publications.submit(publication=make_publication(cast, *items, **fields), by=cast.liaison)
    row = publications.pass_first(publication=row, by=cast.unit_head)
    return publications.pass_second(publication=row, by=cast.office, privacy=True, secrecy=True)


def make_public(cast: Cast, *items: RectificationItem, **fields: object) -> Publication:
    """One that is public today."""
    fields = {"start_on": dt.date(2011, 8, 19), **fields}
    return publications.publish(
        publication=make_reviewed(cast, *items, **fields), by=cast.office_head
    )
