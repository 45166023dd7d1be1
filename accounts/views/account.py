"""One's own account: posts, password, second factor, sessions."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from accounts import passwords
from accounts.actions import passwords as password_actions
from accounts.actions import second_factor, sessions
from accounts.forms import ChangePasswordForm, NewPasswordForm, apply_action
from accounts.middleware import must_have_second_factor
from accounts.models import PasswordLink, RecoveryCode, Session
from accounts.views.sign_in import HOME, safe_next
from core.errors import DomainError
from core.http import status_message


@dataclass(frozen=True)
class SessionRow:
    """A session in the list of one's own."""

    session: Session
    current: bool


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    user = request.user
    here = request.session.session_key
    rows = [SessionRow(row, row.session_key == here) for row in Session.objects.of(user.pk)[:20]]
    context = {
        "posts": user.current_posts,
        "acting": user.main_post,
        "sessions": rows,
        "has_others": any(not row.current for row in rows),
        "device": second_factor.device_of(user),
        "device_required": must_have_second_factor(user),
        "codes_left": RecoveryCode.objects.filter(user=user, used_at=None).count(),
    }
    return render(request, "accounts/account.html", context)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ChangePassword(View):
    """A new password, after the present one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, ChangePasswordForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ChangePasswordForm(request.POST)
        done = form.is_valid() and apply_action(
            form,
            lambda: password_actions.change(
                by=request.user,
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                request=request,
            ),
        )
        if not done:
            return self.page(request, form)
        status_message(
            request, _("Your password is changed. Other sessions of yours have been signed out.")
        )
        return redirect(safe_next(request))

    def page(self, request: HttpRequest, form: ChangePasswordForm) -> HttpResponse:
        user = request.user
        context = {
            "form": form,
            "next": safe_next(request),
            "first_time": user.must_change_password,
            "too_old": passwords.is_too_old(user),
        }
        return render(request, "accounts/password.html", context)


@method_decorator(login_not_required, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class PasswordByLink(View):
    """Set a password with a one-time link; the person then signs in with it."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.page(request, token, NewPasswordForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = NewPasswordForm(request.POST)
        done = form.is_valid() and apply_action(
            form,
            lambda: password_actions.use_link(token=token, new=form.cleaned_data["new"]),
        )
        if not done:
            return self.page(request, token, form)
        status_message(request, _("Your password is set. Sign in with it now."))
        return redirect("accounts:sign-in")

    def page(self, request: HttpRequest, token: str, form: NewPasswordForm) -> HttpResponse:
        found = PasswordLink.objects.open().filter(digest=password_actions.digest(token))
        link = found.select_related("user").first()
        status = 200 if link else 404
        context = {"form": form if link else None, "link": link}
        return render(request, "accounts/password_link.html", context, status=status)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    count = sessions.end_others(request=request, by=request.user)
    status_message(request, _("Other sessions signed out: %(n)d.") % {"n": count})
    return redirect("accounts:account")


@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    try:
        post_id = int(request.POST.get("post", ""))
        sessions.switch_post(request=request, by=request.user, post_id=post_id)
    except (ValueError, DomainError):
        return redirect("accounts:account")
    title = request.user.post_title
    status_message(request, _("You now act as:"), reverse("accounts:account"), title)
    return redirect(HOME)
