"""Cases of enterprises: list, page, new case, list of real things."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from core import clock
from core.access import require
from core.counting import capped_counts
from core.errors import DomainError
from core.http import ListPage, Sort, status_message
from core.models import StatusLog
from core.text import whole_number
from core.ui.parts import Tab
from outreach import access, queries, stories
from outreach.actions import cases as actions
from outreach.acts import acts
from outreach.forms.cases import OPEN, CaseFilter, CaseForm
from outreach.models import EnterpriseCase
from outreach.views.frame import find, person
from outreach.workflow import KIND

SORTS = (
    Sort("next", ("next_on", "id"), _("by next follow-up"), _("by next follow-up, latest first")),
    Sort("due", ("due_on", "id"), _("by promised date"), _("by promised date, latest first")),
    Sort("number", ("number",), _("by number"), _("by number, last first")),
    Sort("new", ("-id",), _("newest first"), _("oldest first")),
)
# Above the list: words, and the filter that each stands for.
VIEWS: tuple[tuple[str, Any, dict[str, str]], ...] = (
    ("open", _("Not concluded"), {"state": OPEN}),
    ("due", _("To be looked at"), {"state": OPEN, "mark": "due"}),
    ("asked", _("Waiting for the enterprise"), {"state": "confirming"}),
    ("claim", _("Explanations to judge"), {"mark": "claim"}),
    ("confirmed", _("Confirmed by the enterprise"), {"mark": "confirmed"}),
    ("long", _("Long-term"), {"state": "long_term"}),
)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The cases, what is open first."""
    user = person(request)
    require(access.can_read(user))
    params = with_default(request.GET)
    request.GET = params  # type: ignore[assignment]
    filters = CaseFilter(params, user=user)
    visible = EnterpriseCase.objects.visible_to(user)
    rows = filters.apply(visible)
    page = ListPage(
        request,
        rows.select_related("enterprise", "unit"),
        sorts=SORTS,
        filters=filters,
        prepare=dress,
    )
    context = {
        "page": page,
        "tabs": _tabs(filters, visible, params),
        "may_register": bool(access.can_register(user)),
        "query": params.urlencode(),
    }
    return render(request, "outreach/cases.html", context)


def with_default(params: QueryDict) -> QueryDict:
    """Without any filter the list shows what is open."""
    if any(name in params for name in CaseFilter.base_fields):
        return params
    filled = params.copy()
    filled["state"] = OPEN
    return filled


def _tabs(filters: CaseFilter, visible: QuerySet[EnterpriseCase], params: QueryDict) -> list[Tab]:
    """The views with their counts, in one query."""
    found: dict[str, QuerySet[Any]] = {}
    for key, _words, chosen in VIEWS:
        query = QueryDict(mutable=True)
        query.update(chosen)
        found[key] = filters.rebound(query).apply(visible)
    counts = capped_counts(found)
    active = {k: v for k, v in params.items() if v and k in CaseFilter.base_fields}
    return [
        Tab(
            label=words,
            url=f"{reverse('outreach:cases')}?{'&'.join(f'{k}={v}' for k, v in chosen.items())}",
            count=counts[key],
            current=active == chosen,
        )
        for key, words, chosen in VIEWS
    ]


def dress(rows: list[EnterpriseCase]) -> None:
    """Attach what lists show and no column holds."""
    today = clock.today()
    for row in rows:
        row.tag = stories.state_tag(row)  # type: ignore[attr-defined]
        row.late = row.is_late(today)  # type: ignore[attr-defined]


@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: what is needed, what is promised, what the enterprise says."""
    row = find(request, number)
    user = person(request)
    steps = acts(user, row)
    # An item can be opened at any time; it is never the next step.
    main = next((step for step in steps if step.name != "item"), None)
    said = list(row.confirmations.all())
    context = {
        "case": row,
        "tag": stories.state_tag(row),
        "late": row.is_late(),
        "need": stories.need(row),
        "promised": stories.promised(row) if row.measures else [],
        "follow_ups": row.follow_ups.select_related("by"),
        "words": [(one, stories.word(one)) for one in said],
        "main_act": main,
        "other_acts": [step for step in steps if step != main],
        "may_mark": bool(access.can_mark(user, row)),
        "timeline": stories.timeline(StatusLog.objects.of(KIND, row.pk)),
    }
    return render(request, "outreach/case.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a demand; `?enterprise=7` fills the firm in."""
    user = person(request)
    require(access.can_register(user))
    posted = request.method == "POST"
    form = CaseForm(request.POST if posted else None, initial=_first_values(user, request.GET))
    if posted and form.is_valid():
        try:
            row = actions.register(by=user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_domain_error(refusal)
        else:
            status_message(request, _("Case registered:"), row.get_absolute_url(), row.number)
            visible = EnterpriseCase.objects.visible_to(user).filter(pk=row.pk).exists()
            return redirect(row if visible else "outreach:case-new")
    status = 422 if posted else 200
    return render(request, "outreach/case_form.html", {"form": form}, status=status)


def _first_values(user: User, params: QueryDict) -> dict[str, Any]:
    return {
        "enterprise": whole_number(params.get("enterprise", "")) or None,
        "unit": user.unit.code if user.unit else "",
    }


@require_GET
def deeds(request: HttpRequest) -> HttpResponse:
    """Real things done for enterprises, counted by unit and confirmed by the firms (R-080)."""
    user = person(request)
    require(access.can_read(user))
    params = request.GET.copy()
    params["mark"] = "real"
    filters = CaseFilter(params, user=user)
    rows = filters.apply(EnterpriseCase.objects.visible_to(user))
    page = ListPage(
        request, rows.select_related("enterprise", "unit"), sorts=SORTS[2:], prepare=dress
    )
    counts = queries.deeds_by_unit(user)
    context = {"page": page, "counts": counts, "sums": queries.sums(counts)}
    return render(request, "outreach/deeds.html", context)
