"""A client that others wrote (PyPI `georeport`) against the running server, in both formats.

It lists, describes and reads, but does not hand in: that is a form sent by `requests`, its own
library. The client sends no `api_key` when it reads, so the key stands in the address, which
`requests` turns into a header.
"""

import georeport
import pytest
import requests

from complaints.models import Complaint
from tests.browser.conftest import wait_for_server
from tests.complaints.open311.conftest import WORDS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_client_of_others_lists_describes_and_reads_back(
    form, live_server, caller, cast, monkeypatch
):
    # A connection that the library keeps for later would keep the server busy at the end.
    monkeypatch.setattr(requests.sessions, "default_headers", lambda: {"Connection": "close"})
    address = f"{live_server.url}/open311/v2"
    with_key = address.replace("://", f"://partner:{caller.key}@")
    client = georeport.GeoReport(with_key, jurisdiction="zone", output_format=form)

    services = client.get_service_list()
    assert [row["service_code"] for row in services][:2] == ["1", "2"]
    definition = client.get_service_definition("2")
    assert definition["service_code"] == "2"

    values = {**WORDS, "api_key": caller.key, "attribute[unit]": cast.unit.code}
    sent = requests.post(f"{address}/requests.json", data=values, timeout=20)
    assert sent.status_code == 201
    number = sent.json()[0]["service_request_id"]
    assert Complaint.objects.get(number=number).target_unit == cast.unit

    row = client.get_service_request(number)
    assert (row["service_request_id"], row["status"]) == (number, "open")
    requests.post(f"{address}/requests.json", data=values, timeout=20)
    rows = client.get_service_requests(service_code="2", status="open")
    assert {one["service_code"] for one in rows} == {"2"}
    assert number in {one["service_request_id"] for one in rows}

    with pytest.raises(requests.HTTPError) as refusal:
        client.get_service_request("TS20110101-9999")
    assert refusal.value.response.status_code == 404
    wait_for_server()
