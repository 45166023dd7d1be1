"""What anybody may ask: discovery, the services, their definition, the OpenAPI description."""

import pytest
from defusedxml import ElementTree
from django.test import Client

from tests.complaints.open311.conftest import V2

pytestmark = pytest.mark.django_db


def _get(place, **headers):
    return Client().get(V2 + place, headers=headers)


def test_the_services_are_the_kinds_that_citizens_choose_from():
    rows = _get("services.json").json()
    assert [row["service_code"] for row in rows] == ["1", "2", "2.3", "5", "4.4", "3", "6", "0"]
    assert rows[0]["service_name"] == "服务态度"
    assert all(row["metadata"] is True and row["type"] == "realtime" for row in rows)


def test_xml_says_the_same_as_json():
    rows, root = _get("services.json").json(), ElementTree.fromstring(_get("services.xml").content)
    assert root.tag == "services"
    assert [one.tag for one in root] == ["service"] * len(rows)
    for row, one in zip(rows, root, strict=True):
        assert {part.tag for part in one} == set(row)
        assert one.findtext("service_code") == row["service_code"]
        assert one.findtext("metadata") == "true"


@pytest.mark.parametrize(
    ("place", "accept", "kind"),
    [
        ("services", "", "application/json; charset=utf-8"),
        ("services", "text/xml", "application/xml; charset=utf-8"),
        ("services", "application/json, text/xml;q=0.5", "application/json; charset=utf-8"),
        ("services.json", "text/xml", "application/json; charset=utf-8"),
        ("services.xml", "application/json", "application/xml; charset=utf-8"),
        ("services/2.xml", "", "application/xml; charset=utf-8"),
    ],
)
def test_the_ending_decides_then_what_is_accepted(place, accept, kind):
    assert _get(place, Accept=accept).headers["Content-Type"] == kind


def test_a_definition_offers_units_and_the_fields_of_the_form(cast):
    answer = _get("services/2.3.json").json()
    assert answer["service_code"] == "2.3"
    rows = {row["code"]: row for row in answer["attributes"]}
    assert {value["key"] for value in rows["unit"]["values"]} == {"JFJ", "GJJ", "office"}
    assert rows["happened_on"]["datatype"] == "datetime"
    assert not any(row["required"] for row in rows.values())
    assert [row["order"] for row in answer["attributes"]] == list(range(1, 9))
    root = ElementTree.fromstring(_get("services/2.3.xml").content)
    assert root.tag == "service_definition"
    keys = [one.text for one in root.iterfind("attributes/attribute[1]/values/value/key")]
    assert set(keys) == {"JFJ", "GJJ", "office"}


@pytest.mark.parametrize("code", ["99", "x", "2.3.json.json", "😀", "2" * 300])
def test_an_unknown_service_is_not_found_in_the_words_of_the_standard(code):
    answer = Client().get(f"{V2}services/{code}.json")
    assert answer.status_code == 404
    assert answer.json() == [{"code": 404, "description": answer.json()[0]["description"]}]


def test_a_refusal_in_xml_has_the_same_shape():
    answer = _get("services/99.xml")
    root = ElementTree.fromstring(answer.content)
    assert (answer.status_code, root.tag, root[0].tag) == (404, "errors", "error")
    assert root.findtext("error/code") == "404"


def test_discovery_leads_to_this_interface():
    for place in ("", "discovery.json"):
        (endpoint,) = _get(place).json()["endpoints"]
        assert endpoint["url"].endswith("/open311/v2")
        assert endpoint["formats"] == ["text/xml", "application/json"]
    root = ElementTree.fromstring(_get("discovery.xml").content)
    assert root.findtext("endpoints/endpoint/url").endswith("/open311/v2")


@pytest.mark.parametrize("place", ["nothing.json", "requests/1/2", "a/b.xml", "services.html"])
def test_other_addresses_are_not_found_in_the_words_of_the_standard(place):
    answer = _get(place)
    assert answer.status_code == 404
    assert ("<errors>" if place.endswith("xml") else '"code": 404') in answer.content.decode()


def test_a_nul_in_the_address_is_answered_too():
    answer = Client().get(f"{V2}services/%00.json")
    assert (answer.status_code, answer.json()[0]["code"]) == (404, 404)


def test_other_methods_are_refused_with_those_that_work():
    answer = Client().put(f"{V2}services.json")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    forged = Client(enforce_csrf_checks=True).post(f"{V2}services.json")
    assert (forged.status_code, forged.json()[0]["code"]) == (405, 405)


def test_the_list_of_services_costs_one_query_and_a_definition_two(django_assert_num_queries, cast):
    with django_assert_num_queries(1):
        _get("services.json")
    with django_assert_num_queries(2):
        _get("services/2.json")


def test_the_description_names_what_the_answers_hold(caller):
    found = _get("openapi.json").json()
    schemas = found["components"]["schemas"]
    caller.post()
    record = caller.get("requests.json").json()[0]
    assert set(schemas["Requests"]["items"]["properties"]) == set(record)
    service = _get("services.json").json()[0]
    assert set(schemas["Services"]["items"]["properties"]) == set(service)
    assert schemas["NewRequest"]["properties"]["description"]["maxLength"] == 2000
    for place, methods in found["paths"].items():
        for name, method in methods.items():
            path = place.replace("{format}", "json").replace("{", "").replace("}", "")
            status = getattr(Client(), name)(V2.rstrip("/") + path).status_code
            assert str(status) in method["responses"], (name, place)
    names = list(_references(found))
    assert names
    assert {ref.rpartition("/")[2] for ref in names} <= set(schemas)


def _references(part):
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)
