"""What every request passes through."""

import ipaddress
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django_structlog.middlewares import RequestMiddleware

_NUL = "\x00"
GetResponse = Callable[[HttpRequest], HttpResponse]
PERMISSIONS = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()"
)


class ResponseHeaders:
    """Headers that Django has no setting for, on every answer, static files and errors too."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Else the web server writes its own name.
        response.headers.setdefault("Server", "portal")
        # Pages show data of people; only static files, which say so themselves, may be kept.
        response.headers.setdefault("Cache-Control", "no-store")
        if request.path != "/":
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


class ClientAddress:
    """Put the client's address into `REMOTE_ADDR`, as told by our own proxies and nobody else.

    Each of the `PROXY_COUNT` proxies appends the address it saw to `X-Forwarded-For`; what stands
    further left was written by the client and can say anything.
    """

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        request.META["portal.forwarded"] = bool(forwarded)
        hops = [hop.strip() for hop in forwarded.split(",")]
        if forwarded and 0 < settings.PROXY_COUNT <= len(hops):
            seen = hops[-settings.PROXY_COUNT]
            if _is_address(seen):
                request.META["REMOTE_ADDR"] = seen
        return self.get_response(request)


class NoNul:
    """Leaves the character NUL out of filters and forms; an address with one leads nowhere.

    Nobody types it, and PostgreSQL takes it in no text: each look-up with one would be a fault.
    """

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _NUL in request.path_info:
            raise Http404
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Before the view reads them; a POST has been read for its token by now."""
        request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]


def _without_nul(data: QueryDict) -> QueryDict:
    if not any(_NUL in text for name, values in data.lists() for text in (name, *values)):
        return data
    clean = QueryDict(mutable=True)
    for name, values in data.lists():
        clean.setlist(name.replace(_NUL, ""), [value.replace(_NUL, "") for value in values])
    return clean


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def client_address(request: HttpRequest) -> str:
    """The client's address, for limits on tries; never store it beside a complaint."""
    return str(request.META.get("REMOTE_ADDR", ""))


def is_from_this_machine(request: HttpRequest) -> bool:
    """Sent from here and not handed on by a proxy."""
    address = client_address(request)
    return (
        not request.META.get("portal.forwarded")
        and _is_address(address)
        and ipaddress.ip_address(address).is_loopback
    )


class RequestLog(RequestMiddleware):
    """One log line a request: method, route, status, who; never what the address itself says."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """The pattern of the address: `GET t/<str:code>/`.

        Addresses can hold query codes and numbers of cases, and query strings names and words.
        """
        match = request.resolver_match
        return f"{request.method} /{match.route}" if match else f"{request.method} (no route)"

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """Name the signed-in account if the request looked it up anyway."""
        user: Any = getattr(request, "_cached_user", None)
        if user is not None and user.pk is not None:
            structlog.contextvars.bind_contextvars(user_id=user.pk)


class Language:
    """The language of the cookie, else Chinese, whatever the browser prefers.

    A government's page in China opens in Chinese; who wants English switches once.
    """

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if code not in dict(settings.LANGUAGES):
            code = settings.LANGUAGE_CODE
        translation.activate(code)
        request.LANGUAGE_CODE = code  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response
