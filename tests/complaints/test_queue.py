"""The queue of the desk: tabs, filters in the address, search and files."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from complaints.models import Complaint
from tests.cast import Cast
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
QUEUE = "/staff/intake/"
FILTERS = (
    "",
    "q=往返",
    "q=营业执照",
    "unit=JFJ",
    "cat=2",
    "state=triaged",
    "nature=complaint",
    "channel=web",
    "urgency=urgent",
    "clock=overdue",
    "start=2011-08-01",
    "end=2011-08-31",
    "view=dispatch&sort=-due&size=100",
)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def listed(user: Any, query: str = "") -> list[str]:
    return [row.number for row in signed_in(user).get(f"{QUEUE}?{query}").context["page"]]


@pytest.mark.parametrize("query", FILTERS)
def test_at_most_twelve_queries_whatever_the_filter(
    cast: Cast, query: str, django_assert_max_num_queries: Any
) -> None:
    for build in (make.make_received, make.make_triaged, make.make_triaged):
        build(cast)
    client = signed_in(cast.desk)
    client.get(QUEUE)
    with django_assert_max_num_queries(12):
        assert client.get(f"{QUEUE}?{query}").status_code == 200


def test_a_filter_narrows_the_tab_and_its_chip_takes_it_away(cast: Cast) -> None:
    received, triaged = make.make_received(cast), make.make_triaged(cast)
    assert set(listed(cast.desk)) == {received.number, triaged.number}
    page = signed_in(cast.desk).get(f"{QUEUE}?view=dispatch&nature=complaint").context["page"]
    assert [row.number for row in page] == [triaged.number]
    assert [chip.remove_url for chip in page.chips] == [f"{QUEUE}?view=dispatch"]
    assert ("view", "dispatch") in page.carried
    assert listed(cast.desk, "view=received&nature=complaint") == []


@pytest.mark.parametrize(
    ("text", "found"), [("往返", True), ("营业执照", True), ("来回", False), ("欧阳测试", False)]
)
def test_search_looks_into_the_redacted_copy_only(cast: Cast, text: str, found: bool) -> None:
    case = make.make_triaged(cast)
    assert (case.number in listed(cast.desk, f"q={text}")) is found


def test_nothing_is_searched_while_there_is_no_copy_but_the_number(cast: Cast) -> None:
    case = make.make_received(cast)
    assert listed(cast.desk, "q=三趟") == []
    assert listed(cast.desk, f"q={case.number.lower()}") == [case.number]


def test_each_tab_counts_what_it_shows(cast: Cast) -> None:
    for build in (make.make_received, make.make_accepted, make.make_triaged, make.make_reported):
        build(cast)
    client = signed_in(cast.desk)
    for tab in client.get(QUEUE).context["tabs"]:
        page = client.get(f"{QUEUE}{tab.url}").context
        assert page["page"].total == tab.count
        assert [one.label for one in page["tabs"] if one.current] == [tab.label]


def test_the_leader_has_only_what_goes_past_the_desk_whatever_the_filter(cast: Cast) -> None:
    make.make_triaged(cast)
    mine = make.make_received(cast, unit=None, about_office=True)
    assert listed(cast.leader, "channel=web") == [mine.number]
    assert listed(cast.leader, "unit=JFJ") == []


def test_the_file_holds_the_rows_of_the_tab_and_the_filter(cast: Cast) -> None:
    received, triaged = make.make_received(cast), make.make_triaged(cast)
    for query, numbers in (
        ("", [received.number, triaged.number]),
        ("sort=-number", [triaged.number, received.number]),
        ("view=received", [received.number]),
        ("q=往返", [triaged.number]),
    ):
        response = signed_in(cast.desk).get(f"{QUEUE}export.csv?{query}")
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert [row[1] for row in rows[2:]] == numbers
        assert cast.desk.name in rows[0][0]


def test_many_rows_are_paged_not_cut(cast: Cast) -> None:
    first = make.make_received(cast)
    for n in range(24):
        twin = Complaint.objects.get(pk=first.pk)
        twin.pk, twin.number = None, f"{first.number[:-4]}{n + 5000}"
        twin.query_hash, twin.token_hash = f"q{n}", f"t{n}"
        Complaint.objects.bulk_create([twin])
    client = signed_in(cast.desk)
    assert len(client.get(QUEUE).context["page"]) == 20
    assert len(client.get(f"{QUEUE}?page=2").context["page"]) == 5
    page = client.get(f"{QUEUE}?size=50&view=received").context["page"]
    assert len(page) == 25
    assert page.sizes == [
        (20, f"{QUEUE}?size=20&view=received"),
        (50, ""),
        (100, f"{QUEUE}?size=100&view=received"),
    ]


def test_the_week_that_a_chart_links_to_can_be_taken_away(cast: Cast) -> None:
    make.make_handling(cast)
    page = signed_in(cast.desk).get("/staff/complaints/?week=2011-W33").context["page"]
    assert [(chip.value, chip.remove_url) for chip in page.chips] == [
        ("2011-W33", "/staff/complaints/")
    ]


def test_the_page_of_a_case_asks_little_about_acts_that_its_state_rules_out(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    case = make.make_handling(cast)
    client = signed_in(cast.desk)
    client.get(f"{QUEUE}{case.number}/")
    with django_assert_max_num_queries(31) as seen:
        client.get(f"{QUEUE}{case.number}/")
    asked = [row["sql"] for row in seen.captured_queries if "complaints_refusal" in row["sql"]]
    assert len(asked) == 1  # the list of refusals on the page
