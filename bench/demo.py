"""The demo campaign: how long it takes, and whether two builds tell the same story.

It is built twice and taken back, in one database. Compared is everything a person could read:
decrypted texts, numbers, days, states; not ids, keys and hashes, which differ by design.
"""

import io
import time
from collections import Counter
from collections.abc import Iterator

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import models, transaction  # noqa: E402

from script.lib.bench import Row, migrate  # noqa: E402

AS_OF = "2011-08-19"
MOST_SECONDS = 60
# Made of chance, of the clock of this machine, or of both.
BY_DESIGN = ("password", "hash", "digest", "link", "key", "token", "secret", "seed", "signature")
APART = (models.UUIDField, models.AutoField, models.BigAutoField, models.ForeignKey)

Story = dict[str, Counter[str]]


def _story() -> Story:
    told: Story = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, APART) or any(word in field.name for word in BY_DESIGN):
                continue
            values = model._base_manager.values_list(field.attname, flat=True)
            told[f"{model._meta.label}.{field.name}"] = Counter(map(str, values.iterator()))
    return told


def _build() -> tuple[Story, float]:
    with transaction.atomic():
        began = time.perf_counter()
        call_command("demo", "--as-of", AS_OF, stdout=io.StringIO())
        seconds = time.perf_counter() - began
        story = _story()
        transaction.set_rollback(True)
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
