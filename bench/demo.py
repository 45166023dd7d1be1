"""The demo campaign: how long it takes, and whether two builds tell the same story.

It is built twice and taken back, in one database. Compared is everything a person could read:
decrypted texts, numbers, days, states, ids; not keys, hashes and the moments at which this machine
saved a row, which differ by design.
"""

import io
import time
from collections import Counter
from collections.abc import Iterator

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from core.models import AuditEvent  # noqa: E402
from script.lib.bench import Row, migrate  # noqa: E402

AS_OF = "2011-08-19"
MOST_SECONDS = 60
# Made of chance, of the clock of this machine, or of both.
BY_DESIGN = ("password", "hash", "digest", "link", "key", "token", "secret", "seed", "signature")
BY_DESIGN_TOO = {"complaints.EntryCode.code", "core.OutboxRow.created_at"}
APART = (models.UUIDField,)

Story = dict[str, Counter[str]]


def _story() -> Story:
    told: Story = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if _by_design(model, field):
                continue
            values = _rows(model).values_list(field.attname, flat=True)
            told[f"{model._meta.label}.{field.name}"] = Counter(map(str, values.iterator()))
    return told


def _rows(model: type[models.Model]) -> "models.QuerySet[models.Model]":
    rows = model._base_manager.all()
    # The number of such a row of the trail is the code that was drawn.
    return rows.exclude(object_kind="complaints.entry") if model is AuditEvent else rows


def _by_design(model: type[models.Model], field: "models.Field[object, object]") -> bool:
    """Differs between two builds, and shall: the row was saved by the clock on the wall."""
    name = f"{model._meta.label}.{field.name}"
    stamped = field.name == "updated_at"
    drawn = any(word in field.name for word in BY_DESIGN) or isinstance(field, APART)
    return stamped or drawn or name in BY_DESIGN_TOO


def _sequences() -> list[tuple[str, int, bool]]:
    """Where the counters of the ids stand: a rollback does not take them back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname || '.' || sequencename FROM pg_sequences")
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(f"SELECT last_value, is_called FROM {name}")  # noqa: S608 (its own names)
            found.append((name, *cursor.fetchone()))
    return found


def _set_back(sequences: list[tuple[str, int, bool]]) -> None:
    with connection.cursor() as cursor:
        for name, value, called in sequences:
            cursor.execute("SELECT setval(%s, %s, %s)", [name, value, called])


def _build() -> tuple[Story, float]:
    before = _sequences()
    with transaction.atomic():
        began = time.perf_counter()
        call_command("demo", "--as-of", AS_OF, stdout=io.StringIO())
        seconds = time.perf_counter() - began
        story = _story()
        transaction.set_rollback(True)
    _set_back(before)
    return story, seconds


def run() -> Iterator[Row]:
    """Seconds of a build, and the fields in which two builds differ."""
    migrate()
    first, seconds = _build()
    again, _seconds = _build()
    yield Row("demo", seconds, "s", target=f"<= {MOST_SECONDS}")
    differing = sorted(name for name, values in first.items() if again[name] != values)
    for name in differing:
        print(f"differs: {name} {list((first[name] - again[name]).items())[:3]}")
    yield Row("fields compared", float(len(first)), "fields")
    yield Row("fields in which two builds differ", float(len(differing)), "fields", target="<= 0")
