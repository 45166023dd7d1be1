"""An item that came back needs new proof before it can be closed again (domain.md §4.7)."""

import datetime as dt

import pytest
from django.test import Client

from core import clock
from core.errors import DomainError
from rectification.actions import closing, office, progress
from rectification.enums import Result
from tests.cast import Cast
from tests.factories import rectification as make

NEXT_WEEK = make.TODAY + dt.timedelta(days=7)
LATER = make.TODAY + dt.timedelta(days=10)


def _ask(item, cast: Cast, **more):
    return progress.ask_closing(item=item, by=cast.owner, result=Result.DONE, **more)


def test_a_returned_item_is_not_closed_on_the_old_files(cast):
    item = make.make_pending(cast)
    with clock.at(NEXT_WEEK):
        item = closing.reject(item=item, by=cast.office, reason="缺少第二个月的记录。")
    with clock.at(LATER):
        with pytest.raises(DomainError, match="退回") as refused:
            _ask(item, cast)
        assert refused.value.field == "files"
        _ask(item, cast, files=[make.proof(cast.owner, "第二个月.png")])


def test_a_relapsed_item_starts_again(cast):
    item = make.make_closed(cast)
    with clock.at(NEXT_WEEK):
        due = dt.date(2011, 9, 20)
        item = closing.reopen(item=item, by=cast.office_head, reason="又有两件逾期。", new_due=due)
        assert not item.measures.exclude(done_on=None).exists()
        assert item.result_note == ""
    with clock.at(LATER):
        with pytest.raises(DomainError) as refused:
            _ask(item, cast)
        assert refused.value.field == "measures"
        make.finish(item, cast)
        _ask(item, cast)


def test_a_key_item_stays_one_when_the_office_confirms_it(cast):
    item = make.make_submitted(cast)
    office.set_key(item=item, by=cast.office, is_key=True)
    client = Client()
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/staff/ledger/{item.number}/review/")
    assert page.context["form"]["is_key"].value() is True
