"""What members of a democratic life meeting write about themselves and each other."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaign import access
from campaign.actions import life_meetings as actions
from campaign.forms.life_meetings import CriticismForm, ReviewForm
from campaign.models import Criticism, LifeMember
from campaign.views.life_meetings import find
from core import drafts
from core.access import require
from core.errors import Conflict, DomainError
from core.forms.base import form_of_draft
from core.http import conflict_response, status_message


def _seat(request: HttpRequest, number: str) -> LifeMember:
    found = find(request, number)
    require(access.can_speak(request.user, found))
    seat = access.own_part(request.user, found)
    assert seat is not None  # noqa: S101 -- can_speak has found it
    return seat


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, number: str) -> HttpResponse:
    """The own self-review: problems, causes, promises."""
    seat = _seat(request, number)
    key = f"life-review:{seat.pk}"

    def make(data: Any) -> ReviewForm:
        return ReviewForm(data, member=seat)

    form = make(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_review(
                member=seat,
                by=request.user,
                version=form.cleaned_data["version"],
                **form.values,
            )
        except Conflict as stale:
            return _conflict(request, form, seat, stale)
        drafts.drop(request.user, key)
        url = reverse("campaign:life-meeting", args=[number])
        status_message(request, _("Saved:"), url, number)
        return redirect(url)
    if request.method == "GET" and (kept := drafts.load(request.user, key)):
        form = form_of_draft(make, kept.data)
    context = {"form": form, "meeting": seat.meeting, "draft_key": key}
    return render(request, "campaign/life_review.html", context)


def _conflict(
    request: HttpRequest, form: ReviewForm, seat: LifeMember, stale: Conflict
) -> HttpResponse:
    """Only the member writes here, so it was the member, in another window."""
    current: Any = stale.current
    return conflict_response(
        request,
        form,
        current,
        who=seat.user.name,
        when=current.updated_at,
        cancel_url=reverse("campaign:life-meeting", args=[seat.meeting.number]),
        title=seat.meeting.number,
    )


@require_http_methods(["GET", "POST"])
def criticism(request: HttpRequest, number: str) -> HttpResponse:
    """Criticism of another member (`about`: the seat); empty takes it back."""
    seat = _seat(request, number)
    form = CriticismForm(request.POST or None, member=seat, initial=_initial(request, seat))
    if request.method == "POST" and form.is_valid():
        try:
            actions.criticise(member=seat, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            url = reverse("campaign:life-meeting", args=[number])
            status_message(request, _("Saved:"), url, number)
            return redirect(url)
    context = {"form": form, "meeting": seat.meeting}
    return render(request, "campaign/life_criticism.html", context)


def _initial(request: HttpRequest, seat: LifeMember) -> dict[str, Any]:
    about = request.GET.get("about", "")
    if not (about.isascii() and about.isdigit()):
        return {}
    said = Criticism.objects.filter(author=seat, about=int(about)).first()
    return {"about": about, "content": said.content if said else ""}
