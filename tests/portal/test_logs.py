"""No personal data in any line of the log."""

import io
import json
import logging

import pytest
import structlog
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.test import RequestFactory

from core.errors import DomainError
from portal.logs import describe, exception_text
from portal.middleware import RequestLog

CANARY = "王建国13800138000"


@pytest.fixture
def lines():
    """What the portal's handler writes in this test, each line parsed."""
    configured = settings.LOGGING["formatters"]["json"]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=configured["foreign_pre_chain"],
            processors=configured["processors"],
        )
    )
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def _caught(raiser) -> BaseException:
    try:
        raiser()
    except Exception as fault:
        return fault
    raise AssertionError("nothing was raised")


@pytest.mark.django_db
@pytest.mark.asvs("16.2.5")
def test_a_broken_constraint_is_logged_without_the_row():
    def insert():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE t (name text CONSTRAINT short CHECK (name = 'x'))")
            cursor.execute("INSERT INTO t VALUES (%s)", [CANARY])

    fault = _caught(insert)
    assert isinstance(fault, IntegrityError)
    assert CANARY in str(fault)
    text = exception_text(fault)
    assert CANARY not in text
    assert "23514" in text
    assert "short" in text


@pytest.mark.parametrize(
    "raiser",
    [
        lambda: int(CANARY),
        lambda: {}[CANARY],
        lambda: CANARY.encode("ascii"),
        lambda: json.loads(CANARY),
        lambda: (_ for _ in ()).throw(DatabaseError(CANARY)),
    ],
)
def test_the_text_of_an_exception_is_never_logged(raiser):
    text = exception_text(_caught(raiser))
    assert CANARY not in text
    assert "test_logs.py" in text


def test_every_link_of_the_chain_is_told():
    def chained():
        try:
            int(CANARY)
        except ValueError as fault:
            raise RuntimeError("outer") from fault

    text = exception_text(_caught(chained))
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert CANARY not in text


def test_a_rule_of_our_own_may_speak():
    assert describe(DomainError("The deadline has passed.")).endswith("The deadline has passed.")


def test_a_plain_logger_writes_one_json_line_without_the_values_of_the_exception(lines):
    try:
        int(CANARY)
    except ValueError:
        logging.getLogger("some.library").exception("it failed")
    (line,) = lines()
    assert line["event"] == "it failed"
    assert line["level"] == "error"
    assert "ValueError" in line["exception"]
    assert CANARY not in json.dumps(line, ensure_ascii=False)


def test_extras_that_hold_requests_stay_out(lines):
    request = RequestFactory().get("/", {"q": CANARY})
    extra = {"request": request, "reference": "AB12", "status_code": 500}
    logging.getLogger("django.something").error("seen", extra=extra)
    (line,) = lines()
    assert line["reference"] == "AB12"
    assert "request" not in line


@pytest.mark.asvs("16.4.1")
@pytest.mark.parametrize("evil", ["a\nb", "a\r\nb", "a\x1b[31mb", 'a"},{"event":"forged'])
def test_no_input_can_forge_a_line(lines, evil):
    structlog.get_logger("portal").warning("seen", who=evil)
    (line,) = lines()
    assert line["who"] == evil
    assert line["event"] == "seen"


@pytest.mark.asvs("14.2.1")
@pytest.mark.django_db
def test_a_request_is_one_line_without_address_client_and_agent(client, lines):
    client.get(
        f"/verify/{CANARY}/",
        {"name": CANARY},
        REMOTE_ADDR="203.0.113.9",
        headers={"user-agent": "agent-of-a-person", "referer": f"http://testserver/{CANARY}"},
    )
    (line,) = [line for line in lines() if line["event"] == "request_finished"]
    assert line["request"] == "GET /verify/<str:number>/"
    assert line["code"] == 404
    text = json.dumps(lines(), ensure_ascii=False)
    assert CANARY not in text
    assert "203.0.113.9" not in text
    assert "agent-of-a-person" not in text


@pytest.mark.django_db
def test_an_address_that_leads_nowhere_is_not_logged_either(client, lines):
    client.get(f"/{CANARY}/")
    (line,) = [line for line in lines() if line["event"] == "request_finished"]
    assert line["request"] == "GET (no route)"


@pytest.mark.django_db
def test_a_failed_request_names_the_place_and_no_value(lines):
    def view(request):
        raise ValueError(CANARY)

    middleware = RequestLog(view)
    request = RequestFactory().post("/x/", {"name": CANARY})
    middleware.prepare(request)
    middleware._process_exception(request, _caught(lambda: view(request)))
    written = lines()
    assert written[-1]["event"] == "request_failed"
    assert CANARY not in json.dumps(written, ensure_ascii=False)


def test_a_missing_page_is_no_failure(lines):
    middleware = RequestLog(lambda request: None)
    request = RequestFactory().get("/x/")
    middleware._process_exception(request, Http404(CANARY))
    assert lines() == []
