"""A partner with a key, and a caller that sends it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from complaints.actions import partners
from complaints.actions.partners import Terms
from complaints.models import Partner
from core import clock
from tests.cast import Cast
from tests.factories import complaints as make

V2 = "/open311/v2/"
WORDS = {"service_code": "2", "description": make.CONTENT}


@dataclass(frozen=True)
class Caller:
    """Another system: it has no cookie, only its key."""

    partner: Partner
    key: str

    def get(self, place: str, **values: str) -> Any:
        return Client().get(V2 + place, values, headers={"Authorization": f"Bearer {self.key}"})

    def post(self, place: str = "requests.json", **values: str) -> Any:
        return Client(enforce_csrf_checks=True).post(
            V2 + place, {"api_key": self.key, **WORDS, **values}
        )


def terms(**fields: Any) -> Terms:
    values: dict[str, Any] = {
        "name": "工单平台",
        "organisation": "市12345热线",
        "channel": "12345",
        "may_read": True,
        "may_post": True,
        "per_minute": 60,
        "per_day": 5000,
    }
    return Terms(**{**values, **fields})


@pytest.fixture(autouse=True)
def _today(cast: Cast) -> Iterator[None]:
    with clock.at(make.TODAY):
        make.the_campaign(cast)
        yield


@pytest.fixture
def give(cast: Cast) -> Callable[..., Caller]:
    def one(**fields: Any) -> Caller:
        return Caller(*partners.give(terms=terms(**fields), by=cast.office_head))

    return one


@pytest.fixture
def caller(give: Callable[..., Caller]) -> Caller:
    return give()


def said(response: HttpResponseBase) -> list[str]:
    """The sentences of a refusal."""
    return [row["description"] for row in response.json()]  # type: ignore[attr-defined]
