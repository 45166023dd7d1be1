"""Posts: given, ended and handed over by the security administrator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.actions import posts, second_factor
from accounts.enums import Role
from accounts.forms import HandOverForm, PostForm, apply_action
from accounts.models import Post, User
from core.access import require
from core.http import status_message


@require_http_methods(["GET", "POST"])
def post_grant(request: HttpRequest, username: str) -> HttpResponse:
    user = get_object_or_404(User, username=username)
    require(access.can_grant(request.user, user))
    form = PostForm(request.POST if request.method == "POST" else None)
    post = form.is_valid() and apply_action(form, lambda: _grant(request, user, form))
    if not post:
        return render(request, "accounts/post_form.html", {"form": form, "subject": user})
    status_message(request, _("Post given:"), _url(user), post.title)
    return redirect(_url(user))


def _grant(request: HttpRequest, user: User, form: PostForm) -> Post:
    data = form.cleaned_data
    return posts.grant(
        user=user,
        role=Role(data["role"]),
        unit=data["unit"],
        job=data["job"],
        start=data["start"],
        by=request.user,
    )


@require_POST
def post_end(request: HttpRequest, post_id: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.select_related("user", "unit"), pk=post_id)
    posts.end(post=post, by=request.user)
    status_message(request, _("Post ended:"), _url(post.user), post.title)
    return redirect(_url(post.user))


@require_http_methods(["GET", "POST"])
def post_hand_over(request: HttpRequest, post_id: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.select_related("user", "unit"), pk=post_id)
    require(access.can_grant(request.user, post.user))
    form = HandOverForm(request.POST if request.method == "POST" else None, holder=post.user)
    new = form.is_valid() and apply_action(
        form, lambda: posts.hand_over(post=post, to=form.cleaned_data["to"], by=request.user)
    )
    if not new:
        return render(request, "accounts/hand_over.html", {"form": form, "post": post})
    status_message(request, _("Post handed over:"), _url(new.user), str(new))
    return redirect(_url(new.user))


@require_POST
def second_factor_reset(request: HttpRequest, username: str) -> HttpResponse:
    user = get_object_or_404(User, username=username)
    second_factor.reset(user=user, by=request.user)
    status_message(
        request,
        _("Second factor taken away; it is set up anew at the next sign-in:"),
        _url(user),
        user.username,
    )
    return redirect(_url(user))


def _url(user: User) -> str:
    return reverse("accounts:user", args=[user.username])
