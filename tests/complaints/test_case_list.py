"""The list of complaints: tabs, filters in the address, search, paging, saved views."""

from typing import Any

import pytest
from django.test import Client

from complaints import todo
from complaints.actions import dispatch
from complaints.models import Complaint
from core import clock
from core.duties import Board
from core.workdays import calendar
from tests.cast import Cast
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
LIST = "/staff/complaints/"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def listed(user: Any, query: str = "") -> list[str]:
    return [row.number for row in signed_in(user).get(f"{LIST}?{query}").context["page"]]


def test_without_a_filter_the_list_shows_what_is_open(cast: Cast) -> None:
    open_case, answered = make.make_received(cast), make.make_replied(cast)
    assert listed(cast.desk) == [open_case.number]
    assert set(listed(cast.desk, "state=")) == {open_case.number, answered.number}
    page = signed_in(cast.desk).get(LIST).context["page"]
    assert [chip.remove_url for chip in page.chips] == [f"{LIST}?state="]


def test_each_tab_counts_what_its_address_lists(cast: Cast) -> None:
    for build in (make.make_received, make.make_accepted, make.make_handling, make.make_replied):
        build(cast)
    Complaint.objects.filter(state="handling").update(due_reply="2011-08-01")
    tabs = signed_in(cast.desk).get(LIST).context["tabs"]
    counts = {str(tab.label): tab.count for tab in tabs}
    assert counts["未办结"] == 3
    assert counts["已超期"] == 1
    for tab in tabs:
        page = signed_in(cast.desk).get(f"{LIST}{tab.url}").context
        assert page["page"].total == tab.count
        assert [str(one.label) for one in page["tabs"] if one.current] == [str(tab.label)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("channel=web", True),
        ("channel=phone", False),
        ("urgency=normal", True),
        ("urgency=urgent", False),
        ("start=2011-08-19&end=2011-08-19", True),
        ("start=2011-08-20", False),
        ("end=2011-08-18", False),
        ("cat=2", True),
        ("cat=1", False),
        ("unit=JFJ", True),
        ("unit=GJJ", False),
        ("clock=overdue", False),
        ("state=in-hand", True),
        ("state=answered", False),
        ("nature=complaint", True),
        ("nature=help", False),
    ],
)
def test_filters_live_in_the_address(cast: Cast, query: str, found: bool) -> None:
    case = make.make_handling(cast)
    assert (case.number in listed(cast.desk, query)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [("往返", True), ("营业执照", True), ("一次性告知", True), ("来回", False), ("欧阳", False)],
)
def test_search_looks_into_the_redacted_copy_only(cast: Cast, text: str, found: bool) -> None:
    case = make.make_handling(cast)
    for reader in (cast.desk, cast.contact, cast.office):
        assert (case.number in listed(reader, f"state=&q={text}")) is found


def test_what_discipline_has_is_found_by_its_number_only(cast: Cast) -> None:
    case = make.make_accusation(cast)
    words = Complaint.objects.filter(pk=case.pk)
    words.update(redacted_text="有人收受礼品")
    assert listed(cast.desk, "state=&q=礼品") == [case.number]
    dispatch.to_discipline(complaint=case, by=cast.desk)
    words.update(redacted_text="有人收受礼品")
    assert listed(cast.desk, "state=&q=礼品") == []
    assert listed(cast.discipline, "state=&q=礼品") == [case.number]
    assert listed(cast.desk, f"state=&q={case.number}") == [case.number]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "state=&q=往返&unit=JFJ&cat=2&channel=web&urgency=normal&clock=soon&start=2011-01-01"
        "&end=2011-12-31&nature=complaint&score=good&late=1&size=50&sort=-new",
    ],
)
@pytest.mark.parametrize("who", ["desk", "contact", "office"])
def test_at_most_twelve_queries_whatever_the_filter(
    cast: Cast, query: str, who: str, django_assert_max_num_queries: Any
) -> None:
    for _n in range(3):
        make.make_handling(cast)
    client = signed_in(getattr(cast, who))
    client.get(LIST)
    with django_assert_max_num_queries(12):
        client.get(f"{LIST}?{query}")


def test_a_page_has_as_many_rows_as_the_address_says(cast: Cast) -> None:
    first = make.make_received(cast)
    for n in range(24):
        Complaint.objects.bulk_create([_twin(first, n)])
    assert len(listed(cast.desk)) == 20
    assert len(listed(cast.desk, "size=50")) == 25
    assert len(listed(cast.desk, "size=7")) == 20


def test_views_are_shared_among_the_desk_and_keep_no_words(cast: Cast) -> None:
    client = signed_in(cast.desk)
    page = client.get(f"{LIST}views/save/?q=欧阳&clock=overdue")
    answer = client.post(
        f"{LIST}views/save/", {"name": "超期", "query": page.context["query"], "shared": "on"}
    )
    assert answer.headers["Location"] == f"{LIST}?clock=overdue"
    shown = signed_in(cast.desk2).get(LIST).context["my_views"]
    assert [view.name for view in shown] == ["超期"]
    for other in (cast.office, cast.contact, cast.discipline):
        assert signed_in(other).get(LIST).context["my_views"] == []


def test_no_to_do_is_cut_off(cast: Cast) -> None:
    first = make.make_received(cast)
    Complaint.objects.bulk_create(_twin(first, n) for n in range(60))
    board = Board(todo.todos(cast.desk), today=clock.today(), days=calendar())
    assert board.count() == 61
    assert len(board[50:70]) == 11


def _twin(case: Complaint, n: int) -> Complaint:
    twin = Complaint.objects.get(pk=case.pk)
    twin.pk, twin.number = None, f"{case.number[:-4]}{n + 5000}"
    twin.query_hash, twin.token_hash = f"q{n}", f"t{n}"
    return twin


def test_lists_do_not_decrypt_what_they_do_not_show(cast: Cast) -> None:
    make.make_handling(cast)
    for reader in (cast.desk, cast.contact):
        row = next(iter(signed_in(reader).get(LIST).context["page"]))
        assert {"content", "wish", "target_person"} <= row.get_deferred_fields()
