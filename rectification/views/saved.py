"""Saved views: name the present filters, share them, drop them (R23)."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from core.access import require
from core.errors import DomainError, NotAllowed
from core.http import status_message
from rectification import access
from rectification.actions import saved
from rectification.forms.filters import LedgerFilter
from rectification.forms.saved import SaveViewForm
from rectification.models import SavedView
from rectification.queries import present_day
from rectification.views.item import person

_KEPT = frozenset({*LedgerFilter.base_fields, "sort"})


def views(request: HttpRequest) -> HttpResponse:
    """All views the person can use; own ones can be deleted."""
    user = person(request)
    require(access.can_read_ledger(user))
    rows = SavedView.objects.visible_to(user).select_related("owner", "unit").in_order()
    form = LedgerFilter(QueryDict(), user=user, day=present_day())
    listed = [(row, words(form, row.query), row.owner_id == user.pk) for row in rows]
    return render(request, "rectification/views.html", {"views": listed})


def save(request: HttpRequest) -> HttpResponse:
    """Name the filters of the address (`?…` of the ledger), then save."""
    user = person(request)
    require(access.can_read_ledger(user))
    if request.method == "POST":
        query = saved.kept_query(request.POST.get("query", ""), _KEPT)
        form = SaveViewForm(request.POST)
        if form.is_valid() and (view := _save(form, user, query)):
            status_message(request, _("View saved:"), view.get_absolute_url(), view.name)
            return redirect(view.get_absolute_url())
    else:
        query = saved.kept_query(request.GET.urlencode(), _KEPT)
        form = SaveViewForm(initial={"query": query})
    filters = LedgerFilter(QueryDict(), user=user, day=present_day())
    context = {"form": form, "query": query, "words": words(filters, query)}
    return render(request, "rectification/view_save.html", context)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a view of one's own."""
    user = person(request)
    view = get_object_or_404(SavedView.objects.visible_to(user), pk=pk)
    name = view.name
    saved.drop(view=view, by=user)
    status_message(request, _("View deleted: %(name)s") % {"name": name})
    return redirect("rectification:views")


def words(form: LedgerFilter, query: str) -> str:
    """The filters of a query in words, as the ledger's chips say them."""
    said = [f"{label}：{value}" for _name, label, value in form.rebound(QueryDict(query)).active()]
    return "；".join(said)


def _save(form: SaveViewForm, user: User, query: str) -> SavedView | None:
    data = form.cleaned_data
    try:
        return saved.save(by=user, name=data["name"], query=query, shared=data["shared"])
    except NotAllowed:
        raise
    except DomainError as error:
        form.add_domain_error(error)
        return None
