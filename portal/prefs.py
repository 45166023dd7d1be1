"""How a person wants to read: text size, contrast and language, each in a cookie."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

SIZES = ("normal", "large")
CONTRASTS = ("normal", "high")
_YEAR = 365 * 24 * 60 * 60


def text_size(request: HttpRequest) -> str:
    """«large» for the large-print version, else «normal»."""
    size = request.COOKIES.get(settings.TEXT_SIZE_COOKIE_NAME, "")
    return size if size in SIZES else "normal"


def contrast(request: HttpRequest) -> str:
    """«high» for black on white with strong borders, else «normal»."""
    wanted = request.COOKIES.get(settings.CONTRAST_COOKIE_NAME, "")
    return wanted if wanted in CONTRASTS else "normal"


def remember(response: HttpResponse, name: str, value: str) -> None:
    """Keep a preference for a year."""
    response.set_cookie(
        name,
        value,
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
