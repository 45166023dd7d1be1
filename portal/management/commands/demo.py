"""`manage.py demo`: build the demo campaign in an empty database."""

import datetime as dt
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone, translation

from accounts.models import Unit, User
from campaign.models import Campaign
from core.demo import DemoContext


def parts() -> list[ModuleType]:
    """The packages' `demo` modules, lower packages first."""
    names = (f"{package}.demo" for package in settings.PACKAGES if package != "core")
    return [import_module(name) for name in names if find_spec(name)]


class Command(BaseCommand):
    """Builds all or nothing, through the same actions as people use."""

    help = "Build the demo campaign in an empty database; prints the sign-ins once."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--as-of`: which day is «today» (default: really today); `--scale`: how much data."""
        parser.add_argument("--as-of", type=dt.date.fromisoformat, metavar="DATE")
        parser.add_argument("--scale", type=_scale, default=1, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses (exit 1) when the database holds anything."""
        if User.objects.exists() or Unit.objects.exists() or Campaign.objects.exists():
            raise CommandError("The database is not empty; the demo is only built in an empty one.")
        ctx = DemoContext(as_of=options["as_of"] or timezone.localdate(), scale=options["scale"])
        with translation.override("zh-hans"), transaction.atomic():
            for part in parts():
                part.build(ctx)
        self.stdout.write(
            f"Built the demo campaign as of {ctx.as_of}: {len(ctx.units)} units,"
            f" {len(ctx.users)} accounts."
        )
        for username, password in ctx.passwords.items():
            self.stdout.write(f"{username}  {password}")


def _scale(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 100:
        raise ValueError(text)
    return value
