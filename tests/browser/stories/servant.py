"""A real Celery worker with its beat, on the database, the files and the broker of this test."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from core.models import Document, OutboxRow
from portal.celery import app

PATIENCE = 90


class Servant:
    """Does what the pages put off; nothing of it runs in the process of the test."""

    def __init__(self, folder: Path) -> None:
        name = connection.settings_dict["NAME"]
        database = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
        self.log = folder / "celery.log"
        self.command = [
            *(sys.executable, "-m", "celery", "--app=portal", "worker", "--beat"),
            *(f"--schedule={folder / 'schedule'}", "--concurrency=1", "--loglevel=WARNING"),
            *("--without-mingle", "--without-gossip"),
        ]
        self.environment = os.environ | {
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "tests.browser.stories.servant_settings",
            "STORY_FILES": default_storage.path(""),
        }

    def __enter__(self) -> "Servant":
        app.control.purge()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(self, *exc: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        app.control.purge()

    def finish(self) -> None:
        """Wait until every job and every paper is done."""
        end = time.monotonic() + PATIENCE
        while _left():
            assert time.monotonic() < end, f"left: {_left()}\n{self.log.read_text()}"
            time.sleep(0.2)


def _left() -> list[str]:
    jobs = OutboxRow.objects.filter(done_at=None, is_dead=False).values_list("kind", flat=True)
    papers = Document.objects.exclude(state__in=("done", "failed")).values_list("state", flat=True)
    return [*jobs, *papers]
