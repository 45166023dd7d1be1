"""Write all encrypted columns anew with the newest key, so that an old one can be retired.

Each stored value begins with the id of its key, so what is still to be done is a question to the
database: the work can be broken off and taken up again at any time, while the portal runs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

from core import crypto
from core.crypto import EncryptedTextField

BATCH = 500


@dataclass(frozen=True)
class Table:
    """A table with encrypted columns; `contexts`: what each column's values are bound to."""

    name: str
    key: str
    columns: tuple[str, ...]
    contexts: tuple[str, ...]


@dataclass
class Outcome:
    """Of a table: values written anew, and values that no key could read."""

    table: Table
    done: int = 0
    unreadable: int = 0


def tables() -> list[Table]:
    """Every table of the portal with encrypted columns, found by its models."""
    found = [_table(model) for model in apps.get_models() if not model._meta.proxy]
    return [table for table in found if table.columns]


def _table(model: type[models.Model]) -> Table:
    fields = [f for f in model._meta.local_fields if isinstance(f, EncryptedTextField)]
    primary = model._meta.pk
    return Table(
        model._meta.db_table,
        str(primary.column),
        tuple(str(field.column) for field in fields),
        tuple(field.context for field in fields),
    )


def waiting(table: Table) -> int:
    """Rows that have a value of an older key."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT count(*) FROM "{table.name}" WHERE {_old(table)}',  # noqa: S608 (own names)
            [f"{crypto.newest_mark()}%"] * len(table.columns),
        )
        return int(cursor.fetchone()[0])


def rotate(batch: int = BATCH, told: Callable[[Outcome], None] | None = None) -> list[Outcome]:
    """Bring every table up to the newest key, `batch` rows in a transaction."""
    outcomes = []
    for table in tables():
        outcome = Outcome(table)
        for done, unreadable in _batches(table, batch):
            outcome.done += done
            outcome.unreadable += unreadable
        outcomes.append(outcome)
        if told:
            told(outcome)
    return outcomes


def _batches(table: Table, size: int) -> Iterator[tuple[int, int]]:
    last: Any = None
    while True:
        with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
            rows = _take(cursor, table, last, size)
            if not rows:
                return
            last = rows[-1][0]
            counted = [_renew(cursor, table, row) for row in rows]
        yield sum(done for done, _bad in counted), sum(bad for _done, bad in counted)


def _old(table: Table) -> str:
    return " OR ".join(f'("{c}" <> \'\' AND "{c}" NOT LIKE %s)' for c in table.columns)


def _take(cursor: CursorWrapper, table: Table, last: Any, size: int) -> list[Sequence[Any]]:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    after = f'AND "{table.key}" > %s' if last is not None else ""
    cursor.execute(
        f'SELECT "{table.key}", {columns} FROM "{table.name}"'  # noqa: S608 (own names)
        f' WHERE ({_old(table)}) {after} ORDER BY "{table.key}" LIMIT %s FOR UPDATE',
        [
            *[f"{crypto.newest_mark()}%"] * len(table.columns),
            *([last] if last is not None else []),
            size,
        ],
    )
    return list(cursor.fetchall())


def _renew(cursor: CursorWrapper, table: Table, row: Sequence[Any]) -> tuple[int, int]:
    """Write one row's old values anew: how many were, and how many could not be read."""
    fresh: dict[str, str] = {}
    unreadable = 0
    for column, context, value in zip(table.columns, table.contexts, row[1:], strict=True):
        if not value or value.startswith(crypto.newest_mark()):
            continue
        try:
            fresh[column] = crypto.encrypt(crypto.decrypt(value, context), context)
        except ValueError:
            unreadable += 1
    if fresh:
        sets = ", ".join(f'"{column}" = %s' for column in fresh)
        cursor.execute(
            f'UPDATE "{table.name}" SET {sets} WHERE "{table.key}" = %s',  # noqa: S608 (own names)
            [*fresh.values(), row[0]],
        )
    return len(fresh), unreadable
