"""Counts of several lists in one question to the database."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

COUNT_CAP = 1000
"""Counts stop here: beyond it «1000+» says as much, and no count grows with the table."""


def capped_counts(querysets: Mapping[str, QuerySet[Any]], cap: int = COUNT_CAP) -> dict[str, int]:
    """How many rows each queryset has, up to `cap` + 1, all in one query (none for no querysets).

    A count of `cap` + 1 means «more than cap».
    """
    parts: list[str] = []
    params: list[Any] = []
    for rows in querysets.values():
        limited = rows.order_by().values("pk")[: cap + 1]
        try:
            sql, values = limited.query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT count(*) FROM ({sql}) AS part)")  # noqa: S608 - SQL of the ORM
        params += values
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return dict(zip(querysets, cursor.fetchone(), strict=True))


def in_words(count: int, cap: int = COUNT_CAP) -> str:
    """«114», or «1000+» beyond the cap."""
    return str(count) if count <= cap else f"{cap}+"


def shown(count: int, cap: int = COUNT_CAP) -> int | str:
    """What a tab prints: the count, or «1,000+» where counting stops."""
    return count if count <= cap else f"{cap:,}+"
