"""Celery's envelopes of the complaint desk."""

import structlog
from celery import shared_task

from complaints.actions import retention

log = structlog.get_logger(__name__)


@shared_task
def forget_identities() -> None:
    """Empty identities whose time is over."""
    log.info("identities_forgotten", count=retention.forget_identities())
