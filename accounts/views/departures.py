"""A person leaves: one page for the three steps, each by the administrator it belongs to."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access, departures
from accounts.actions import departures as actions
from accounts.forms import apply_action
from accounts.models import Post, User
from core import clock
from core.access import require
from core.forms import PortalForm
from core.forms.fields import DateField
from core.http import status_message


class LeavingForm(PortalForm):
    """The last day, and who holds each post from the next."""

    last_day = DateField(
        label=gettext_lazy("Last day in the posts"),
        help_text=gettext_lazy("The posts end with this day; successors begin on the next."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = list(departures.running(user))
        people = User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("name", "id")
        for post in self.held:
            self.fields[actions.field_of(post)] = forms.ModelChoiceField(
                people,
                label=_("Successor as %(post)s") % {"post": post.title},
                required=False,
                empty_label=_("nobody yet"),
            )
        self.word_errors()

    @property
    def successors(self) -> dict[int, User]:
        chosen = {post.pk: self.cleaned_data[actions.field_of(post)] for post in self.held}
        return {pk: person for pk, person in chosen.items() if person}


class ReceiverForm(PortalForm):
    """Who takes over the open work of a post."""

    to = forms.ModelChoiceField(
        Post.objects.none(),
        label=gettext_lazy("Who takes over"),
        error_messages={"required": gettext_lazy("Choose who takes the work over.")},
    )

    def __init__(self, *args: Any, source: Post, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"work-{source.pk}", **kwargs)
        self.fields["to"].queryset = departures.receivers(source)  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def leaving(request: HttpRequest, username: str) -> HttpResponse:
    """The page; posting it ends the posts."""
    user = _find(request, username)
    if request.method == "POST":
        require(access.can_grant(request.user, user))
    form = LeavingForm(
        request.POST if request.method == "POST" else None,
        user=user,
        initial={"last_day": clock.today()},
    )
    ended = form.is_valid() and apply_action(
        form,
        lambda: actions.leave(
            user=user,
            last_day=form.cleaned_data["last_day"],
            successors=form.successors,
            by=request.user,
        ),
    )
    if not ended:
        return _page(request, user, form)
    n = len(ended)
    said = ngettext("%(n)d post ends on %(day)s:", "%(n)d posts end on %(day)s:", n)
    day: dt.date = form.cleaned_data["last_day"]
    return _back(request, user, said % {"n": n, "day": day.isoformat()})


@require_POST
def hand_over(request: HttpRequest, username: str, post_id: int) -> HttpResponse:
    """Give the open work of one post to a colleague."""
    user = _find(request, username)
    require(access.can_grant(request.user, user))
    source = get_object_or_404(Post.objects.select_related("user", "unit"), pk=post_id, user=user)
    form = ReceiverForm(request.POST, source=source)
    moved = form.is_valid() and apply_action(
        form,
        lambda: actions.hand_over(source=source, to=form.cleaned_data["to"], by=request.user),
    )
    if not moved:
        return _page(request, user, given=(source, form))
    said = ngettext("Handed over %(n)d open matter:", "Handed over %(n)d open matters:", moved)
    return _back(request, user, said % {"n": moved})


@require_POST
def close(request: HttpRequest, username: str) -> HttpResponse:
    """Disable the account at last."""
    user = _find(request, username)
    require(access.can_manage_users(request.user))
    actions.close(user=user, by=request.user)
    return _back(request, user, _("Account disabled, its sessions have ended:"))


def _page(
    request: HttpRequest,
    user: User,
    form: LeavingForm | None = None,
    given: tuple[Post, ReceiverForm] | None = None,
) -> HttpResponse:
    loads = departures.loads(user)
    rows = [(load, _receiver(load, given)) for load in loads if load.shares]
    context = {
        "subject": user,
        "form": form or LeavingForm(user=user, initial={"last_day": clock.today()}),
        "held": [load.post for load in loads if not load.over],
        "rows": rows,
        "left": sum(load.to_hand_over for load in loads),
        "may_grant": bool(access.can_grant(request.user, user)),
        "may_manage": bool(access.can_manage_users(request.user)),
        "formsets": [given[1]] if given else [],
    }
    return render(request, "accounts/leaving.html", context)


def _receiver(
    load: departures.Load, given: tuple[Post, ReceiverForm] | None
) -> ReceiverForm | None:
    if not load.to_hand_over:
        return None
    if given is not None and given[0].pk == load.post.pk:
        return given[1]
    return ReceiverForm(source=load.post)


def _find(request: HttpRequest, username: str) -> User:
    require(access.can_see_users(request.user))
    return get_object_or_404(User, username=username)


def _back(request: HttpRequest, user: User, text: str) -> HttpResponse:
    status_message(request, text, reverse("accounts:user", args=[user.username]), user.name)
    return redirect("accounts:leaving", user.username)
