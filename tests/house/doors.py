"""Quick ways in for tests that ask thousands of pages: who is signed in, and bare refusals."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLResolver

from accounts.models import User
from accounts.sessions import SEEN, STARTED
from core import clock, middleware

_Sessions = import_module(settings.SESSION_ENGINE).SessionStore


def inside(user: User, **options: Any) -> Client:
    """A client with the session of somebody who has signed in, without the signing in."""
    moment = clock.now().timestamp()
    session = _Sessions()
    session.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            STARTED: moment,
            SEEN: moment,
        }
    )
    session.save(must_create=True)
    client = Client(**options)
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def bare_refusals(patch: pytest.MonkeyPatch) -> None:
    """A refusal is its status only: its page has tests of its own (tests/portal/test_errors.py)."""

    def handler(_resolver: URLResolver, code: int) -> Callable[..., HttpResponse]:
        return lambda request, exception=None: HttpResponse(status=code)

    def denied(_request: HttpRequest, _reason: object) -> HttpResponse:
        return HttpResponse(status=403)

    patch.setattr(URLResolver, "resolve_error_handler", handler)
    patch.setattr(middleware, "denied", denied)
