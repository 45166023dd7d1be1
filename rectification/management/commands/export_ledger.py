"""`manage.py export_ledger UNIT FILE`: a unit's ledger in the 20-column layout (contract)."""

import os
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from accounts.models import Unit
from core import audit
from core.actors import SYSTEM
from rectification import sheet
from rectification.models import RectificationItem


class Command(BaseCommand):
    """Writes beside the file and renames: a failed export leaves the old file as it was."""

    help = "Write a unit's ledger to an XLSX file, in the layout that units keep."

    def add_arguments(self, parser: CommandParser) -> None:
        """The unit's code and where to write."""
        parser.add_argument("unit", metavar="UNIT")
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Individuals' items leave the unit no way, so they are left out here too."""
        unit = Unit.objects.filter(code=options["unit"].upper()).first()
        if unit is None:
            raise CommandError(f"There is no unit {options['unit']}: give its code, such as JFJ.")
        items = RectificationItem.objects.filter(unit=unit).exclude(owner_kind="person")
        target: Path = options["file"]
        partial = target.with_name(f"{target.name}.{os.getpid()}")
        try:
            with partial.open("wb") as file:
                count = sheet.write(file, items.in_order(), unit_name=unit.name, filled_by="")
            partial.replace(target)
        except OSError as fault:
            partial.unlink(missing_ok=True)
            raise CommandError(f"{target} cannot be written: {fault.strerror}.") from fault
        audit.record(
            "rectification.ledger.export", by=SYSTEM, unit_code=unit.code, detail={"items": count}
        )
        self.stdout.write(f"Wrote {count} items of {unit.code} to {target}.")
