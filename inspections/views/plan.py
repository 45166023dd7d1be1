"""Plan an inspection, with the load of its units in view; the random draw."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Unit
from core import clock
from core.access import require
from core.errors import Conflict, DomainError
from core.http import conflict_response, status_message
from inspections import access, draw, queries
from inspections.actions import plans
from inspections.addresses import address
from inspections.forms import DrawForm, PlanForm, plan_initial
from inspections.models import Inspection
from inspections.views.inspections import find


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    require(access.can_plan(request.user))
    form = PlanForm(request.POST if request.method == "POST" else None, initial=_fresh(request))
    return _page(request, form, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: str) -> HttpResponse:
    row = find(request, number)
    require(access.can_edit(request.user, row))
    data = request.POST if request.method == "POST" else None
    return _page(request, PlanForm(data, initial=plan_initial(row)), row)


def _page(request: HttpRequest, form: PlanForm, row: Inspection | None) -> HttpResponse:
    """The form; before it is saved, once, how often its units were visited lately."""
    loads: list[queries.Load] = []
    if form.is_bound and form.is_valid():
        day = form.cleaned_data["start_on"]
        found = queries.load_of(form.cleaned_data["units"], until=day, without=row)
        loads = [load for load in found if load.inspections]
        if not loads or form.cleaned_data["seen_load"]:
            answer = _save(request, form, row)
            if answer is not None:
                return answer
    context = {"form": form, "inspection": row, "loads": loads}
    return render(request, "inspections/plan_form.html", context)


def _save(request: HttpRequest, form: PlanForm, row: Inspection | None) -> HttpResponse | None:
    try:
        if row is None:
            saved = plans.create(plan=form.plan_data(), by=request.user)
        else:
            version = form.cleaned_data["version"]
            plan = form.plan_data()
            saved = plans.edit(inspection=row, plan=plan, by=request.user, version=version)
    except Conflict as stale:
        return _conflict(request, form, stale)
    except DomainError as fault:
        form.add_domain_error(fault)
        return None
    url = address("inspection", saved.number)
    status_message(request, _("Plan saved:"), url, saved.number)
    return redirect(url)


def _conflict(request: HttpRequest, form: PlanForm, stale: Conflict) -> HttpResponse:
    current: Any = stale.current
    log = access.last_change(current)
    return conflict_response(
        request,
        form,
        plan_initial(current),
        who=log.actor_name if log else "",
        when=current.updated_at,
        cancel_url=address("inspection", current.number),
        title=current.number,
    )


def _fresh(request: HttpRequest) -> dict[str, Any]:
    """A new plan begins today; a draw brings its units along."""
    now = timezone.localtime(clock.now())
    drawn = [code for code in request.GET.get("units", "").split(",") if code]
    return {
        "plan": _("Content:\nObjects:\nScope:\nDiscipline of the team:"),
        "start_on": now.date(),
        "start_time": now.time().replace(minute=0, second=0, microsecond=0),
        "end_on": now.date(),
        "end_time": now.time().replace(hour=17, minute=30, second=0, microsecond=0),
        "units": drawn,
        "draw_seed": request.GET.get("seed", "") if drawn else "",
        "draw_pool": request.GET.get("pool", "") if drawn else "",
        "version": 0,
    }


@require_GET
def random_draw(request: HttpRequest) -> HttpResponse:
    """Draw units by lot. A GET: the address itself is the proof and draws the same again."""
    require(access.can_plan(request.user))
    initial = {"count": 3, "seed": draw.new_seed()}
    form = DrawForm(request.GET if "seed" in request.GET else None, initial=initial)
    context: dict[str, Any] = {"form": form, "drawn": []}
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        pool = [unit.code for unit in data["pool"]]
        codes = draw.draw(pool, data["count"], data["seed"])
        units = Unit.objects.in_bulk(codes, field_name="code")
        context |= {
            "drawn": [units[code] for code in codes],
            "units": ",".join(codes),
            "pool": ",".join(pool),
            "seed": data["seed"],
        }
    return render(request, "inspections/draw.html", context)
