"""Phase tasks: a unit's own list; for the office who is missing or late, with reminders."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import Permission
from campaign import access, overview, queries
from campaign.actions import reminders, tasks
from campaign.evidence_links import link
from campaign.forms.filters import UnitFilter
from campaign.forms.plan import ReasonForm
from campaign.models import Campaign, PhaseTask, UnitTask
from campaign.workflow import TASK
from core import clock
from core.access import Denied, require
from core.http import ListPage, Sort, redirect_back, status_message
from core.ui.parts import Tab

SORTS = [
    Sort("unit", ("unit__order", "unit_id", "pk"), gettext_lazy("in the order of units")),
    Sort(
        "done",
        ("done_on", "unit__order", "pk"),
        gettext_lazy("by day of completion, earliest first"),
        gettext_lazy("by day of completion, latest first"),
    ),
]
VIEWS = {
    "all": gettext_lazy("All units"),
    "open": gettext_lazy("Missing"),
    "overdue": gettext_lazy("Overdue"),
    "late": gettext_lazy("Done late"),
    "done": gettext_lazy("Done"),
    "excused": gettext_lazy("Excused"),
}


def task_list(request: HttpRequest) -> HttpResponse:
    """The overview for those who read the zone, else the tasks of the person's units."""
    campaign = Campaign.objects.current()
    if request.user.reads_zone:
        return _overview(request, campaign)
    units = request.user.units_with(Permission.UNIT_READ)
    if not units:
        require(Denied(_("Phase tasks are read by the units themselves and by the office.")))
    progress = queries.progress(campaign, clock.today(), units)
    rows = overview.unit_tasks(campaign, units)
    writer = request.user.may(Permission.PLAN_EDIT)
    context = {
        "campaign": campaign,
        "today": clock.today(),
        "cards": [
            (entry, _phases(entry, [row for row in rows if row.unit_id == entry.unit.pk], writer))
            for entry in progress
        ],
    }
    return render(request, "campaign/my_tasks.html", context)


def _phases(
    entry: queries.UnitProgress, rows: list[UnitTask], writer: bool
) -> list[tuple[queries.PhaseProgress, list[tuple[UnitTask, str]]]]:
    """Each phase with its tasks, each with where to go (empty: nothing to do here)."""
    found = []
    for phase in entry.phases.values():
        mine = [row for row in rows if row.task.phase_id == phase.phase.pk]
        found.append((phase, [(row, _url(row) if writer else "") for row in mine]))
    return found


def _url(row: UnitTask) -> str:
    page = link(row.task.evidence)
    return reverse(page.url_name) + page.query if page and row.state == "open" else ""


def _overview(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    today = clock.today()
    progress = queries.progress(campaign, today)
    current = campaign.phase_on(today) or campaign.phase_list[-1]
    behind = [
        (entry, entry.phases[current.kind])
        for entry in progress
        if entry.phases[current.kind].gap > 0
    ]
    context = {
        "campaign": campaign,
        "today": today,
        "phase": current,
        "counts": overview.task_counts(campaign, today),
        "units": sorted(
            ((entry, entry.phases[current.kind]) for entry in progress),
            key=lambda pair: (-pair[1].gap, pair[0].unit.order),
        ),
        "behind": len(behind),
    }
    return render(request, "campaign/tasks.html", context)


def task_units(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: which units have done it, which have not. `view`: one of `VIEWS`."""
    require(access.can_read_zone(request.user))
    task = get_object_or_404(PhaseTask.objects.select_related("phase__campaign"), pk=pk)
    conditions = overview.task_views(clock.today())
    view = request.GET.get("view", "open")
    view = view if view in VIEWS else "open"
    rows = UnitTask.objects.filter(task=task).select_related("unit", "task")
    filters = UnitFilter(request.GET)
    page = ListPage(
        request,
        filters.apply(rows.filter(conditions[view])).prefetch_related("evidence"),
        sorts=SORTS,
        filters=filters,
        per_page=50,
    )
    context = {
        "task": task,
        "page": page,
        "view": view,
        "today": clock.today(),
        "tabs": [
            Tab(label, f"?view={key}", rows.filter(conditions[key]).count(), current=key == view)
            for key, label in VIEWS.items()
        ],
        "can_remind": access.can_remind(request.user),
        "can_excuse": request.user.may(Permission.CAMPAIGN_MANAGE),
    }
    return render(request, "campaign/task_units.html", context)


@require_POST
def task_remind(request: HttpRequest) -> HttpResponse:
    """Remind the chosen units (`task`: ids), or, with `all` of a task, everybody still open."""
    rows = UnitTask.objects.visible_to(request.user)
    chosen = [int(pk) for pk in request.POST.getlist("task") if pk.isascii() and pk.isdigit()]
    whole = request.POST.get("all", "")
    if whole.isascii() and whole.isdigit():
        rows = rows.filter(task_id=int(whole)).open()
    else:
        rows = rows.filter(pk__in=chosen)
    done = reminders.remind(tasks=rows, by=request.user)
    status_message(request, said(done))
    return redirect_back(request, reverse("campaign:tasks"))


def said(done: reminders.Reminded) -> str:
    """How a batch of reminders went, in words."""
    n = len(done.sent)
    parts = [ngettext("Reminded %(n)d unit.", "Reminded %(n)d units.", n) % {"n": n}]
    if done.repeated:
        names = "、".join(task.unit.short_name for task in done.repeated)
        parts.append(_("Already reminded today: %(units)s.") % {"units": names})
    if done.over_budget:
        names = "、".join(dict.fromkeys(task.unit.short_name for task in done.over_budget))
        parts.append(
            _("Budget of this month used up, a leader can lift it: %(units)s.") % {"units": names}
        )
    if done.nobody:
        names = "、".join(task.unit.short_name for task in done.nobody)
        parts.append(_("Nobody to tell, name a liaison first: %(units)s.") % {"units": names})
    return "".join(parts)


@require_http_methods(["GET", "POST"])
def task_excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Excuse a unit from a task with a reason, or require it again."""
    rows = UnitTask.objects.visible_to(request.user).select_related("unit", "task__phase")
    row = get_object_or_404(rows, pk=pk)
    step = "unexcuse" if row.state == "excused" else "excuse"
    require(TASK.can(row, step, request.user))
    back = reverse("campaign:task", args=[row.task_id]) + "?view=all"
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        if step == "unexcuse":
            tasks.require_again(task=row, by=request.user)
            status_message(request, _("Required again:"), back, str(row))
            return redirect(back)
        if form.is_valid():
            tasks.excuse(task=row, by=request.user, reason=form.cleaned_data["reason"])
            status_message(request, _("Excused:"), back, str(row))
            return redirect(back)
    return render(request, "campaign/task_excuse.html", {"row": row, "form": form, "back": back})
