"""Where data lives: database, cache, files, letters, static files."""

import dj_database_url
import dj_email_url

from portal.settings.apps import BASE_DIR, PORTAL_ENV
from portal.settings.base import CONFIGURATION
from portal.settings.storage import default_storage, private_folder

DATA_DIR = CONFIGURATION.data_dir

# A command typed while no server runs fails on this folder, whose name says what to do.
_NO_DATABASE = f"{DATA_DIR}/start-script-server-first".replace("/", "%2F")
DATABASES = {
    "default": dict(
        dj_database_url.parse(
            CONFIGURATION.database_url or f"postgres://portal@{_NO_DATABASE}/portal",
            conn_max_age=600,
            conn_health_checks=True,
        )
    )
}

REDIS_URL = CONFIGURATION.redis_url or "redis://127.0.0.1:1/0"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "portal",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1},
    }
}

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
# Compressing takes longer than everything else of a first start, and pays only over a network.
_STATIC = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if CONFIGURATION.production
    else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
)
STORAGES = {
    "default": default_storage(CONFIGURATION),
    "staticfiles": {"BACKEND": _STATIC},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Uploads: who checks them for viruses, and whether the proxy hands them out.
CLAMD_ADDRESS = CONFIGURATION.clamd_address
X_ACCEL_PREFIX = CONFIGURATION.x_accel_prefix

# Uploads wait beside the data, never in a folder that other accounts of the machine can list.
FILE_UPLOAD_TEMP_DIR = private_folder(DATA_DIR / "uploads")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 40

_mail = dj_email_url.parse(CONFIGURATION.email_url)
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIGURATION.from_email
# No error mails: they show form fields, addresses of clients and query strings.
ADMINS: list[tuple[str, str]] = []

METRICS_TOKEN = CONFIGURATION.metrics_token
IN_PRODUCTION = PORTAL_ENV == "prod"
