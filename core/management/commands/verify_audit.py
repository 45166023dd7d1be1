"""`verify_audit`: is the audit trail whole and unchanged?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import audit


class Command(BaseCommand):
    help = "Seal the newest events of the audit trail and check the whole chain."

    def handle(self, **options: Any) -> None:
        while audit.seal() == audit.SEAL_BATCH:
            pass
        verdict = audit.verify()
        if not verdict.ok:
            raise CommandError(
                f"The audit trail is not whole: {verdict.fault}; {verdict.checked} events hold."
            )
        self.stdout.write(
            f"The audit trail is whole: {verdict.checked} events, head {verdict.head}."
        )
