"""`restore FILE`: bring a backup back into an empty database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.backups import archive


class Command(BaseCommand):
    help = "Restore a backup into an empty database; it is checked before anything changes."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            made = archive.restore(file)
        except archive.BackupFailed as fault:
            raise CommandError(f"Nothing was restored: {fault}.") from fault
        self.stdout.write(f"Restored {made.rows} rows and {made.files} files from {file}.")
