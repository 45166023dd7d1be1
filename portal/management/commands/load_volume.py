"""`manage.py load_volume`: very much invented data, to measure the portal with."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from core.errors import DomainError

# What can be loaded, in the order in which it is: each needs the one before it.
PARTS = {"units": "accounts", "items": "rectification", "complaints": "complaints"}


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value


class Command(BaseCommand):
    """Adds rows straight to the tables: all or nothing."""

    help = "Add units, items and complaints in bulk, to measure with. Not for a real database."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many of each; what is not named is not loaded."""
        for name, package in PARTS.items():
            if find_spec(f"{package}.volume"):
                parser.add_argument(f"--{name}", type=_count, default=0, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loads, then lets the planner look at the tables."""
        made = {}
        try:
            with transaction.atomic():
                for name, package in PARTS.items():
                    if options.get(name):
                        made[name] = import_module(f"{package}.volume").load(options[name])
        except DomainError as error:
            raise CommandError(str(error.message)) from error
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        loaded = ", ".join(f"{count} {name}" for name, count in made.items())
        self.stdout.write(f"Loaded {loaded or 'nothing'}.")
