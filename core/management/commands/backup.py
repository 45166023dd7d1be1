"""`backup FILE`: database, files and manifest in one encrypted archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.backups import archive


class Command(BaseCommand):
    help = "Write an encrypted backup of the database and all files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            made = archive.backup(file)
        except archive.BackupFailed as fault:
            raise CommandError(f"No backup was written: {fault}.") from fault
        self.stdout.write(
            f"Wrote {file}: {made.rows} rows, {made.files} files, {made.size} bytes, encrypted."
        )
