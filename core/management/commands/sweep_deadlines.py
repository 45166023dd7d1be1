"""`sweep_deadlines [--at DATETIME]`: remind about everything that has come due."""

import contextlib
import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from core import clock, deadlines

MORNING = dt.time(8, 40)


def moment(text: str) -> dt.datetime:
    """An instant such as 2011-09-28T08:40, in Asia/Shanghai unless it says otherwise."""
    try:
        day = parse_date(text)
        found = dt.datetime.combine(day, MORNING) if day else parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise ArgumentTypeError(f"{text} is no date and time: write it as 2011-09-28T08:40.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


class Command(BaseCommand):
    help = "Remind about the deadlines whose time has come."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=moment, help="as if it were this moment")

    def handle(self, *, at: dt.datetime | None, **options: Any) -> None:
        with clock.at(at) if at else contextlib.nullcontext():
            rang = deadlines.sweep()
            local = timezone.localtime(clock.now())
        self.stdout.write(f"Reminded about {rang} deadlines at {local:%Y-%m-%d %H:%M}.")
