"""Saved views of any list: name the present filters, share them, drop them (R23)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import saved_views
from core.access import require
from core.errors import DomainError, NotAllowed
from core.forms.saved_views import SaveViewForm
from core.http import FilterForm, status_message
from core.models import SavedView
from core.saved_views import Place


class Pages:
    """The three pages of a list's saved views; a package mounts them under its list."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def listed(self, request: HttpRequest) -> HttpResponse:
        """All views the person can use; own ones can be deleted."""
        user: Any = request.user
        require(self.place.can_read(user))
        rows = self.place.views_of(user).select_related("owner").in_order()
        form = self.place.filters(user)
        listed = [(row, words(form, row.query), row.owner_id == user.pk) for row in rows]
        return self._page(request, "core/saved_views/list.html", {"views": listed})

    def save(self, request: HttpRequest) -> HttpResponse:
        """Name the filters of the address (`?…` of the list), then save."""
        user: Any = request.user
        require(self.place.can_read(user))
        if request.method == "POST":
            query = self.place.kept(request.POST.get("query", ""))
            form = SaveViewForm(request.POST)
            if form.is_valid() and (view := self._save(form, user, query)):
                status_message(request, _("View saved:"), view.get_absolute_url(), view.name)
                return redirect(view.get_absolute_url())
        else:
            query = self.place.kept(request.GET.urlencode())
            form = SaveViewForm(initial={"query": query})
        context = {"form": form, "query": query, "words": words(self.place.filters(user), query)}
        return self._page(request, "core/saved_views/save.html", context)

    @method_decorator(require_POST)
    def drop(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete a view of one's own."""
        user: Any = request.user
        require(self.place.can_read(user))
        view = get_object_or_404(self.place.views_of(user), pk=pk)
        name = view.name
        saved_views.drop(view=view, by=user)
        status_message(request, _("View deleted: %(name)s") % {"name": name})
        return redirect(self.place.pages[0])

    def _save(self, form: SaveViewForm, user: Any, query: str) -> SavedView | None:
        data = form.cleaned_data
        try:
            return saved_views.save(
                place=self.place, by=user, name=data["name"], query=query, shared=data["shared"]
            )
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_domain_error(error)
            return None

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        place = {
            "list_url": reverse(self.place.url),
            "list_title": self.place.title,
            "drop_page": self.place.pages[2],
        }
        return render(request, template, context | place)


def words(form: FilterForm, query: str) -> str:
    """The filters of a query in words, as the list's chips say them."""
    said = [f"{label}：{value}" for _name, label, value in form.rebound(QueryDict(query)).active()]
    return "；".join(said)
