"""The desk reads what people think of publications."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.models import User
from core.access import require
from core.http import ListPage, Sort, status_message
from publicity import access
from publicity.actions import opinions as actions
from publicity.forms import HandleForm
from publicity.models import Opinion

_SORTS = (Sort("new", ("-state", "-id"), gettext_lazy("unread first, then the newest")),)


def opinions(request: HttpRequest) -> HttpResponse:
    """All opinions, unread first."""
    require(access.can_read_opinions(_person(request)))
    return _page(request, None, None)


@require_POST
def handle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what became of an opinion."""
    user = _person(request)
    require(access.can_read_opinions(user))
    opinion = get_object_or_404(Opinion.objects.select_related("publication__unit"), pk=pk)
    form = HandleForm(request.POST)
    if not form.is_valid():
        return _page(request, opinion, form)
    actions.handle(opinion=opinion, by=user, note=form.cleaned_data["note"])
    status_message(request, _("Noted on the opinion about %(n)s") % {"n": opinion.number})
    return redirect("publicity:opinions")


def _page(request: HttpRequest, opinion: Opinion | None, form: HandleForm | None) -> HttpResponse:
    rows = Opinion.objects.select_related("publication__unit", "handled_by")
    page = ListPage(request, rows, sorts=_SORTS)
    empty = HandleForm()
    cards = [(row, form if opinion and row.pk == opinion.pk and form else empty) for row in page]
    return render(
        request, "publicity/opinions.html", {"page": page, "cards": cards, "form": form or empty}
    )


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - sign-in is the default
    return request.user
