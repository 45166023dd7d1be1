"""Which records of inspections exist for a person. The QuerySets' `visible_to` apply it.

A covert inspection must not exist for a unit before its release: not in a list, a count, a
search or an address. So units see nothing that is not released, covert or not.
"""

from django.db.models import Q

from accounts.enums import Permission as P
from accounts.models import Unit, User
from core import clock
from inspections.enums import RELEASED_STATES, SLIP_WITH_UNIT, InterviewState

_NOTHING = Q(pk__in=[])


def own_units(user: User) -> list[Unit]:
    """The units whose records the person reads."""
    return user.units_with(P.UNIT_READ)


def serving(prefix: str = "") -> Q:
    """Members of a supervision group whose term of office runs today."""
    today = clock.today()
    return Q(**{f"{prefix}term_start__lte": today}) & (
        Q(**{f"{prefix}term_end": None}) | Q(**{f"{prefix}term_end__gte": today})
    )


def _team(user: User, prefix: str = "") -> Q:
    """Inspections that the person carries out, as a member of the team or of its group."""
    if not user.may(P.INSPECTION_RECORD):
        return _NOTHING
    members = f"{prefix}group__members__"
    member = Q(**{f"{members}user": user}) & serving(members)
    return Q(**{f"{prefix}team": user}) | Q(**{f"{prefix}lead": user}) | member


def visible_inspections(user: User) -> Q:
    """The office and leaders: all. Teams: their own. Units: released ones that concern them."""
    if user.reads_zone:
        return Q()
    seen = _team(user)
    if user.may(P.INSPECTION_PLAN):
        seen |= Q(created_by=user)
    units = own_units(user)
    if units:
        seen |= Q(units__in=units, state__in=RELEASED_STATES)
    return seen


def visible_findings(user: User) -> Q:
    """As the inspection they belong to; a unit sees its own findings only."""
    if user.reads_zone:
        return Q()
    seen = _team(user, "inspection__")
    units = own_units(user)
    if units:
        seen |= Q(unit__in=units, inspection__state__in=RELEASED_STATES)
    return seen


def visible_slips(user: User) -> Q:
    """The office and leaders: all. Units: what has been issued to them."""
    if user.reads_zone:
        return Q()
    units = own_units(user)
    return Q(unit__in=units, state__in=SLIP_WITH_UNIT) if units else _NOTHING


def visible_reexaminations(user: User) -> Q:
    """The office and leaders: all. The unit that asked, and the examiner."""
    if user.reads_zone:
        return Q()
    seen = Q(examiner=user) if user.may(P.INSPECTION_RECORD) else _NOTHING
    units = own_units(user)
    return seen | Q(unit__in=units) if units else seen


def visible_opinions(user: User) -> Q:
    """The office and leaders: all. Supervisors: those of their groups."""
    if user.reads_zone:
        return Q()
    if not user.may(P.INSPECTION_RECORD):
        return _NOTHING
    return Q(group__members__user=user) & serving("group__members__")


def visible_interviews(user: User) -> Q:
    """Who may record interviews: all. Who talked; who was talked to, once it is to be signed."""
    if user.may(P.INTERVIEW_RECORD):
        return Q()
    return Q(talkers=user) | Q(talked_to__user=user) & ~Q(state=InterviewState.DRAFT)
