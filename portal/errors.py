"""Error pages in our look. They work without the database: no user, no menu, no query."""

import logging
import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.csrf import requires_csrf_token
from structlog.contextvars import get_contextvars

from complaints.open311 import answers
from portal.context import html_lang
from portal.menus import address
from portal.prefs import contrast, text_size
from portal.site import from_settings

log = logging.getLogger(__name__)


def error_page(request: HttpRequest, template: str, status: int, **extra: Any) -> HttpResponse:
    """Render a template without context processors."""
    context = {
        "html_lang": html_lang(),
        "text_size": "normal" if status == 400 else text_size(request),
        "contrast": "normal" if status == 400 else contrast(request),
        "demo": settings.DEMO,
        "site": from_settings(),
        "track_url": address("complaints:track"),
        "is_staff_page": request.path.startswith("/staff/"),
        **extra,
    }
    return HttpResponse(loader.render_to_string(template, context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read: nothing of it is looked at again, that would raise again."""
    return answers.outside(request, 400) or error_page(request, "errors/400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, "errors/403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answers.outside(request, 404) or error_page(request, "errors/404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Time and a reference number that is also in the log."""
    reference = str(get_contextvars().get("request_id", "") or secrets.token_hex(8))[:8].upper()
    log.error("server error shown to a person", extra={"reference": reference})
    if answer := answers.outside(request, 500):
        return answer
    now = timezone.localtime()
    return error_page(request, "errors/500.html", 500, reference=reference, now=now)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection ran out: after signing out elsewhere, or with cookies blocked."""
    if answer := answers.outside(request, 405):
        return answer
    signed_in = getattr(getattr(request, "user", None), "is_authenticated", False)
    sign_in = address("accounts:sign-in")
    if request.path.startswith("/staff/") and not signed_in and sign_in:
        target = f"{sign_in}?{urlencode({'next': request.path})}"
        return error_page(request, "errors/session.html", 403, sign_in_url=target)
    return error_page(request, "errors/csrf.html", 403, back=request.path)
