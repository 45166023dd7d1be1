"""Celery: what must not be lost is a row of the outbox; a message only rings the bell."""

from portal.settings.apps import TIME_ZONE
from portal.settings.data import DATA_DIR, REDIS_URL

CELERY_BROKER_URL = REDIS_URL
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_STORE_ERRORS_EVEN_IF_IGNORED = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False  # a poisonous job would come back for ever
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A web page never waits long for the broker: one quick second try, then the outbox remembers.
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1_800,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 0.5,
    "socket_timeout": 1,
    "socket_keepalive": True,
    "health_check_interval": 30,
}

# Every task finds its work in the database ("what is due?"), so a missed tick costs nothing and a
# doubled one does nothing; `expires` keeps old ticks from piling up while no worker runs.
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    name: {"task": f"core.tasks.{name}", "schedule": every, "options": {"expires": expires}}
    for name, every, expires in [
        ("sweep_outbox", 2.0, 3),
        ("seal_audit", 5.0, 5),
        ("beat_heartbeat", 10.0, 10),
        ("sweep_deadlines", 60.0, 60),
        ("send_digests", 60.0, 60),
        ("housekeeping", 3_600.0, 600),
    ]
} | {
    "rescue_documents": {
        "task": "core.documents.tasks.rescue_documents",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "forget_identities": {
        "task": "complaints.tasks.forget_identities",
        "schedule": 3_600.0,
        "options": {"expires": 600},
    },
}
