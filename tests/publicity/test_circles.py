"""For whom a notice is, how it is made known, and what its fingerprint covers."""

import datetime as dt
import io
from typing import Any

import docx
import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from core.documents.builders import builder_of
from core.errors import DomainError
from core.models import AuditEvent, Deadline
from publicity.actions import opinions, publications
from publicity.enums import Channel
from publicity.models import Publication
from publicity.snapshot import fingerprint, publishable
from rectification.enums import OwnerKind, Scope
from tests.cast import Cast
from tests.factories.publicity import make_public, make_public_item, make_publication, make_reviewed
from tests.factories.rectification import make_item
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db
OTHERS: list[tuple[str, Any]] = [
    ("title", "另一个标题"),
    ("intro", "另一段说明"),
    ("start_on", dt.date(2011, 8, 23)),
    ("end_on", dt.date(2011, 9, 5)),
    ("scope", Scope.ZONE),
    ("channels", [Channel.BOARD]),
    ("snapshot", []),
]


@pytest.mark.parametrize(("field", "value"), OTHERS)
def test_the_fingerprint_covers_all_that_people_read(cast: Cast, field: str, value: Any) -> None:
    row = make_reviewed(cast)
    assert row.sha256 == fingerprint(row)
    setattr(row, field, value)
    assert row.sha256 != fingerprint(row)


@pytest.mark.parametrize(("field", "value"), OTHERS)
def test_nothing_of_it_changes_once_public(cast: Cast, field: str, value: Any) -> None:
    row = make_public(cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=row.pk).update(**{field: value})
    publications.withdraw(publication=row, by=cast.office, reason="引用了未公开的文件。")
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=row.pk).update(**{field: value})


def test_the_order_of_the_ways_does_not_matter(cast: Cast) -> None:
    row = make_reviewed(cast, channels=[Channel.WEBSITE, Channel.BOARD])
    before = fingerprint(row)
    row.channels = [Channel.BOARD, Channel.WEBSITE]
    assert fingerprint(row) == before


def test_days_moved_by_late_reviews_are_in_the_fingerprint(cast: Cast) -> None:
    row = make_public(cast, start_on=dt.date(2011, 8, 17))
    assert row.start_on == dt.date(2011, 8, 19)
    assert row.sha256 == fingerprint(row)


def test_a_draft_sent_back_shows_what_it_has_now(cast: Cast) -> None:
    row = make_reviewed(cast)
    row = publications.send_back(publication=row, by=cast.office_head, reason="第三项措施太空。")
    assert (row.snapshot, row.sha256) == ([], "")
    other = make_public_item(
        cast, description="中午12点至下午2点值班窗口经常没有人，群众白跑一趟。"
    )
    publications.edit(
        publication=row,
        by=cast.liaison,
        title=row.title,
        items=[other],
        start_on=row.start_on,
        end_on=row.end_on,
    )
    page = signed_in(cast.liaison).get(row.get_absolute_url())
    assert [line["number"] for line in page.context["lines"]] == [other.number]


@pytest.mark.parametrize(
    ("scope", "channels"),
    [(Scope.ZONE, ["website"]), (Scope.UNIT, ["website"]), (Scope.PUBLIC, ["board"])],
)
def test_only_what_is_for_all_and_for_the_portal_is_on_the_public_pages(
    cast: Cast, scope: str, channels: list[str]
) -> None:
    row = make_public(cast, scope=scope, channels=channels)
    assert Client().get(f"/notices/{row.number}/").status_code == 404
    assert row.title not in Client().get("/notices/").content.decode()
    assert row.title not in Client().get("/search/?q=整改方案").content.decode()
    assert (
        Client().post(f"/notices/{row.number}/", {"content": "建议中午值守。"}).status_code == 404
    )


@pytest.mark.parametrize(("scope", "status"), [("public", 200), ("zone", 200), ("unit", 404)])
def test_other_units_read_what_is_for_the_zone(cast: Cast, scope: str, status: int) -> None:
    row = make_public(cast, scope=scope, channels=["board"])
    page = signed_in(cast.outsider).get(row.get_absolute_url())
    assert page.status_code == status
    if status == 200:
        assert page.context["timeline"] == []
        assert page.context["doubts"] == []
        assert page.context["steps"] == {}


