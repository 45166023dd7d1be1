"""The Celery application; its schedule lives in `portal.settings.tasks`."""

import os
import signal
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_process_init
from django_structlog.celery.steps import DjangoStructLogInitStep

from portal.supervisor.system import end_with

_MAIN = os.getpid()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)


@setup_logging.connect
def keep_logging(**_given: Any) -> None:
    """Django's settings say how to log; while this receiver is here Celery changes nothing."""


@worker_process_init.connect
def end_with_the_worker(**_given: Any) -> None:
    """A killed worker leaves no process of its pool behind; its jobs wait in the outbox."""
    end_with(signal.SIGKILL, _MAIN)
