"""The runtime of the tests is stricter than production."""

import socket

import pytest
from django.core.cache import cache
from django.template import Context, engines

from tests.strict import ROOT, NetworkBlocked


def _render(text: str, **context: object) -> str:
    engine = engines["django"].engine
    template = engine.from_string(text)
    template.origin.name = str(ROOT / "templates" / "invented.html")
    return template.render(Context(context))


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.test", 80), ("2001:db8::1", 80)])
def test_no_test_can_leave_the_machine(address):
    with pytest.raises(NetworkBlocked), socket.create_connection(address, timeout=1):
        pass


def test_the_loopback_interface_stays_open():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=1) as line,
    ):
        assert line.getpeername() == server.getsockname()


@pytest.mark.parametrize("text", ["{{ nobody }}", "{{ person.nothing }}", "{{ nobody|upper }}"])
def test_an_undefined_variable_fails_the_test(text):
    with pytest.raises(AssertionError, match=r"invented\.html: the variable"):
        _render(text, person={"name": "x"})


def test_defined_variables_and_questions_pass():
    assert _render("{% if nobody %}a{% else %}{{ name }}{% endif %}", name="b") == "b"


def test_templates_of_other_projects_may_leave_variables_undefined():
    assert engines["django"].from_string("[{{ nobody }}]").render({}) == "[]"


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_with_an_empty_cache(turn):
    assert cache.add("turn", turn)
