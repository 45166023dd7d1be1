"""The character NUL, which no database row can hold, is left out before a view reads anything."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.middleware import NoNul


def _read(request):
    """What a view would read."""
    middleware = NoNul(lambda _request: HttpResponse())
    middleware.process_view(request, None, (), {})
    return request.GET, request.POST


def test_filters_and_forms_lose_it_and_keep_the_rest():
    request = RequestFactory().post("/x/?q=a%00b&q=c&page=2", {"te\x00xt": "一\x00二", "n": "1"})
    query, form = _read(request)
    assert query.getlist("q") == ["ab", "c"]
    assert query["page"] == "2"
    assert form.dict() == {"text": "一二", "n": "1"}


def test_a_clean_request_is_handed_on_as_it_is():
    request = RequestFactory().post("/x/?q=a", {"text": "一"})
    before = request.GET, request.POST
    assert _read(request) == before
    assert request.GET is before[0]


@pytest.mark.asvs("16.5.1")
@pytest.mark.django_db
def test_an_address_with_it_leads_nowhere(client):
    for address in ("/verify/%00/", "/r/J%00FJ/", "/staff/ledger/ZG%00/"):
        answer = client.get(address)
        assert answer.status_code == 404, address
