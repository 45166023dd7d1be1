"""Routing rules suggest a unit, can be tried on a case, and never break C4."""

import pytest
from django.db import IntegrityError, transaction

from complaints import routing
from complaints.actions import routing as actions
from complaints.forms.desk import DispatchForm
from complaints.models import RoutingRule
from core.errors import NotAllowed
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
LAMP = "门口的路 灯坏了三个月没有人来修，晚上走路很危险。"


@pytest.mark.parametrize(
    ("fields", "held"),
    [
        ({}, True),
        ({"words": "井盖"}, False),
        ({"words": "", "category": "2"}, True),
        ({"words": "", "category": "2.4"}, True),
        ({"words": "", "category": "3.1"}, False),
        ({"words": "路灯", "target_unit": "other_unit"}, False),
        ({"words": "路灯", "target_unit": "unit"}, True),
    ],
)
def test_all_conditions_of_a_rule_must_hold(cast, fields, held):
    values = dict(fields)
    if "category" in values:
        values["category"] = make.category(values["category"])
    if "target_unit" in values:
        values["target_unit"] = getattr(cast, values["target_unit"])
    rule = make.make_rule(cast, **values)
    assert bool(routing.holding(make.make_accepted(cast, content=LAMP), [rule])) is held


def test_the_first_rule_in_use_counts_and_fills_the_dispatch_in(cast):
    make.make_rule(cast, order=1, active=False, title="停用")
    rule = make.make_rule(cast, order=2)
    make.make_rule(cast, order=3, title="后一条", unit=cast.unit)
    complaint = make.make_triaged(cast, content=LAMP)
    form = DispatchForm(complaint=complaint)
    assert (form.advice, form.initial["unit"]) == (rule, cast.other_unit.code)
    other = DispatchForm(complaint=make.make_triaged(cast))
    assert (other.advice, other.initial["unit"]) == (None, cast.unit.code)


def test_no_rule_suggests_who_must_not_get_the_case(cast):
    make.make_rule(cast, unit=cast.unit)
    complaint = make.make_triaged(cast, content=LAMP, person="局长")
    assert "unit" not in DispatchForm(complaint=complaint).initial


def test_a_rule_has_a_condition(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_rule(cast, words="")


@pytest.mark.parametrize("by", ["contact", "office_head", "leader", "sysadmin"])
def test_only_the_desk_keeps_rules(cast, by):
    rule = RoutingRule(title="新", words="路灯", unit=cast.unit)
    with pytest.raises(NotAllowed):
        actions.keep(rule=rule, by=getattr(cast, by))


def test_a_rule_is_tried_on_a_case_before_it_is_saved(cast, client):
    client.force_login(cast.desk)
    complaint = make.make_accepted(cast, content=LAMP)
    data = {"title": "路灯", "words": "路灯", "unit": cast.unit.pk, "order": 5, "active": "on"}
    url = "/staff/settings/routing/new/"
    page = client.post(url, data | {"number": complaint.number, "test": "1"})
    assert page.context["holds"]
    assert page.context["first"] is None
    assert not RoutingRule.objects.exists()
    hidden = make.make_received(cast, unit=None, about_office=True)
    page = client.post(url, data | {"number": hidden.number, "test": "1"})
    assert page.context["form"].errors["number"]
    assert client.post(url, data).status_code == 302
    rule = RoutingRule.objects.get()
    assert rule.title in client.get("/staff/settings/routing/").content.decode()
    empty = client.post(f"/staff/settings/routing/{rule.pk}/", data | {"words": ""})
    assert empty.status_code == 422
