"""Cases that units hand back: counted by unit, and sent on to whom they named (退单)."""

import pytest
from django.test import Client

from complaints.actions import dispatch, handling
from complaints.models import Complaint
from complaints.returns import by_unit
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def _client(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _handed_back(cast, grant: bool | None = None) -> Complaint:
    """A case that unit JFJ wants unit GJJ to have, with what the desk decided."""
    case = make.make_dispatched(cast)
    handling.ask_return(
        complaint=case,
        by=cast.contact,
        reason="duty",
        suggested_unit=cast.other_unit,
        text="该事项由其他单位主管。",
    )
    case = make.fresh(case)
    if grant is None:
        return case
    return dispatch.decide_return(complaint=case, by=cast.desk, grant=grant, answer="已核实职责。")


def test_the_unit_that_was_named_is_filled_in_when_the_case_goes_on(cast):
    case = _handed_back(cast, grant=True)
    page = _client(cast.desk).get(f"/staff/intake/{case.number}/dispatch/")
    assert page.context["form"]["unit"].value() == cast.other_unit.code
    assert f"{cast.other_unit.short_name}" in page.content.decode()


def test_it_is_not_filled_in_for_a_case_that_never_came_back(cast):
    case = make.make_triaged(cast)
    form = _client(cast.desk).get(f"/staff/intake/{case.number}/dispatch/").context["form"]
    assert form.returned is None
    assert form["unit"].value() == cast.unit.code


def test_returns_are_counted_by_unit(cast):
    for grant in (True, False, None, None):
        _handed_back(cast, grant)
    first, second = by_unit(cast.desk, 2011)
    assert (first.unit, first.asked) == (cast.unit, 4)
    assert (first.granted, first.denied, first.waiting, first.named) == (1, 1, 2, 0)
    assert (second.unit, second.asked, second.named) == (cast.other_unit, 0, 4)
    assert list(by_unit(cast.desk, 2010)) == []


def test_the_page_is_reached_from_the_queue_and_says_them(cast):
    _handed_back(cast)
    desk = _client(cast.desk)
    assert "/staff/intake/returns/" in desk.get("/staff/intake/").content.decode()
    page = desk.get("/staff/intake/returns/").content.decode()
    assert cast.unit.name in page
    assert cast.other_unit.name in page


def test_cases_that_a_person_may_not_know_of_are_not_counted(cast):
    case = _handed_back(cast)
    case.recused.add(cast.desk)
    assert list(by_unit(cast.desk, 2011)) == []
    assert len(by_unit(cast.desk2, 2011)) == 2


def test_the_page_costs_the_same_however_many(cast, django_assert_max_num_queries):
    for _n in range(3):
        _handed_back(cast)
    desk = _client(cast.desk)
    desk.get("/staff/intake/returns/")
    with django_assert_max_num_queries(12):
        desk.get("/staff/intake/returns/")
