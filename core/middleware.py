"""Turns refusals of the domain into pages; records refused access in the audit trail."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import audit
from core.errors import DomainError, NotAllowed
from core.http import denied, frame_of

GetResponse = Callable[[HttpRequest], HttpResponse]


class DomainErrorMiddleware:
    """The one place where `core.errors.DomainError` becomes an answer.

    A view that can show the error at its form catches it itself; what gets here becomes a page
    with the error's sentence and its status (403 or 409).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            return denied(request, error.message)
        if isinstance(error, DomainError):
            context = {
                "frame": frame_of(request),
                "reason": error.message,
                "back": request.path,
            }
            return render(request, "errors/409.html", context, status=error.status)
        return None


class RefusedAccessMiddleware:
    """Each 403 and 404 that a signed-in person gets leaves one audit row (ASVS 16.3.2)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if response.status_code in (403, 404) and user is not None and user.is_authenticated:
            match = request.resolver_match
            audit.record(
                "access.refused",
                by=user,
                result="denied",
                detail={"status": response.status_code, "route": match.view_name if match else ""},
            )
        return response
