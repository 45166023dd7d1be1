"""Addresses of the lists that numbers lead to; empty where a list does not exist."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: object, **query: object) -> str:
    """The address with its query; parameters without a value are left out."""
    try:
        path = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    given = {key: str(value) for key, value in query.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def ledger(**query: object) -> str:
    """Items: `unit` (code), `lamp`, `state`, `klass`, `mark`, `kind` (of unit)."""
    return address("rectification:ledger", **query)


def cases(**query: object) -> str:
    """Complaints: the fields of `reports.cases.CaseFilter`."""
    return address("reports:cases", **query)
