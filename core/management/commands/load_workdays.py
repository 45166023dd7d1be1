"""`load_workdays FILE`: take over the State Council's holiday notice (holiday-cn's JSON)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core import deadlines, workday_data, workdays
from core.errors import DomainError


class Command(BaseCommand):
    help = "Load a yearly holiday notice and plan the open reminders anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="JSON as published by holiday-cn")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            with transaction.atomic():
                days = workday_data.load_file(file)
                workdays.forget()
                moved = deadlines.replan()
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from fault
        except UnicodeDecodeError as fault:
            raise CommandError(f"{file} is not a text in UTF-8.") from fault
        except DomainError as fault:
            raise CommandError(str(fault)) from fault
        finally:
            workdays.forget()
        self.stdout.write(f"Loaded {days} days from {file.name}; planned {moved} reminders anew.")
