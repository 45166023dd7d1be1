"""Who may do what with field visits and opinions (domain.md §4.19)."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from outreach.models import FieldVisit, Opinion
from outreach.workflow import OPINION


def can_read(user: User) -> Answer:
    """The units and whoever reads the whole zone."""
    if user.may(P.UNIT_READ) or user.reads_zone:
        return Allowed()
    return Denied(_("Field visits are read by the units, the office and the leaders."))


def can_log(by: Actor, unit: Unit | None = None) -> Answer:
    """A unit's liaison, for the unit; without `unit`: for any."""
    if by.may(P.VISIT_EDIT, unit.code) if unit else by.may(P.VISIT_EDIT):
        return Allowed()
    return Denied(_("Only a liaison logs the visits of the unit."))


def can_edit(by: Actor, visit: FieldVisit) -> Answer:
    return can_log(by, visit.unit)


def can_see_units(user: User) -> Answer:
    """Which units have not been where: for the office and the leaders."""
    if user.reads_zone:
        return Allowed()
    return Denied(_("Only the office and the leaders see the visits of all units."))


def can_dispose(by: Actor, opinion: Opinion) -> Answer:
    """The unit where an opinion was heard decides what becomes of it."""
    return OPINION.can(opinion, "adopt", by)


def can_open_item(by: Actor, opinion: Opinion) -> Answer:
    return OPINION.can(opinion, "to_item", by)


def can_answer(by: Actor, opinion: Opinion) -> Answer:
    return OPINION.can(opinion, "answer", by)


def can_give_back(by: Actor, opinion: Opinion) -> Answer:
    """Once: what has come back before has to be answered."""
    if opinion.given_back:
        return Denied(_("This opinion has been given back once already. Answer it."))
    return OPINION.can(opinion, "give_back", by)
