"""Makes deadlines, messages and to-dos of the package known; imported once models exist."""

from django.utils.translation import gettext_lazy as _

from accounts import departures
from campaign import slip_door
from core import deadlines, notices, todo
from core.documents import builders
from inspections import queries
from inspections.actions import lapses, teams
from inspections.deadlines import KINDS as DEADLINES
from inspections.models import Finding
from inspections.notices import KINDS as NOTICES
from inspections.paper import InterviewPaper, SlipPaper
from inspections.todo import todos
from inspections.workflow import FINDING_KIND, KIND
from rectification import origins
from rectification.scope import register_assignments


def register() -> None:
    """Called once, in `apps.ready()`."""
    departures.register(
        KIND,
        departures.Kind(_("inspections led or taken part in"), teams.carried_out, teams.leave),
    )
    deadlines.register(*DEADLINES)
    notices.register(*NOTICES)
    builders.register(SlipPaper())
    builders.register(InterviewPaper())
    todo.register(todos)
    slip_door.plug(lapses.draft)
    origins.register(
        FINDING_KIND,
        "inspections:finding",
        lambda user, number: Finding.objects.visible_to(user).filter(number=number).exists(),
    )
    register_assignments(queries.inspected_units)
