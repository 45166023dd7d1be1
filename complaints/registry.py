"""What the package tells the machinery: its deadlines, messages and outbox handlers."""

from complaints import followups, notices, receipt, rungs
from complaints.posters import Poster
from complaints.todo import todos
from core import deadlines, todo
from core import notices as core_notices
from core.documents import builders, slips

HANDLERS = (followups.received,)


def register() -> None:
    """Called once, when all models are loaded."""
    deadlines.register(*rungs.KINDS)
    core_notices.register(*notices.KINDS)
    todo.register(todos)
    builders.register(Poster())
    slips.register("complaint", receipt.confirm)
