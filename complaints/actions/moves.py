"""What every action on a case does: move it, and write down the step for those who may read it."""

import datetime as dt
from collections.abc import Iterable

from accounts.models import Unit
from complaints.enums import Step
from complaints.models import Complaint, ComplaintStep
from complaints.workflow import COMPLAINT
from core import clock
from core.actors import Actor


def note(
    complaint: Complaint,
    kind: Step,
    *,
    by: Actor,
    text: str = "",
    public: bool = False,
    unit: bool = False,
    acting: Unit | None = None,
    before: dt.date | None = None,
    after: dt.date | None = None,
    save: bool = True,
) -> ComplaintStep:
    """Write a step. `public`, `unit`: the complainant, the handling unit may read it.

    `acting`: the unit that did it, if a unit did. `before`, `after`: a deadline that moved.
    `save=False` for a caller who inserts the step with other rows (`core.rows`).
    """
    step = ComplaintStep(
        complaint=complaint,
        kind=kind,
        at=clock.now(),
        actor=by.username,
        actor_name=by.name,
        actor_post=by.post_title,
        unit=acting,
        note=text.strip(),
        due_before=before,
        due_after=after,
        for_public=public,
        for_unit=unit,
    )
    if save:
        step.save(force_insert=True)
    return step


def move(
    complaint: Complaint,
    name: str,
    *,
    by: Actor,
    reason: str = "",
    save: Iterable[str] = (),
) -> None:
    """Make a transition of the table on a locked case; `save`: further changed fields."""
    COMPLAINT.apply(complaint, name, by=by, reason=reason, save=save)
