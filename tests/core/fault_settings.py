"""Settings of the worker processes that tests start and kill: the test database, slow letters."""

import os

from tests.settings import *  # noqa: F403

EMAIL_BACKEND = "tests.core.slow_mail.SlowFiles"
EMAIL_FILE_PATH = os.environ["LETTERS"]
OUTBOX_LEASE_SECONDS = 2
