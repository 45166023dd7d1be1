"""The tabs above the lists of complaints: what each finds, counted up to a cap."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from complaints.enums import ANSWERED_STATES, OPEN_STATES, State
from complaints.models import Complaint
from complaints.models.complaint import ComplaintQuerySet
from core import clock
from core.counting import capped_counts, shown
from core.text import Text
from core.ui.parts import Tab

OPEN, IN_HAND, TO_DISPATCH, ANSWERED = "open", "in-hand", "to-dispatch", "answered"
GROUPS: Mapping[str, tuple[Text, list[str]]] = {
    OPEN: (pgettext_lazy("complaint", "open"), sorted(OPEN_STATES)),
    TO_DISPATCH: (_("accepted, with the desk"), [State.ACCEPTED, State.TRIAGED]),
    IN_HAND: (
        _("in hand"),
        [State.HANDLING, State.REDO, State.RETURN_REVIEW, State.INVESTIGATING],
    ),
    ANSWERED: (_("answered, closed or archived"), sorted(ANSWERED_STATES)),
}
"""Groups of states that the filter offers beside the single ones."""
OVERDUE = "overdue"


@dataclass(frozen=True)
class ListView:
    """A tab: the parameters of its address and the rows that they find."""

    label: Text
    params: Mapping[str, str]
    rows: ComplaintQuerySet


def in_state(rows: ComplaintQuerySet, name: str) -> ComplaintQuerySet:
    """The rows in a state, or in one of the states of a group."""
    if name in GROUPS:
        return rows.filter(state__in=GROUPS[name][1])
    return rows.filter(state=name)


def case_views(rows: ComplaintQuerySet, user: User) -> dict[str, ListView]:
    """The tabs of the list (P17): steps of the desk for the desk, of the unit for all others."""
    given: list[tuple[str, Text]] = [(OPEN, _("Open"))]
    if user.may(P.COMPLAINT_INTAKE):
        given += [(State.RECEIVED, _("To be accepted")), (TO_DISPATCH, _("To be dispatched"))]
    given += [
        (State.DISPATCHED, _("To sign for")),
        (IN_HAND, _("In hand")),
        (State.SIGNING, _("For the unit head")),
        (State.REPLY_REVIEW, _("Under review")),
        (ANSWERED, _("Answered")),
    ]
    views = {
        str(name): ListView(w, {"state": str(name)}, in_state(rows, name)) for name, w in given
    }
    late = ListView(_("Overdue"), {"clock": OVERDUE}, rows.overdue(clock.today()))
    return {OPEN: views.pop(OPEN), OVERDUE: late, **views}


_DESK_STATES = (
    State.RECEIVED,
    State.ACCEPTED,
    State.TRIAGED,
    State.RETURN_REVIEW,
    State.INVESTIGATING,
    State.REPLY_REVIEW,
    State.WITHDRAWN,
)


def desk_views(rows: ComplaintQuerySet) -> dict[str, ListView]:
    """What waits for the desk, by what has to be done."""
    waiting = Q(state__in=_DESK_STATES) & ~Q(state=State.WITHDRAWN, closed_at__isnull=False)
    undecided = [State.RECEIVED, State.ACCEPTED, State.TRIAGED]
    given: dict[str, tuple[Text, Q]] = {
        "waiting": (_("Waiting"), waiting),
        "received": (_("To be accepted"), Q(state=State.RECEIVED)),
        "dispatch": (_("To be dispatched"), Q(state__in=[State.ACCEPTED, State.TRIAGED])),
        "returns": (_("Returns"), Q(state=State.RETURN_REVIEW)),
        "review": (_("Replies to review"), Q(state=State.REPLY_REVIEW)),
        "accusations": (_("Accusations"), Q(is_accusation=True, state__in=undecided)),
        "withdrawn": (_("Withdrawn"), Q(state=State.WITHDRAWN)),
    }
    return {
        name: ListView(words, {"view": name}, rows.filter(condition))
        for name, (words, condition) in given.items()
    }


def counted(
    views: Mapping[str, ListView], **more: QuerySet[Complaint]
) -> tuple[dict[str, int], dict[str, int]]:
    """How many rows each tab finds, and each of the other querysets, in one query."""
    counts = capped_counts({**{f"tab {k}": v.rows for k, v in views.items()}, **more})
    return {name: counts[f"tab {name}"] for name in views}, {name: counts[name] for name in more}


def tabs(views: Mapping[str, ListView], counts: Mapping[str, int], chosen: QueryDict) -> list[Tab]:
    """The tabs; the present one is the one whose parameters are all that narrows the list."""
    active = {k: str(v) for k, v in chosen.items() if v}
    return [
        Tab(view.label, f"?{urlencode(view.params)}", shown(counts[name]), active == view.params)
        for name, view in views.items()
    ]
