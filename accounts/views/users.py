"""Accounts: made by the system administrator, given posts by the security administrator."""

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import access, queries
from accounts.actions import passwords, users
from accounts.forms import NewUserForm, UserForm, apply_action
from accounts.models import Post, Unit, User
from core.access import require
from core.http import FilterForm, ListPage, Sort, status_message

SORTS = (
    Sort(
        "username",
        ("username",),
        gettext_lazy("by account"),
        gettext_lazy("by account, backwards"),
    ),
    Sort(
        "last_login",
        ("-last_login", "username"),
        gettext_lazy("by last sign-in, newest first"),
    ),
)


class UserFilter(FilterForm):
    """Filters of the list of accounts."""

    q = forms.CharField(label=gettext_lazy("Account or name"), max_length=60)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("all")),
            ("active", gettext_lazy("active")),
            ("disabled", gettext_lazy("disabled")),
            ("without", gettext_lazy("without a post")),
        ],
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        units = Unit.objects.active().in_order().values_list("code", "short_name")
        self.fields["unit"].choices = [("", _("all")), *units]  # type: ignore[attr-defined]

    def rows(self) -> QuerySet[User]:
        return queries.people(
            self.value("q") or "",
            unit_code=self.value("unit") or "",
            state=self.value("state") or "",
        )


@require_GET
def users_list(request: HttpRequest) -> HttpResponse:
    require(access.can_see_users(request.user))
    filters = UserFilter(request.GET)
    page = ListPage(request, filters.rows(), sorts=SORTS, filters=filters, per_page=30)
    context = {"page": page, "may_manage": bool(access.can_manage_users(request.user))}
    return render(request, "accounts/users.html", context)


@require_http_methods(["GET", "POST"])
def user_new(request: HttpRequest) -> HttpResponse:
    require(access.can_manage_users(request.user))
    form = NewUserForm(request.POST if request.method == "POST" else None)
    user = form.is_valid() and apply_action(
        form, lambda: users.create(by=request.user, **form.cleaned_data)
    )
    if not user:
        return render(request, "accounts/user_form.html", {"form": form, "subject": None})
    status_message(
        request,
        _("Account made. Now make a password link; the security administrator gives the posts:"),
        _url(user),
        user.username,
    )
    return redirect(_url(user))


@require_GET
def user_detail(request: HttpRequest, username: str) -> HttpResponse:
    require(access.can_see_users(request.user))
    return render(request, "accounts/user.html", _detail(request, _find(username)))


@require_http_methods(["GET", "POST"])
def user_edit(request: HttpRequest, username: str) -> HttpResponse:
    require(access.can_manage_users(request.user))
    user = _find(username)
    initial = {"name": user.name, "email": user.email}
    form = UserForm(request.POST if request.method == "POST" else None, initial=initial)
    if not (
        form.is_valid()
        and apply_action(form, lambda: users.edit(user=user, by=request.user, **form.cleaned_data))
    ):
        return render(request, "accounts/user_form.html", {"form": form, "subject": user})
    status_message(request, _("Account saved:"), _url(user), user.username)
    return redirect(_url(user))


@never_cache
@require_POST
def user_link(request: HttpRequest, username: str) -> HttpResponse:
    """Show the one-time link; it is shown this once only."""
    user = _find(username)
    token = passwords.issue_link(user=user, by=request.user)
    path = reverse("accounts:password-link", args=[token])
    context = _detail(request, user) | {"link": request.build_absolute_uri(path)}
    return render(request, "accounts/user.html", context)


@require_POST
def user_active(request: HttpRequest, username: str) -> HttpResponse:
    user = _find(username)
    active = request.POST.get("active") == "1"
    users.set_active(user=user, by=request.user, active=active)
    text = _("Account enabled:") if active else _("Account disabled, its sessions have ended:")
    status_message(request, text, _url(user), user.username)
    return redirect(_url(user))


def _find(username: str) -> User:
    return get_object_or_404(User, username=username)


def _url(user: User) -> str:
    return reverse("accounts:user", args=[user.username])


def _detail(request: HttpRequest, user: User) -> dict[str, object]:
    present = Post.objects.current().filter(user=user).select_related("unit")
    past = Post.objects.filter(user=user).exclude(pk__in=present).select_related("unit")
    return {
        "subject": user,
        "posts": present.order_by("-is_primary", "id"),
        "other_posts": past.order_by("-start", "id"),
        "may_manage": bool(access.can_manage_users(request.user)),
        "may_grant": bool(access.can_grant(request.user, user)),
        "link": "",
    }
