"""One phase of a campaign: its days and its tasks, with what moves along."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from campaign import access
from campaign.actions import phases as actions
from campaign.actions.phases import Moved
from campaign.forms.campaigns import PhaseForm, TaskRows
from campaign.models import Campaign, Phase
from campaign.views import stale
from campaign.views.setting_up import find
from core.access import require
from core.errors import Conflict, DomainError
from core.http import status_message


@require_http_methods(["GET", "POST"])
def phase_edit(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """Name, days and tasks; the answer says what has moved."""
    campaign = find(request, year)
    phase = get_object_or_404(Phase.objects.filter(campaign=campaign), kind=kind)
    require(access.can_change_phases(request.user, campaign))
    data = request.POST if request.method == "POST" else None
    page = _Page(campaign, phase, data)
    if data is None or not page.is_valid():
        return page.answer(request)
    try:
        moved = actions.set_phase(phase=phase, by=request.user, **page.values())
    except Conflict as late:
        page = _Page(campaign, phase, stale.again(data, late))
        return page.answer(request, meanwhile=stale.meanwhile(late, page.saved()))
    except DomainError as error:
        page.form.add_domain_error(error)
        return page.answer(request)
    url = reverse("campaign:campaign", args=[year])
    status_message(request, _said(moved), url, page.form.cleaned_data["name"])
    return redirect(url)


def _said(moved: Moved) -> str:
    parts = [_("Saved;")]
    if moved.deadlines:
        words = ngettext(
            "%(count)d running deadline moved;", "%(count)d running deadlines moved;",
            moved.deadlines,
        )  # fmt: skip
        parts.append(words % {"count": moved.deadlines})
    if moved.given:
        words = ngettext("%(count)d task given;", "%(count)d tasks given;", moved.given)
        parts.append(words % {"count": moved.given})
    return "".join(parts)[:-1] + _(": ")


class _Page:
    """The form and the tasks of a phase, unbound or posted."""

    def __init__(self, campaign: Campaign, phase: Phase, data: Any) -> None:
        self.campaign, self.phase = campaign, phase
        self.form = PhaseForm(
            data,
            initial={
                "version": campaign.version,
                "name": phase.name,
                "start": phase.start,
                "end": phase.end,
                "carry": True,
            },
        )
        fields = ("title", "evidence", "due", "quantity", "weight", "kinds")
        saved = [
            {"task": task.pk, **{name: getattr(task, name) for name in fields}}
            for task in phase.tasks.all()
        ]
        self.tasks = TaskRows(data, prefix="tasks", initial=saved)

    def is_valid(self) -> bool:
        if self.tasks.changed_rows:
            self.form.quiet()
            return False
        return all([self.form.is_valid(), self.tasks.is_valid()])

    def values(self) -> dict[str, Any]:
        """Arguments of the action."""
        names = ("version", "name", "start", "end", "carry")
        given = {name: self.form.cleaned_data[name] for name in names}
        lines = [form.line for form in self.tasks.forms if form.has_changed()]
        return {**given, "lines": lines}

    def saved(self) -> list[str]:
        """The phase as it is saved now, one line each."""
        phase = Phase.objects.get(pk=self.phase.pk)
        days = f"{phase.name} {phase.start.isoformat()} — {phase.end.isoformat()}"
        return [days, *(f"{task.title} {task.due.isoformat()}" for task in phase.tasks.all())]

    def answer(self, request: HttpRequest, **more: Any) -> HttpResponse:
        context = {
            "campaign": self.campaign,
            "phase": self.phase,
            "form": self.form,
            "tasks": self.tasks,
            "formsets": [self.tasks],
            "meanwhile": None,
            **more,
        }
        status = 409 if context["meanwhile"] else 200
        return render(request, "campaign/phase_edit.html", context, status=status)
