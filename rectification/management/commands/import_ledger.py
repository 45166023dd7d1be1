"""`manage.py import_ledger UNIT FILE`: take a ledger file over, all rows or none (contract)."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import Unit
from core.actors import SYSTEM
from core.errors import DomainError
from rectification.actions import importing
from rectification.importing.plan import Kind, Plan


class Command(BaseCommand):
    """The same reader, preview and actions as the pages; a bad row stops it."""

    help = "Read a unit's ledger from an XLSX file; --dry-run only says what would happen."

    def add_arguments(self, parser: CommandParser) -> None:
        """The unit's code, the file, and whether only to look."""
        parser.add_argument("unit", metavar="UNIT")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """One transaction: what fails leaves the ledger as it was."""
        unit = Unit.objects.filter(code=options["unit"].upper()).first()
        if unit is None:
            raise CommandError(f"There is no unit {options['unit']}: give its code, such as JFJ.")
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise CommandError(f"{path} cannot be read: {fault.strerror}.") from fault
        try:
            with transaction.atomic():
                batch = importing.receive(unit=unit, by=SYSTEM, name=path.name, data=data)
                plan = importing.plan_of(batch, SYSTEM)
                self._stop_at_faults(plan)
                if not options["dry_run"]:
                    importing.apply(batch=batch, by=SYSTEM, fingerprint=plan.fingerprint)
                else:
                    transaction.set_rollback(True)
        except DomainError as error:
            raise CommandError(str(error.message)) from error
        counts = plan.counts
        verb = "Would import" if options["dry_run"] else "Imported"
        self.stdout.write(
            f"{verb} {counts[Kind.NEW]} new and {counts[Kind.CHANGED]} changed items of "
            f"{unit.code}; {counts[Kind.SAME]} unchanged."
        )

    def _stop_at_faults(self, plan: Plan) -> None:
        if not plan.faults:
            return
        for fault in plan.faults:
            self.stderr.write(f"row {fault.row} {fault.column}: {fault.message}")
        raise CommandError(f"{len(plan.faults)} cells must be corrected; nothing was imported.")
