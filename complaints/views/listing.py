"""The list of complaints: views, filters, order and page size in the address (P17, R22, R23)."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.enums import Permission as P
from accounts.models import User
from complaints import access, list_views
from complaints.forms.filters import ComplaintFilter
from complaints.models import Complaint
from complaints.models.complaint import ComplaintQuerySet
from complaints.views import trail
from complaints.views.acts import staff
from core import saved_views
from core.access import require
from core.counting import COUNT_CAP
from core.http import ListPage, Sort
from core.saved_views import Place
from core.ui.lists import page_size
from core.views.saved_views import Pages

SORTS = (
    Sort(
        "due", ("due_key", "id"), _("by deadline, earliest first"), _("by deadline, latest first")
    ),
    Sort(
        "new", ("-received_at", "-id"), _("by arrival, newest first"), _("by arrival, oldest first")
    ),
    Sort("number", ("number",), _("by number"), _("by number, last first")),
)
_DESK, _DISCIPLINE = "*desk", "*discipline"


def _circle(user: User) -> str:
    """The desk and discipline share among themselves, all others as everywhere."""
    if user.may(P.COMPLAINT_INTAKE):
        return _DESK
    return _DISCIPLINE if user.may(P.COMPLAINT_DISCIPLINE) else saved_views.circle_of(user)


PLACE = Place(
    url="complaints:cases",
    title=_("Complaints"),
    filters=lambda user: ComplaintFilter(QueryDict(), user=user),
    # Words are not kept: somebody may have looked for a name.
    known=frozenset(ComplaintFilter.base_fields) - {"q"},
    can_read=access.can_list,
    pages=("complaints:views", "complaints:view-save", "complaints:view-drop"),
    circle=_circle,
)
VIEWS = Pages(PLACE)


def listed(request: HttpRequest, user: User) -> ComplaintQuerySet:
    """All rows that the list at this address shows, in its order."""
    request.GET = ComplaintFilter.filled(request.GET)  # type: ignore[assignment]
    rows = ComplaintFilter(request.GET, user=user).apply(Complaint.objects.visible_to(user))
    shown = rows.with_units().without_originals().with_words(user)
    return ListPage(request, shown, sorts=SORTS).ordered  # type: ignore[return-value]


@never_cache
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that the person may know of."""
    user = staff(request)
    require(access.can_list(user))
    request.GET = ComplaintFilter.filled(request.GET)  # type: ignore[assignment]
    filters = ComplaintFilter(request.GET, user=user)
    visible = Complaint.objects.visible_to(user)
    rows, views = filters.apply(visible), list_views.case_views(visible, user)
    counts, here = list_views.counted(views, rows=rows)
    page = ListPage(
        request,
        rows.with_units().without_originals(),
        sorts=SORTS,
        filters=filters,
        per_page=page_size(request.GET),
        cap=COUNT_CAP,
        counted=here["rows"],
    )
    trail.listed(request, user, page.total)
    chosen = QueryDict(mutable=True)
    chosen.update({name: request.GET.get(name, "") for name in filters.fields})
    context = {
        "page": page,
        "tabs": list_views.tabs(views, counts, chosen),
        "query": request.GET.urlencode(),
        "my_views": PLACE.shown_to(user),
        "case_url": _case_url(user),
    }
    return render(request, "complaints/staff/cases.html", context)


def _case_url(user: User) -> str:
    return "complaints:intake-case" if access.can_intake(user) else "complaints:case"
