"""`manage.py prepare`: make the database and the static files fit this version of the code."""

import hashlib
import io
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from campaign.models import Campaign
from core import outbox
from portal.settings.base import CONFIGURATION
from portal.supervisor.stack import write_private

LOCK = 4_207_155_209
"""Key of the advisory lock: of several machines that start together, one migrates."""


def static_state() -> str:
    """A digest of every static file's name, size and time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            known = Path(storage.path(name)).stat()
            digest.update(f"{name} {known.st_size} {known.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Command(BaseCommand):
    """Migrate, collect static files, and give an empty database the demo campaign."""

    help = "Migrate, collect static files, build the demo in an empty database (DEMO=1)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """`--sign-ins`: leave the demo's sign-ins in a private file instead of printing them."""
        parser.add_argument("--sign-ins", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Every step may be repeated."""
        self._check_connections()
        self._collect_static()
        with connection.cursor() as cursor:
            # Nobody was promised anything yet, and whatever a crash undoes is done again.
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                self._migrate()
                self._take_up_work()
                self._demo(options["sign_ins"])
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def _check_connections(self) -> None:
        try:
            connection.ensure_connection()
        except OperationalError as fault:
            raise CommandError(f"DATABASE_URL leads to no database: {fault}") from fault
        try:
            redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5).ping()
        except redis.RedisError as fault:
            raise CommandError(f"REDIS_URL leads to no Redis or Valkey: {fault}") from fault

    def _collect_static(self) -> None:
        """Collect, unless no static file changed since the last time: hashing takes seconds."""
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        state = static_state()
        if stamp.exists() and stamp.read_text() == state:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        # A migration that waits for a lock makes everybody behind it wait: give up instead.
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        call_command("migrate", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")

    def _take_up_work(self) -> None:
        """Jobs that a killed worker held begin again at once; with one's own database only:
        behind DATABASE_URL other machines' workers may be at theirs.
        """
        if CONFIGURATION.embedded_postgres:
            outbox.release()

    def _demo(self, sign_ins: Path | None) -> None:
        if not CONFIGURATION.demo or "demo" not in get_commands() or Campaign.objects.exists():
            return
        self.stdout.write("Building the demo campaign (about a minute) …")
        self.stdout.flush()
        if sign_ins is None:
            call_command("demo")
            return
        told = io.StringIO()
        call_command("demo", stdout=told)
        write_private(sign_ins, told.getvalue())
