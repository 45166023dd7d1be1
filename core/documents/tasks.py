"""Celery's envelopes for building papers, and the outbox job that rings for one."""

from celery import shared_task

from core import outbox
from core.documents import actions


@shared_task
def build_document(document_id: int) -> None:
    """Build one queued paper."""
    actions.build(document_id)


@shared_task
def rescue_documents() -> None:
    """Every minute: papers whose worker died."""
    actions.rescue()


@outbox.handler(actions.JOB)
def ring(job: outbox.Job) -> None:
    """Hand a queued paper to a worker. A build is long: it must not sit inside the outbox's row."""
    build_document.delay(job.ref_id)
