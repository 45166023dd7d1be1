"""Settings of the tests: the portal's own, stricter where a mistake would pass in silence.

The database and the broker come from `DATABASE_URL` and `REDIS_URL`, which `script/test` sets;
with several workers, each takes its own pair of `TEST_SERVERS`.
"""

import atexit
import json
import os
import shutil
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="portal-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
(SCRATCH / "static").mkdir()
os.environ["DATA_DIR"] = str(SCRATCH)
# Known keys: what is stored encrypted can be compared between two runs.
os.environ["SECRET_KEY"] = "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2
os.environ["FIELD_KEYS"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
if "PYTEST_XDIST_WORKER" in os.environ:
    # Taken away, so that programs which a test starts stay with the addresses it gives them.
    servers = json.loads(os.environ.pop("TEST_SERVERS", "[{}]"))
    os.environ.update(servers[WORKER % len(servers)])

from portal.settings import *  # noqa: E402, F403
from portal.settings import TEMPLATES  # noqa: E402
from tests.strict import UndefinedVariable  # noqa: E402

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
# One quick hash: the cost of the real one is a test of its own (tests/portal/test_hashers.py).
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": SCRATCH / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
_VALKEY = os.environ["REDIS_URL"].removesuffix("/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{_VALKEY}/{WORKER + 1}",
    }
}
# Workers that tests start must not take the jobs of a test in the other process.
CELERY_BROKER_URL = f"{_VALKEY}/{WORKER + 8}"
