"""The screen of a study session with its changing code, signing in, and the topic library."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campaign import access, sign_in_codes
from campaign.actions import sign_ins
from campaign.actions import topics as library
from campaign.models import Campaign, StudySession
from campaign.views.sessions import find
from core.access import require
from core.documents.setting import qr
from core.forms import PortalForm
from core.http import status_message


@never_cache
def screen(request: HttpRequest, number: str) -> HttpResponse:
    """The code for the wall, and how many have signed in; the code alone for its renewal."""
    session = find(request, number)
    require(access.can_add_session(request.user, session.unit))
    path = reverse("campaign:session-sign", args=[number, sign_in_codes.present(session)])
    context = {
        "session": session,
        "picture": qr(request.build_absolute_uri(path)),
        "signed": session.sign_ins.count(),
        "seconds": sign_in_codes.SECONDS,
    }
    part = request.headers.get("HX-Request") == "true"
    page = "campaign/session_code.html" if part else "campaign/session_screen.html"
    return render(request, page, context)


@never_cache
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """What the code leads to: one button. Whoever is not of the unit gets 404 or the reason."""
    session = get_object_or_404(
        StudySession.objects.filter(
            unit__in=[post.unit_id for post in request.user.current_posts]
        ).select_related("unit"),
        number=number,
    )
    require(access.can_sign_in(request.user, session))
    if request.method == "POST":
        sign_ins.sign_in(session=session, by=request.user, code=code)
        return redirect(request.path)
    done = session.sign_ins.filter(user=request.user).first()
    return render(request, "campaign/session_sign.html", {"session": session, "done": done})


class TopicsForm(PortalForm):
    """The library, one topic per line."""

    titles = forms.CharField(
        label=gettext_lazy("topics of study"),
        help_text=gettext_lazy("One topic per line, in the order in which units see them."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def clean_titles(self) -> list[str]:
        titles = [line.strip() for line in self.cleaned_data["titles"].splitlines()]
        if any(len(title) > 100 for title in titles):
            raise forms.ValidationError(_("A topic has at most 100 characters. Shorten it."))
        return [title for title in titles if title]


@require_http_methods(["GET", "POST"])
def topics(request: HttpRequest) -> HttpResponse:
    """The library that the office keeps and units pick from."""
    require(access.can_read_records(request.user))
    campaign = Campaign.objects.current()
    rows = list(campaign.topics.filter(active=True))
    keeps = access.can_manage_campaigns(request.user)
    form = None
    if keeps or request.method == "POST":
        require(keeps)
        initial = {"titles": "\n".join(topic.title for topic in rows)}
        form = TopicsForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            library.set_topics(
                campaign=campaign, by=request.user, titles=form.cleaned_data["titles"]
            )
            status_message(request, _("Saved:"), request.path, _("topics of study"))
            return redirect(request.path)
    return render(request, "campaign/topics.html", {"topics": rows, "form": form})
