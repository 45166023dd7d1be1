"""What a promise must hold before it leaves the unit: the four elements (R-066, R-013)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Post
from core.models import StatusLog
from core.text import Text
from core.ui.due import day_words
from rectification.dates import class_problem, due_problem
from rectification.enums import Klass
from rectification.models import RectificationItem
from rectification.workflow import CAME_BACK, KIND

MIN_DESCRIPTION = 15


@dataclass(frozen=True)
class Gap:
    """Something that is missing, at which field of the form."""

    field: str
    message: Text


class MeasureLine(TypedDict, total=False):
    """One measure as it is typed."""

    text: str
    owner: Post | None
    due: dt.date | None
    done_on: dt.date | None


class MilestoneLine(TypedDict, total=False):
    """One milestone as it is typed."""

    name: str
    due: dt.date
    done_on: dt.date | None
    note: str


def gaps(item: RectificationItem) -> list[Gap]:
    """What is missing before the unit head can sign, in the order of the form."""
    found = [Gap(field, message) for field, message in _REQUIRED if not getattr(item, field)]
    if len(item.description) < MIN_DESCRIPTION:
        found.insert(0, Gap("description", _SHORT))
    if item.due_date is None and item.klass != Klass.LONG_TERM:
        found.append(Gap("due_date", _("Give the deadline of the rectification.")))
    if item.review_on is None and item.klass == Klass.LONG_TERM:
        found.append(Gap("review_on", _("Give the date of the next quarterly review.")))
    if not item.measures.exists():
        found.append(Gap("measures", _("Write at least one measure.")))
    return [*found, *_due_gaps(item), *_milestone_gaps(item)]


def _due_gaps(item: RectificationItem) -> list[Gap]:
    """A deadline that has gone by meanwhile, or that does not go with the class."""
    if item.due_date is None:
        return []
    campaign = item.campaign
    problem = due_problem(item.due_date, campaign)
    problem = problem or class_problem(item.klass, item.due_date, campaign)
    return [Gap("due_date", problem)] if problem else []


def _milestone_gaps(item: RectificationItem) -> list[Gap]:
    days = list(item.milestones.values_list("due", flat=True))
    if item.klass == Klass.BY_DATE and not days:
        return [Gap("milestones", _("Add at least one milestone: this class needs it."))]
    problem = milestone_problem(item.klass, item.due_date, days)
    return [Gap("milestones", problem)] if problem else []


def milestone_problem(klass: str, due: dt.date | None, days: Sequence[dt.date]) -> Text:
    """Why milestones on these days do not go with class and deadline; nothing if they do."""
    if klass == Klass.AT_ONCE and days:
        return _(
            "What is fixed at once has no milestones. Delete them, or choose the class “fix by a "
            "date”."
        )
    if due is not None and max(days, default=due) > due:
        return gettext(
            "A milestone lies after the deadline %(due)s. Choose a day up to then, or a later "
            "deadline."
        ) % {"due": day_words(due)}
    return ""


def proof_gaps(item: RectificationItem) -> list[Gap]:
    """What is missing before the unit can ask for the closing (domain.md §7, check 19)."""
    found = []
    undone = item.measures.filter(done_on=None).count()
    if undone:
        found.append(
            Gap(
                "measures",
                ngettext(
                    "%(n)d measure is not done yet. Report it as done first.",
                    "%(n)d measures are not done yet. Report them as done first.",
                    undone,
                )
                % {"n": undone},
            )
        )
    unreached = item.milestones.filter(done_on=None).count()
    if unreached:
        found.append(
            Gap(
                "milestones",
                ngettext(
                    "%(n)d milestone is not reached yet. Report it as reached first.",
                    "%(n)d milestones are not reached yet. Report them as reached first.",
                    unreached,
                )
                % {"n": unreached},
            )
        )
    came_back = _came_back(item)
    if not item.evidence.exists():
        found.append(Gap("files", _("Add at least one file that proves the result.")))
    elif came_back and not item.evidence.filter(added_at__gte=came_back).exists():
        found.append(
            Gap(
                "files",
                _("Add at least one file that shows what was done since the item came back."),
            )
        )
    return found


def computed_progress(item: RectificationItem) -> int | None:
    """The share of milestones reached, in percent; None for an item without milestones."""
    done = [day is not None for day in item.milestones.values_list("done_on", flat=True)]
    return 100 * sum(done) // len(done) if done else None


def _came_back(item: RectificationItem) -> dt.datetime | None:
    """When the item was last returned to be done again, or reopened after a relapse."""
    logs = StatusLog.objects.of(KIND, item.pk).filter(transition__in=CAME_BACK)
    return logs.values_list("at", flat=True).last()


_SHORT = _("Describe the problem in at least 15 characters: who, what, when, where.")
_REQUIRED: tuple[tuple[str, Text], ...] = (
    ("cause", _("Say what caused the problem.")),
    ("target", _("Say what will be different when the problem is solved.")),
    ("responsible", _("Choose the responsible person.")),
    ("lead", _("Choose the leading person in charge.")),
    ("section", _("Name the responsible section.")),
)
