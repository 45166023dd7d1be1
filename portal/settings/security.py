"""Keys, cookies, headers, sign-in."""

import datetime as dt

from csp.constants import NONE, SELF

from portal.settings.apps import PORTAL_ENV
from portal.settings.base import CONFIGURATION

SECRET_KEY = CONFIGURATION.secret_key
FIELD_KEYS = CONFIGURATION.field_keys
HASH_KEYS = CONFIGURATION.hash_keys
ALLOWED_HOSTS = CONFIGURATION.allowed_hosts
PROXY_COUNT = CONFIGURATION.proxy_count

_SECURE = PORTAL_ENV == "prod"
_PREFIX = "__Host-" if _SECURE else ""

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = f"{_PREFIX}session"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
LANGUAGE_COOKIE_NAME = f"{_PREFIX}language"
TEXT_SIZE_COOKIE_NAME = f"{_PREFIX}text-size"
CONTRAST_COOKIE_NAME = f"{_PREFIX}contrast"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60

# TLS ends at the proxy in front, which says so in this header (docs/production.md).
if _SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

X_FRAME_OPTIONS = "DENY"
# Not "no-referrer": with it browsers send "Origin: null" and every form is refused (ADR 12).
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

PASSWORD_HASHERS = ["portal.hashers.TunedArgon2"]
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "/staff/"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"accounts.passwords.{name}Validator"}
    for name in ("Length", "Classes", "Context", "Common", "History")
]
PASSWORD_MAX_AGE_DAYS = CONFIGURATION.password_max_age_days
REQUIRE_SECOND_FACTOR = CONFIGURATION.require_second_factor

# Five failures within half an hour lock this account from this address; somebody who does not know
# the password cannot lock out the person who does.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # every try is in the audit trail already
AXES_LOCKOUT_CALLABLE = "accounts.views.sign_in.locked_out"
AXES_CLIENT_IP_CALLABLE = "portal.middleware.client_address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Work-style portal"