@pytest.mark.parametrize(
    ("who", "scopes"),
    [
        ("desk", ["public", "zone"]),
        ("discipline", ["public", "zone"]),
        ("inspector", ["public", "zone"]),
        ("editor", ["public", "zone"]),
        ("contact", ["public", "zone", "unit"]),
        ("leader", ["public", "zone", "unit"]),
        ("supervisor", []),
        ("sysadmin", []),
        ("secadmin", []),
        ("auditor", []),
    ],
)
def test_who_works_in_the_zone_reads_what_is_for_the_zone(
    cast: Cast, who: str, scopes: list[str]
) -> None:
    for scope in Scope:
        make_public(cast, scope=scope, channels=["board"])
    person = getattr(cast, who)
    seen = Publication.objects.visible_to(person)
    assert sorted(seen.values_list("scope", flat=True)) == sorted(scopes)
    page = signed_in(person).get("/staff/publications/")
    assert page.status_code == (200 if scopes else 403)
    for row in seen:
        page = signed_in(person).get(row.get_absolute_url())
        assert (page.status_code, page.context["steps"]) == (200, {})
        assert not page.context["may_print"]


def test_nobody_but_the_unit_reads_a_draft(cast: Cast) -> None:
    row = make_publication(cast)
    for person in (cast.desk, cast.inspector, cast.editor, cast.contact, cast.outsider):
        assert signed_in(person).get(row.get_absolute_url()).status_code == 404


def test_other_units_read_nothing_before_its_first_day(cast: Cast) -> None:
    row = make_public(cast, scope="zone", start_on=dt.date(2011, 8, 22))
    assert signed_in(cast.outsider).get(row.get_absolute_url()).status_code == 404


def test_a_smaller_circle_may_read_more_items_but_never_personal_ones(cast: Cast) -> None:
    shown = make_public_item(cast)
    zone = make_item(cast, scope=Scope.ZONE)
    unit = make_item(cast, scope=Scope.UNIT)
    for scope in Scope:
        make_item(cast, scope=scope, owner_kind=OwnerKind.PERSON)
    got = {scope: set(publishable(cast.unit, scope)) for scope in Scope}
    assert got == {
        Scope.PUBLIC: {shown},
        Scope.ZONE: {shown, zone},
        Scope.UNIT: {shown, zone, unit},
    }


@pytest.mark.parametrize(
    ("wide", "narrow"), [("public", "zone"), ("public", "unit"), ("zone", "unit")]
)
def test_what_is_for_fewer_is_refused(cast: Cast, wide: str, narrow: str) -> None:
    item = make_item(cast, scope=narrow)
    with pytest.raises(DomainError) as refusal:
        make_publication(cast, item, scope=wide)
    assert refusal.value.field == "items"


@pytest.mark.parametrize(("scope", "channels"), [("zone", ["media"]), ("public", [])])
def test_ways_that_do_not_fit_are_refused(cast: Cast, scope: str, channels: list[str]) -> None:
    with pytest.raises(DomainError) as refusal:
        make_publication(cast, scope=scope, channels=channels)
    assert refusal.value.field == "channels"


def test_a_notice_for_fewer_does_not_stop_the_clock_of_the_public(cast: Cast) -> None:
    make_public(cast, scope="zone")
    assert Deadline.objects.open().filter(kind="rectification.disclosure").count() == 1


def test_the_number_of_opinions_is_shown(cast: Cast) -> None:
    row = make_public(cast)
    opinions.leave(publication=row, content="建议中午也安排人员值守，方便上班族办事。")
    assert "1 条意见" in Client().get(f"/notices/{row.number}/").content.decode()
    client = signed_in(cast.liaison)
    assert "1 条意见" in client.get(row.get_absolute_url()).content.decode()
    page = client.get("/staff/publications/").context["page"]
    assert [one.opinions_count for one in page] == [1]


def test_the_word_file_says_what_was_frozen(cast: Cast) -> None:
    row = make_public(cast)
    answer = signed_in(cast.liaison).get(f"{row.get_absolute_url()}word/")
    text = "\n".join(line.text for line in docx.Document(io.BytesIO(answer.content)).paragraphs)
    for part in (row.title, row.snapshot[0]["problem"], row.sha256, f"/notices/{row.number}/"):
        assert part in text
    assert cast.owner.name not in text
    assert AuditEvent.objects.filter(action="publicity.publication.word").count() == 1


def test_the_notice_for_fewer_leads_behind_the_sign_in(cast: Cast) -> None:
    row = make_public(cast, scope="zone", channels=["board"])
    notice = builder_of("publicity.notice").data({"number": row.number}, cast.liaison)["notice"]
    assert any(value.endswith(row.get_absolute_url()) for _name, value in notice.facts)
