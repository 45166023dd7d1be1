"""What the package tells the machinery: its deadlines, messages and outbox handlers."""

from django.utils.translation import gettext_lazy as _

from accounts import departures
from complaints import access, followups, notices, queries, receipt, rungs, sheet, surfaces
from complaints.actions.closing import KIND
from complaints.models import Complaint
from complaints.posters import Poster
from complaints.todo import todos
from core import deadlines, todo
from core import notices as core_notices
from core.documents import builders, slips
from rectification import origins

HANDLERS = (followups.received,)


def register() -> None:
    """Called once, when all models are loaded."""
    departures.register(
        KIND, departures.Kind(_("complaints in hand"), queries.in_hand, of_unit=queries.with_unit)
    )
    deadlines.register(*rungs.KINDS)
    core_notices.register(*notices.KINDS)
    todo.register(todos)
    builders.register(Poster())
    origins.register(
        KIND,
        lambda user: "complaints:intake-case" if access.can_intake(user) else "complaints:case",
        lambda user, number: Complaint.objects.visible_to(user).filter(number=number).exists(),
    )
    surfaces.register(_("the export of the list"), sheet.as_text)
    slips.register("complaint", receipt.confirm)
