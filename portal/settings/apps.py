"""What the portal is made of: packages, middleware, templates, languages."""

from portal.configuration import ROOT
from portal.settings.base import CONFIGURATION

BASE_DIR = ROOT
PORTAL_ENV = "prod" if CONFIGURATION.production else "dev"
SITE_URL = CONFIGURATION.site_url.rstrip("/")
DEMO_PASSWORD = CONFIGURATION.demo_password
DEBUG = False
DEMO = CONFIGURATION.demo

# Licensed fonts of official documents, where a customer has them; else the free ones are used.
FONT_FANGSONG, FONT_KAI = CONFIGURATION.fonts["FONT_FANGSONG"], CONFIGURATION.fonts["FONT_KAI"]
FONT_HEI, FONT_XBS = CONFIGURATION.fonts["FONT_HEI"], CONFIGURATION.fonts["FONT_XBS"]

PACKAGES = [
    "core",
    "accounts",
    "campaign",
    "rectification",
    "outreach",
    "complaints",
    "inspections",
    "publicity",
    "reports",
]

INSTALLED_APPS = [
    *PACKAGES,
    "portal",
    "crispy_forms",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_structlog",
    "axes",
    "pgtrigger",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.middleware.ResponseHeaders",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.ClientAddress",
    "portal.middleware.RequestLog",
    "portal.metrics.RequestMetrics",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.middleware.NoNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.SignInRequired",
    "accounts.middleware.Gates",
    "accounts.middleware.WithoutPost",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.RefusedAccessMiddleware",
    "core.middleware.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.frame",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["zf", "bootstrap5"]
CRISPY_TEMPLATE_PACK = "zf"
CRISPY_FAIL_SILENTLY = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The body that runs the site; the running campaign's own line and address come before these.
SITE = CONFIGURATION.site

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale" / package for package in [*PACKAGES, "portal"]]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
