"""In and out."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.actions import sign_in
from accounts.forms import SignInForm
from accounts.middleware import person

HOME = "/staff/"


def safe_next(request: HttpRequest) -> str:
    """The page asked for, if it is one of ours; else the home page."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if own and target.startswith("/") else HOME


@method_decorator(login_not_required, name="dispatch")
@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class SignIn(View):
    """The sign-in page: one sentence for every wrong try, whatever was wrong."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if person(request) is not None:
            return redirect(safe_next(request))
        return self.page(request, SignInForm(), 200)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SignInForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, 200)
        outcome = sign_in.attempt(
            request=request,
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
        )
        if outcome.user is not None:
            return HttpResponseRedirect(safe_next(request))
        form.add_error(None, _refusal(outcome.wait_minutes))
        return self.page(request, form, 429 if outcome.wait_minutes else 200)

    def page(self, request: HttpRequest, form: SignInForm, status: int) -> HttpResponse:
        context = {"form": form, "next": safe_next(request)}
        return render(request, "accounts/sign_in.html", context, status=status)


def _refusal(minutes: int) -> str:
    if not minutes:
        return _("Account and password do not fit together. Check both and try again.")
    return ngettext(
        "Too many wrong tries. Wait %(n)d minute, then try again, or ask the system"
        " administrator for a new password link.",
        "Too many wrong tries. Wait %(n)d minutes, then try again, or ask the system"
        " administrator for a new password link.",
        minutes,
    ) % {"n": minutes}


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on the server and clear what the browser kept of it."""
    user = person(request)
    if user is not None:
        sign_in.sign_out(request=request, by=user)
    response = redirect("/")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def locked_out(request: HttpRequest, response: HttpResponse, credentials: object) -> HttpResponse:
    """Our own page already says how long to wait: leave it as it is."""
    return response
