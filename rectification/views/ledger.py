"""The ledger: which items are in danger? (ux.md P19)"""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.enums import Permission as P
from accounts.models import User
from core.access import require
from core.counting import COUNT_CAP, capped_counts, shown
from core.errors import DomainError
from core.http import ListPage, Sort
from core.text import Text
from core.ui.lists import page_size
from core.ui.parts import Tab
from rectification import access
from rectification.actions import office
from rectification.duties import of_person
from rectification.enums import Light, Rank, State
from rectification.forms.filters import DONE, MINE, OPEN, LedgerFilter
from rectification.forms.sample import SampleForm
from rectification.lights import Day, light, lit
from rectification.models import RectificationItem
from rectification.queries import first_pass, present_day, to_verify
from rectification.views import saved

SORTS = (
    Sort(
        "due",
        ("rank", "due_key", "id"),
        _("by deadline, earliest first"),
        _("by deadline, latest first"),
    ),
    Sort("number", ("number",), _("by number"), _("by number, last first")),
    Sort("progress", ("rank", "progress", "id"), _("by progress"), _("by progress, most first")),
    Sort("new", ("-created_at", "-id"), _("by registration, newest first"), _("by registration")),
)
# The key under which the list itself is counted, beside the views.
_LIST = "list"
STATE_TAGS = {
    State.DRAFT: "",
    State.RETURNED: "red",
    State.UNIT_REVIEW: "brand",
    State.SUBMITTED: "brand",
    State.PENDING: "brand",
}


def ledger(request: HttpRequest) -> HttpResponse:
    """The list with its views, filters, order and bulk acts."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - sign-in is the default
    require(access.can_read_ledger(user))
    request.GET = with_default(request.GET)  # type: ignore[assignment]
    day = present_day()
    items = RectificationItem.objects.visible_to(user)
    filters = LedgerFilter(request.GET, user=user, day=day)
    rows = filters.apply(items)
    views = saved_views(items, user, day)
    counts = capped_counts({view.key: view.rows for view in views} | {_LIST: rows})
    page = ListPage(
        request,
        rows.select_related("unit", "responsible__user"),
        sorts=SORTS,
        filters=filters,
        per_page=page_size(request.GET),
        cap=COUNT_CAP,
        counted=counts[_LIST],
        prepare=lambda rows: dress(rows, day),
    )
    context = {
        "page": page,
        **quality(items, filters),
        "tabs": tabs(views, counts, request.GET),
        "acts": access.bulk_acts(user),
        "may_register": user.may(P.ITEM_EDIT) or user.may(P.ITEM_REVIEW),
        "query": request.GET.urlencode(),
        "my_views": saved.PLACE.shown_to(user),
        "may_print_plans": bool(access.can_read_plans(user)),
        "may_hand_over": bool(access.can_hand_over(user)),
    }
    return render(request, "rectification/ledger.html", context)


def with_default(params: QueryDict) -> QueryDict:
    """Without any filter the ledger shows what is open."""
    return LedgerFilter.filled(params)


def dress(rows: list[RectificationItem], day: Day) -> None:
    """Attach what the list shows and no column holds."""
    for row in rows:
        row.light = light(row, day)  # type: ignore[attr-defined]
        row.tag = "red" if row.rejected else STATE_TAGS.get(State(row.state), "")  # type: ignore[attr-defined]


def quality(items: QuerySet[RectificationItem], filters: LedgerFilter) -> dict[str, Any]:
    """How much is accepted at once, of the unit that is chosen or of all."""
    code = str(filters.value("unit") or "")
    rows = items.filter(unit__code=code) if code else items
    return {"first_pass": first_pass(rows), "first_pass_unit": code}


@dataclass(frozen=True)
class View:
    """A saved view: a filter and the rows that it finds."""

    key: str
    label: Text
    filters: dict[str, str]
    rows: QuerySet[RectificationItem]


def saved_views(items: QuerySet[RectificationItem], user: User, day: Day) -> list[View]:
    """The views above the list, for everybody the same but «my items»."""
    start, end = _this_week_and_next(day.today)
    running = items.filter(rank=Rank.OPEN)
    soon = {"state": OPEN, "due_from": start.isoformat(), "due_to": end.isoformat()}
    views = [
        View("open", _("Not struck off"), {"state": OPEN}, running),
        View("red", _("Red light"), {"lamp": "red"}, items.filter(lit(Light.RED, day))),
        View("amber", _("Amber light"), {"lamp": "amber"}, items.filter(lit(Light.AMBER, day))),
        View(
            "soon", _("Due this week and next"), soon, running.filter(due_key__range=(start, end))
        ),
        View(
            "pending",
            _("To verify"),
            {"state": State.PENDING.value},
            items.filter(state=State.PENDING),
        ),
        View("done", _("Struck off"), {"state": DONE}, items.filter(lit(Light.DONE, day))),
    ]
    if user.may(P.ITEM_PROGRESS) or user.may(P.ITEM_SIGN):
        mine = running.filter(of_person(user))
        views.append(View("mine", _("My items"), {"state": OPEN, "mark": MINE}, mine))
    return views


def tabs(views: list[View], counts: dict[str, int], params: QueryDict) -> list[Tab]:
    """The views as tabs; each counts exactly what its filter finds (R23)."""
    active = {k: v for k, v in params.items() if v and k in LedgerFilter.base_fields}
    return [
        Tab(
            label=view.label,
            url=f"{reverse('rectification:ledger')}?{urlencode(view.filters)}",
            count=shown(counts[view.key]),
            current=active == view.filters,
        )
        for view in views
    ]


def _this_week_and_next(today: dt.date) -> tuple[dt.date, dt.date]:
    monday = today - dt.timedelta(days=today.weekday())
    return monday, monday + dt.timedelta(days=13)


def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person's verification, the longest waiting first (P28)."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - sign-in is the default
    require(access.can_read_queue(user))
    return _queue(request, user, SampleForm())


@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Draw the random sample that is accepted on site."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - sign-in is the default
    require(access.can_draw_sample(user))
    form = SampleForm(request.POST)
    if form.is_valid():
        try:
            drawn = office.draw_sample(by=user, share=form.cleaned_data["share"])
        except DomainError as error:
            form.add_domain_error(error)
        else:
            numbers = "、".join(item.number for item in drawn)
            messages.success(
                request, _("Drawn for on-site acceptance: %(numbers)s") % {"numbers": numbers}
            )
            return redirect("rectification:queue")
    return _queue(request, user, form)


def _queue(request: HttpRequest, user: User, form: SampleForm) -> HttpResponse:
    day = present_day()
    page = ListPage(
        request,
        to_verify(user).select_related("unit", "responsible__user"),
        sorts=(Sort("asked", ("vouched_at", "id"), _("by waiting time, longest first")),),
        cap=COUNT_CAP,
        prepare=lambda rows: dress(rows, day),
    )
    context = {"page": page, "may_draw": bool(access.can_draw_sample(user)), "form": form}
    return render(request, "rectification/queue.html", context)
