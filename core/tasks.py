"""Celery's envelopes: each asks the database what is due, so a lost or doubled one is harmless."""

import time
from importlib import import_module

import structlog
from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from kombu.exceptions import OperationalError

from core import attachments, audit, deadlines, drafts, notices, outbox, vault

log = structlog.get_logger(__name__)

BEAT_KEY = "beat"
"""Where the health page finds the time of the last heartbeat, in Unix seconds."""
SWEEP_KEY = "sweep"
"""Where the workbench finds the time of the last run of the reminders, in Unix seconds."""


@shared_task
def run_outbox_row(row_id: int) -> None:
    """Do one job of the outbox."""
    outbox.run_one(row_id)


def ring(row_id: int) -> None:
    """Tell some worker to do a job; should the broker be gone, its lease brings it back."""
    try:
        run_outbox_row.apply_async((row_id,))
    except OperationalError:
        log.warning("broker_silent", row=row_id)


@shared_task
def sweep_outbox() -> None:
    """Hand out the jobs that are due."""
    outbox.sweep(ring)


@shared_task
def sweep_deadlines() -> None:
    """Remind about the deadlines whose time has come."""
    deadlines.sweep()
    cache.set(SWEEP_KEY, time.time(), None)


@shared_task
def send_digests() -> None:
    """Queue the morning's mails."""
    notices.queue_digests()


@shared_task
def seal_audit() -> None:
    """Chain the newest events of the audit trail."""
    while audit.seal() == audit.SEAL_BATCH:
        pass


@shared_task
def beat_heartbeat() -> None:
    """Leave a sign that scheduler, broker and worker all run."""
    cache.set(BEAT_KEY, time.time(), None)


@shared_task
def housekeeping() -> None:
    """Throw away what has expired: drafts, files nobody claimed, jobs long done, sessions."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    log.info(
        "housekeeping",
        drafts=drafts.drop_old(),
        staged=attachments.drop_expired(),
        orphans=vault.sweep_orphans(),
        jobs=outbox.drop_done(),
    )
