"""What views answer with, besides pages: messages, refusals, conflicts."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from core.conflicts import Merge, merge
from core.text import Text
from core.ui.lists import FilterForm, ListPage, Sort

__all__ = [
    "FilterForm",
    "ListPage",
    "Sort",
    "conflict_page",
    "conflict_response",
    "denied",
    "frame_of",
    "redirect_back",
    "status_message",
]


def status_message(
    request: HttpRequest, text: Text, url: str | None = None, label: Text | None = None
) -> None:
    """Say on the next page what was done, naming the object and linking to it (R29)."""
    if url and label:
        # Full-width punctuation brings its own space.
        gap = "" if str(text).endswith(("：", "，", "。")) else " "
        text = format_html('{}{}<a href="{}">{}</a>', text, gap, url, label)
    messages.success(request, str(text) if not hasattr(text, "__html__") else text)  # type: ignore[arg-type]


def frame_of(request: HttpRequest) -> str:
    """The base template for a page that may appear on both sides."""
    user = getattr(request, "user", None)
    inside = request.path.startswith("/staff/") and user is not None and user.is_authenticated
    return "staff/base.html" if inside else "public/base.html"


def denied(request: HttpRequest, reason: Text, *, ask: Text = "") -> HttpResponse:
    """A page with status 403: why not, and whom to ask."""
    context = {"frame": frame_of(request), "reason": reason, "ask": ask}
    return render(request, "errors/denied.html", context, status=403)


def conflict_response(
    request: HttpRequest,
    form: forms.Form,
    current: object,
    *,
    who: Text,
    when: dt.datetime,
    cancel_url: str,
    title: Text = "",
) -> HttpResponse:
    """A page with status 409: both values of each field, the rest merged, mine kept (R28).

    `form` is the stale bound form (a `VersionedFormMixin`); `current` the saved record or a mapping
    with its present values and `version`. The page posts to the same address again.
    """
    merged = merge(form, request.POST, current)
    return conflict_page(request, merged, who=who, when=when, cancel_url=cancel_url, title=title)


def conflict_page(
    request: HttpRequest,
    merged: Merge,
    *,
    who: Text,
    when: dt.datetime,
    cancel_url: str,
    title: Text = "",
) -> HttpResponse:
    """The page of `conflict_response`, for views that compare more than one form themselves."""
    context = {
        "frame": frame_of(request),
        "merge": merged,
        "who": who,
        "when": when,
        "cancel_url": cancel_url,
        "name": title,
    }
    return render(request, "errors/conflict.html", context, status=409)


def redirect_back(request: HttpRequest, fallback: str) -> HttpResponseRedirect:
    """Go where the form's `next` says, if that is a page of ours."""
    target = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # A bare word would be looked up as the name of a view.
    is_address = target.startswith(("/", "http://", "https://"))
    return redirect(target if own and is_address else fallback)
