"""One action, one transaction: a fault at its last write leaves nothing of it (ASVS 2.3.3)."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.test import Client

from tests.access.types import ANYBODY
from tests.cast import Cast
from tests.crawler import body_of
from tests.house.doors import inside
from tests.house.test_access_matrix import ROUTES

POSTS = sorted(n for n, route in ROUTES.items() if route.method == "post" and route.allowed)
WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.I)
# Who is here and who tries: kept whatever becomes of the act itself.
BESIDE = ("django_session", "axes_", "accounts_session", "core_stagedupload")
TABLES = sorted(
    model._meta.db_table
    for model in apps.get_models()
    if model._meta.managed and not model._meta.db_table.startswith(BESIDE)
)

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@contextmanager
def _writes(break_at: int = 0) -> Iterator[list[str]]:
    """The tables written to, one by one; the write with the number `break_at` finds no server."""
    seen: list[str] = []

    def watch(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        found = WRITE.match(sql)
        if found and not found[1].startswith(BESIDE):
            seen.append(found[1])
            if len(seen) == break_at:
                raise OperationalError("the server is gone")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def _state() -> dict[str, str]:
    """Every table with what stands in it, as one short word."""
    parts = [
        f"SELECT '{table}', md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t"  # noqa: S608
        for table in TABLES
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


@pytest.mark.asvs("2.3.3")
@pytest.mark.django_db
@pytest.mark.parametrize("name", POSTS)
def test_a_fault_at_the_last_write_undoes_the_others(name: str, cast: Cast) -> None:
    route = ROUTES[name]
    path = route.path(cast)
    by = None if route.allowed == ANYBODY else getattr(cast, sorted(route.allowed)[0])

    def ask() -> int:
        client = inside(by) if by else Client()
        client.raise_request_exception = False
        response = client.post(path, route.data)
        body_of(response)
        return int(response.status_code)

    point = transaction.savepoint()
    with _writes() as written:
        ask()
    transaction.savepoint_rollback(point)
    before = _state()
    if not written:
        return  # the row's data are refused, or the page only leads on
    with _writes(break_at=len(written)) as again:
        status = ask()
    # A lone statement outside any transaction: nothing reached the server, the test goes on.
    transaction.set_rollback(False)
    if len(again) < len(written):
        return  # something else was done this time: nothing was broken
    changed = {table for table, word in _state().items() if word != before[table]}
    assert (changed, status >= 500) == (set(), True), written


@pytest.mark.django_db
def test_what_two_transactions_write_is_seen(cast: Cast) -> None:
    """The control: a change that stays behind is found."""
    before = _state()
    with _writes() as seen:
        type(cast.unit).objects.filter(pk=cast.unit.pk).update(phone="0700-5599999")
    assert seen == ["accounts_unit"]
    assert {table for table, word in _state().items() if word != before[table]} == {"accounts_unit"}
