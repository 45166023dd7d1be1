"""The pages: from the draft to the public page, its opinions, and the printed notice."""

import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from core import clock
from core.documents.builders import builder_of
from core.models import Document, Notice
from core.todo import Todo, listed
from publicity import todo as package_todo
from publicity.actions import opinions, publications
from publicity.models import Opinion, Publication
from rectification.enums import OwnerKind
from tests.cast import Cast
from tests.factories.publicity import (
    make_public,
    make_public_item,
    make_publication,
    make_reviewed,
)
from tests.rectification.test_ledger_page import signed_in


def todos(user: User) -> list[Todo]:
    """What waits for a person, in words."""
    return listed(package_todo.todos(user))


pytestmark = pytest.mark.django_db
THINKS = "建议中午也安排人员值守，方便上班族办事。"


def test_from_the_draft_to_the_public_page_by_clicks(cast: Cast) -> None:
    shown = make_public_item(cast)
    personal = make_public_item(cast, owner_kind=OwnerKind.PERSON)
    client = signed_in(cast.liaison)
    form = client.get("/staff/publications/new/JFJ/").context["form"]
    assert form["items"].value() == [shown.number]
    assert personal.number not in str(form["items"])
    answer = client.post(
        "/staff/publications/new/JFJ/",
        {
            "title": "整改方案公示",
            "start_on": "2011-08-19",
            "end_on": "2011-08-31",
            "scope": "public",
            "channels": ["website", "board"],
            "items": [shown.number],
            "version": "1",
        },
    )
    page = answer.headers["Location"]
    assert page == "/staff/publications/GG-2011-JFJ-01/"
    client.post(f"{page}submit/")
    signed_in(cast.unit_head).post(f"{page}first/")
    signed_in(cast.office).post(f"{page}second/", {"privacy": "on", "secrecy": "on"})
    done = signed_in(cast.office_head).post(f"{page}publish/", follow=True)
    assert "已发布" in done.content.decode() or "GG-2011-JFJ-01" in done.content.decode()
    public = Client().get("/notices/GG-2011-JFJ-01/").content.decode()
    assert shown.description in public
    assert cast.owner.name not in public
    assert Publication.objects.get().sha256 in public


@pytest.mark.parametrize("make", [make_publication, make_reviewed])
def test_before_the_last_review_nobody_outside_knows_of_it(cast: Cast, make: object) -> None:
    row = make(cast)  # type: ignore[operator]
    assert Client().get(f"/notices/{row.number}/").status_code == 404
    assert row.title not in Client().get("/notices/").content.decode()


def test_it_becomes_visible_on_its_first_day(cast: Cast) -> None:
    row = make_public(cast, start_on=dt.date(2011, 8, 22))
    assert Client().get(f"/notices/{row.number}/").status_code == 404
    with clock.at(dt.datetime(2011, 8, 22, 2, tzinfo=dt.UTC)):
        assert Client().get(f"/notices/{row.number}/").status_code == 200


def test_a_withdrawn_one_is_gone(cast: Cast) -> None:
    row = make_public(cast)
    publications.withdraw(publication=row, by=cast.office, reason="引用了未公开的文件。")
    assert Client().get(f"/notices/{row.number}/").status_code == 404


def test_an_opinion_goes_to_the_desk_and_says_nothing_about_its_author(cast: Cast) -> None:
    row = make_public(cast)
    answer = Client().post(f"/notices/{row.number}/", {"content": THINKS}, follow=True)
    assert "您的意见已转投诉受理人员查看" in answer.content.decode()
    opinion = Opinion.objects.get()
    assert (opinion.content, opinion.created_by) == (THINKS, None)
    assert set(
        Notice.objects.filter(kind="publicity.opinion").values_list(
            "recipient__username", flat=True
        )
    ) == {"desk", "desk2"}
    assert [todo.number for todo in todos(cast.desk)] == [row.number]
    html = signed_in(cast.desk).get("/staff/publications/opinions/").content.decode()
    assert THINKS in html


def test_the_desk_says_what_became_of_it_once(cast: Cast) -> None:
    opinion = opinions.leave(publication=make_public(cast), content=THINKS)
    client = signed_in(cast.desk)
    path = f"/staff/publications/opinions/{opinion.pk}/"
    refused = client.post(path, {"note": ""})
    assert refused.context["form"].errors["note"]
    client.post(path, {"note": "已转经发局研究。"})
    opinion.refresh_from_db()
    assert (opinion.state, opinion.handled_by) == ("handled", cast.desk)
    assert client.post(path, {"note": "再来一次好了"}).status_code in {403, 409}
    assert todos(cast.desk) == []


