"""Messy ledgers go the whole way: received, looked at, taken over."""

import pytest

from rectification.actions import importing
from rectification.models import RectificationItem
from tests.cast import Cast
from tests.factories.rectification import the_campaign
from tests.rectification.importing.corpus import CORPUS, Ledger

pytestmark = pytest.mark.django_db


def test_there_are_forty_and_more() -> None:
    assert len(CORPUS) >= 40


@pytest.mark.parametrize("ledger", CORPUS.values(), ids=CORPUS.keys())
def test_a_messy_ledger(cast: Cast, ledger: Ledger) -> None:
    the_campaign(cast)
    by = cast.liaison
    batch = importing.receive(unit=cast.unit, by=by, name=ledger.name, data=ledger.data())
    assert batch.name == ledger.name
    if ledger.asks:
        named = (ask.split("=") for ask in ledger.asks)
        columns = {key: int(column) for key, column in named}
        batch = importing.arrange(batch=batch, by=by, columns=columns)
    plan = importing.plan_of(batch, by)
    done = importing.apply(batch=batch, by=by, fingerprint=plan.fingerprint)
    assert tuple(key for _row, key, _said in done.result["left"]) == ledger.left
    made = RectificationItem.objects.order_by("number")
    assert [item.number for item in made] == done.result["new"]
    assert len(made) == ledger.new
    if ledger.first:
        _says(made[0], dict(ledger.first))


def _says(item: RectificationItem, expected: dict[str, object]) -> None:
    measures = expected.pop("measures", None)
    assert measures is None or item.measures.count() == measures
    same = RectificationItem.objects.filter(pk=item.pk).values(*expected).get() if expected else {}
    assert same == expected
