"""`send_notices`: queue the digests and do everything the outbox holds, without a broker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import notices, outbox


class Command(BaseCommand):
    help = "Send what waits in the outbox, after queueing the morning's digests."

    def handle(self, **options: Any) -> None:
        queued = notices.queue_digests()
        done = outbox.drain()
        health = outbox.health()
        line = (
            f"Queued {queued} digests, did {done} jobs;"
            f" {health.waiting} wait, {health.dead} are dead."
        )
        if health.dead:
            raise CommandError(line)
        self.stdout.write(line)
