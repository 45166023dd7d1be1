"""Insert rows with texts of SQL that are made once, for the few writes that come in floods.

`save` compiles an INSERT anew for each row and waits for each. Here no signals are sent and no
defaults of the database are used; columns are adapted by their fields as `save` does it.
"""

from functools import cache
from typing import Any

from django.db import connection, models

Columns = tuple["models.Field[Any, Any]", ...]


@cache
def _statement(model: type[models.Model]) -> tuple[str, Columns]:
    quote, every = connection.ops.quote_name, model._meta.local_concrete_fields
    fields = tuple(f for f in every if not (isinstance(f, models.AutoField) or f.generated))
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    text = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    return text, fields


def _values(row: models.Model, fields: Columns) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]


def add(row: models.Model) -> None:
    """Insert a new row whose key the database gives; the row knows it afterwards."""
    text, fields = _statement(type(row))
    key = connection.ops.quote_name(str(row._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"{text} RETURNING {key}", _values(row, fields))
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


def insert(*rows: models.Model) -> None:
    """Insert new rows of any tables, in this order, in one round trip. Their keys stay unknown."""
    texts: list[str] = []
    values: list[Any] = []
    for row in rows:
        text, fields = _statement(type(row))
        texts.append(text)
        values += _values(row, fields)
    if texts:
        with connection.cursor() as cursor:
            cursor.execute("; ".join(texts), values)
