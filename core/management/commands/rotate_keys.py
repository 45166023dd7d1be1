"""`rotate_keys`: write everything encrypted anew with the newest of `FIELD_KEYS`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import audit, rotation
from core.actors import SYSTEM
from core.rotation import Outcome


class Command(BaseCommand):
    help = "Re-encrypt all encrypted columns with the newest key; may be broken off and repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--batch`: rows in one transaction; `--check`: only count what waits."""
        parser.add_argument("--batch", type=int, default=rotation.BATCH, metavar="N")
        parser.add_argument("--check", action="store_true", help="count only; 1 if rows wait")

    def handle(self, *, batch: int, check: bool, **options: Any) -> None:
        """Exit 1 when rows wait (`--check`) or when a value fits no key."""
        if batch < 1:
            raise CommandError("--batch must be 1 or more.")
        if check:
            self._check()
            return
        outcomes = rotation.rotate(batch, self._tell)
        done = sum(outcome.done for outcome in outcomes)
        unreadable = sum(outcome.unreadable for outcome in outcomes)
        audit.record("keys.rotate", by=SYSTEM, detail={"values": done, "unreadable": unreadable})
        if unreadable:
            raise CommandError(
                f"{unreadable} values fit no key in FIELD_KEYS and stay as they are: add the key"
                " that they were written with, and run this again."
            )
        self.stdout.write(f"Wrote {done} values anew. The older keys are needed for none of them.")

    def _check(self) -> None:
        waiting = sum(rotation.waiting(table) for table in rotation.tables())
        if waiting:
            raise CommandError(f"{waiting} rows have values of an older key: run rotate_keys.")
        self.stdout.write("Every encrypted value has the newest key.")

    def _tell(self, outcome: Outcome) -> None:
        if outcome.done or outcome.unreadable:
            self.stdout.write(f"{outcome.table.name}: {outcome.done} values")