def test_after_its_end_it_can_be_read_but_takes_no_opinions(cast: Cast) -> None:
    row = make_public(cast, end_on=dt.date(2011, 8, 26))
    with clock.at(dt.datetime(2011, 8, 29, 2, tzinfo=dt.UTC)):
        page = Client().get(f"/notices/{row.number}/")
        assert page.status_code == 200
        assert page.context["form"] is None
        Client().post(f"/notices/{row.number}/", {"content": THINKS})
    assert not Opinion.objects.exists()


def test_a_flood_is_stopped_politely(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinions, "MOST_AN_HOUR", 1)
    row = make_public(cast)
    opinions.leave(publication=row, content=THINKS)
    page = Client().post(f"/notices/{row.number}/", {"content": THINKS})
    assert "请一小时后再试" in page.content.decode()
    assert Opinion.objects.count() == 1


def test_an_empty_opinion_says_what_to_do(cast: Cast) -> None:
    row = make_public(cast)
    page = Client().post(f"/notices/{row.number}/", {"content": "好"})
    assert page.context["form"].errors["content"]
    assert not Opinion.objects.exists()


def test_reviewers_find_it_on_their_list(cast: Cast) -> None:
    row = publications.submit(publication=make_publication(cast), by=cast.liaison)
    assert [todo.number for todo in todos(cast.unit_head)] == [row.number]
    assert todos(cast.office) == []
    publications.pass_first(publication=row, by=cast.unit_head)
    assert todos(cast.unit_head) == []
    assert [todo.number for todo in todos(cast.office)] == [row.number]


def test_the_second_reviewer_does_not_see_it_again_for_the_third(cast: Cast) -> None:
    row = publications.submit(publication=make_publication(cast), by=cast.liaison)
    publications.pass_first(publication=row, by=cast.unit_head)
    row.refresh_from_db()
    publications.pass_second(publication=row, by=cast.office_head, privacy=True, secrecy=True)
    assert todos(cast.office_head) == []


def test_the_page_shows_doubts_to_the_reviewer(cast: Cast) -> None:
    item = make_public_item(cast, description="群众拨打13800138000反映窗口长期无人值守。")
    row = publications.submit(publication=make_publication(cast, item), by=cast.liaison)
    page = signed_in(cast.unit_head).get(row.get_absolute_url())
    assert [doubt.passage for doubt in page.context["doubts"]] == ["13800138000"]
    assert set(page.context["steps"]) == {"first", "send-back"}


def test_doubts_are_looked_for_in_the_words_to_the_reader_too(cast: Cast) -> None:
    row = make_publication(cast, intro="有意见请拨打13800138000，由张建国同志接听。")
    page = signed_in(cast.liaison).get(row.get_absolute_url())
    found = [(doubt.number, doubt.passage) for doubt in page.context["doubts"]]
    assert (row.number, "13800138000") in found
    assert len(found) == 2


def test_other_units_do_not_see_it(cast: Cast) -> None:
    row = make_publication(cast)
    assert signed_in(cast.outsider).get(row.get_absolute_url()).status_code == 404
    assert signed_in(cast.office).get(row.get_absolute_url()).status_code == 404
    assert signed_in(cast.outsider).get("/staff/publications/new/JFJ/").status_code == 404


def test_the_notice_names_the_days_and_leads_to_the_public_page(cast: Cast) -> None:
    row = make_public(cast)
    signed_in(cast.liaison).post(f"{row.get_absolute_url()}print/")
    document = Document.objects.get()
    assert (document.number, document.kind) == (row.number, "publicity.notice")
    notice = builder_of("publicity.notice").data({"number": row.number}, cast.liaison)["notice"]
    assert row.title in dict(notice.facts).values()
    assert any(value.endswith(f"/notices/{row.number}/") for _name, value in notice.facts)
    assert "svg" in notice.qr


def test_nothing_is_printed_before_it_is_public(cast: Cast) -> None:
    row = make_publication(cast)
    assert signed_in(cast.liaison).post(f"{row.get_absolute_url()}print/").status_code == 403
    assert not Document.objects.exists()


def test_the_lists_ask_a_fixed_number_of_questions(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        make_public(cast)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        page = Client().get("/notices/")
    assert page.context["page"].total == 3
