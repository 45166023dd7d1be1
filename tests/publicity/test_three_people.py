"""Three reviews are three people, none of whom has written what they review."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from core import clock
from core.errors import NotAllowed
from core.todo import listed
from publicity import todo
from publicity.actions import publications
from publicity.models import Publication
from tests.cast import Cast
from tests.factories.publicity import make_publication, make_reviewed

pytestmark = pytest.mark.django_db


def _sent(cast: Cast) -> Publication:
    return publications.submit(publication=make_publication(cast), by=cast.liaison)


def _at_second(cast: Cast) -> Publication:
    return publications.pass_first(publication=_sent(cast), by=cast.unit_head)


def _done_by(row: Publication, stamp: str, person: User) -> Publication:
    """As if the person had held another post when that was done."""
    Publication.objects.filter(pk=row.pk).update(**{f"{stamp}_by": person})
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("stamp", ["created", "submitted"])
def test_the_author_makes_no_review(cast: Cast, stamp: str) -> None:
    row = _done_by(_sent(cast), stamp, cast.unit_head)
    with pytest.raises(NotAllowed, match="应由他人审核"):
        publications.pass_first(publication=row, by=cast.unit_head)
    assert listed(todo.todos(cast.unit_head)) == []


def test_the_first_reviewer_does_not_make_the_second(cast: Cast) -> None:
    row = _done_by(_at_second(cast), "first", cast.office)
    with pytest.raises(NotAllowed, match="本次须由另一人审核"):
        publications.pass_second(publication=row, by=cast.office, privacy=True, secrecy=True)
    assert listed(todo.todos(cast.office)) == []


@pytest.mark.parametrize("stamp", ["first", "second"])
def test_who_has_reviewed_does_not_make_the_third(cast: Cast, stamp: str) -> None:
    row = _done_by(make_reviewed(cast), stamp, cast.office_head)
    with pytest.raises(NotAllowed, match="本次须由另一人审核"):
        publications.publish(publication=row, by=cast.office_head)
    assert listed(todo.todos(cast.office_head)) == []


@pytest.mark.parametrize("who", ["liaison", "unit_head", "office"])
def test_not_even_by_sql(cast: Cast, who: str) -> None:
    row = make_reviewed(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=row.pk).update(
            third_by=getattr(cast, who), third_at=clock.now()
        )
