"""The queue of the desk: what waits, by what has to be done, with filters in the address."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.enums import Permission as P
from accounts.models import User
from complaints import access, list_views
from complaints.actions import bulk
from complaints.forms.filters import QueueFilter
from complaints.list_views import ListView
from complaints.models import Complaint
from complaints.models.complaint import ComplaintQuerySet
from complaints.views import trail
from complaints.views.acts import staff
from core.access import require
from core.counting import COUNT_CAP
from core.http import ListPage, Sort
from core.ui.lists import page_size

SORTS = (
    Sort("waiting", ("-retaliation", "received_at", "id"), _("by waiting time, longest first")),
    Sort(
        "due", ("due_key", "id"), _("by deadline, earliest first"), _("by deadline, latest first")
    ),
    Sort("number", ("number",), _("by number"), _("by number, last first")),
)


@dataclass(frozen=True)
class _Found:
    """The tabs, the one that is open, its filters and the rows that they leave."""

    views: Mapping[str, ListView]
    chosen: str
    filters: QueueFilter
    rows: ComplaintQuerySet


def _found(request: HttpRequest, user: User) -> _Found:
    rows = Complaint.objects.visible_to(user)
    if user.may(P.COMPLAINT_BYPASS):
        rows = rows.filter(bypass=True) | rows.filter(retaliation=True)
    views = list_views.desk_views(rows)
    wanted = request.GET.get("view", "")
    chosen = wanted if wanted in views else next(iter(views))
    filters = QueueFilter(request.GET, user=user)
    return _Found(views, chosen, filters, filters.apply(views[chosen].rows))


def listed(request: HttpRequest, user: User) -> ComplaintQuerySet:
    """All rows that the queue at this address shows, in its order."""
    rows = _found(request, user).rows.with_units().without_originals().with_words(user)
    return ListPage(request, rows, sorts=SORTS).ordered  # type: ignore[return-value]


@never_cache
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the desk, the longest waiting first."""
    user = staff(request)
    require(access.can_intake(user))
    found = _found(request, user)
    counts, here = list_views.counted(found.views, rows=found.rows)
    page = ListPage(
        request,
        found.rows.with_units().without_originals(),
        sorts=SORTS,
        filters=found.filters,
        per_page=page_size(request.GET),
        cap=COUNT_CAP,
        counted=here["rows"],
    )
    trail.listed(request, user, page.total)
    context = {
        "page": page,
        "tabs": list_views.tabs(found.views, counts, QueryDict(f"view={found.chosen}")),
        "query": request.GET.urlencode(),
        "case_url": "complaints:intake-case",
        "doings": [(name, words) for name, (words, _do) in bulk.DOINGS.items()],
        "may_register": bool(access.can_register(user)),
    }
    return render(request, "complaints/staff/queue.html", context)
