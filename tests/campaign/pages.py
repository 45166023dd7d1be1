"""Helpers for tests of pages: a signed-in browser without a browser, and forms as it posts them."""

from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict
from django.test import Client

from accounts.models import User


def signed_in(user: User) -> Client:
    """A client of this person."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


class _Form(HTMLParser):
    """Collects what a browser would post from the form that has the named field."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.select, self.option, self.area = "", "", ""
        self.chosen: str | None = None
        self.first = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind in {"radio", "checkbox"} and "checked" not in given:
                return
            if kind not in {"submit", "file"}:
                self.values.append((name, given.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "select":
            self.select, self.chosen, self.first = name, None, ""
        elif tag == "option" and self.select:
            if "selected" in given:
                self.chosen = given.get("value", "")
        elif tag == "textarea":
            self.area, self.text = name, ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select:
            self.values.append((self.select, self.chosen or ""))
            self.select = ""
        elif tag == "textarea" and self.area:
            self.values.append((self.area, self.text.removeprefix("\n")))
            self.area = ""


def form_of(html: str, **changes: Any) -> QueryDict:
    """All fields of a page's forms as the browser would post them, with some changed."""
    parser = _Form()
    parser.feed(html)
    data = QueryDict(mutable=True)
    for name, value in parser.values:
        data.appendlist(name, value)
    for name, value in changes.items():
        data[name] = value
    return data


def body(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())
