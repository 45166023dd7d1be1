"""What every request of a signed-in person passes: time limits, then the gates."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import passwords
from accounts.actions import sign_in
from accounts.actions.sessions import ACTING_POST
from accounts.models import User
from accounts.roles import ADMIN_ROLES, SECOND_FACTOR_ROLES
from accounts.sessions import HAS_DEVICE, SEEN, STARTED
from core import clock
from core.forms.digests import MACHINERY

Respond = Callable[[HttpRequest], HttpResponse]

ABSOLUTE = 12 * 3600
IDLE, IDLE_ADMIN = 30 * 60, 15 * 60
TOUCH_EVERY = 60  # seconds; a write for each request would be a waste

# Fields that nobody types.
UNTYPED = MACHINERY | {"csrfmiddlewaretoken"}

# Pages that the gates themselves lead to, and the way out.
OPEN_VIEWS = frozenset(
    {
        "accounts:sign-out",
        "accounts:second-factor",
        "accounts:second-factor-setup",
        "accounts:second-factor-picture",
        "accounts:password",
    }
)


def person(request: HttpRequest) -> User | None:
    """Who is signed in, or nobody."""
    user = request.user
    return user if user.is_authenticated else None  # type: ignore[return-value]


class SessionLimits:
    """Ends a session after 30 idle minutes (administrators 15) and after 12 hours at all."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = person(request)
        if user is not None:
            why = _expired(request, user)
            if why:
                sign_in.sign_out(request=request, by=user, why=why)
                messages.info(request, _WORDS[why]())
            else:
                _touch(request, user)
        return self.get_response(request)


def _expired(request: HttpRequest, user: User) -> str:
    moment = clock.now().timestamp()
    if STARTED not in request.session:
        # Begun by other means than the sign-in page: its time starts with the first request.
        request.session[STARTED] = request.session[SEEN] = moment
    idle = IDLE_ADMIN if ADMIN_ROLES & {*user.roles} else IDLE
    if moment - request.session[STARTED] > ABSOLUTE:
        return "old"
    return "idle" if moment - request.session[SEEN] > idle else ""


def _touch(request: HttpRequest, user: User) -> None:
    moment = clock.now().timestamp()
    if moment - request.session[SEEN] >= TOUCH_EVERY:
        request.session[SEEN] = moment
    if ACTING_POST in request.session:
        user.act_in(request.session[ACTING_POST])


_WORDS: dict[str, Callable[[], str]] = {
    "idle": lambda: _(
        "You were signed out because nothing happened for a while. Sign in and go on where you"
        " were; saved drafts are still there."
    ),
    "old": lambda: _("A session lasts twelve hours. Sign in and go on where you were."),
}


class SignInRequired(LoginRequiredMiddleware):
    """Sends people to the sign-in page and back; an htmx request moves the whole page."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if not getattr(request, "htmx", False):
            return super().handle_no_permission(request, view_func)
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
        page = f"{here.path}?{here.query}" if here.query else here.path
        response = HttpResponse(status=204)
        response["HX-Redirect"] = f"{reverse('accounts:sign-in')}?{urlencode({'next': page})}"
        return response


class Gates:
    """Holds people back who still owe a second factor or a new password."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        user = person(request)
        if user is None or match is None or match.view_name in OPEN_VIEWS:
            return None
        if not getattr(view, "login_required", True):
            return None
        owed = _owed(request, user)
        if not owed:
            return None
        back = request.get_full_path() if request.method == "GET" else "/staff/"
        return HttpResponseRedirect(f"{reverse(owed)}?{urlencode({'next': back})}")


class WithoutPost:
    """Keeps what somebody typed whose last post ended meanwhile.

    Every record is hidden from such a person, so that a form in hand would end in «not found»;
    the page says why instead and shows the words again.
    """

    # One's own account, drafts and messages need no post.
    FREE = frozenset({"accounts", "core", "portal"})

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        user = person(request)
        if request.method != "POST" or user is None or match is None:
            return None
        if match.namespace in self.FREE or not getattr(view, "login_required", True):
            return None
        if user.current_posts:
            return None
        typed = [
            value
            for name, values in request.POST.lists()
            if name not in UNTYPED and not name.endswith("_FORMS")
            for value in values
            if value.strip() and not value.isdigit()
        ]
        return render(request, "accounts/without_post.html", {"typed": typed}, status=403)


def _owed(request: HttpRequest, user: User) -> str:
    """The page of what the person has to do first; empty if nothing."""
    if not is_verified(user):
        if request.session.get(HAS_DEVICE):
            return "accounts:second-factor"
        if must_have_second_factor(user):
            return "accounts:second-factor-setup"
    if user.must_change_password or passwords.is_too_old(user):
        return "accounts:password"
    return ""


def is_verified(user: Any) -> bool:
    """Whether the person has proved the second factor in this session (django-otp says so)."""
    return bool(user.is_verified())


def must_have_second_factor(user: User) -> bool:
    """Leadership, office, desk and administrators, where the setting asks for it."""
    return settings.REQUIRE_SECOND_FACTOR and user.has_role(*SECOND_FACTOR_ROLES)
