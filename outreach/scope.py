"""Which records of outreach exist for a person. The QuerySets' `visible_to` apply it."""

from django.db.models import Q

from accounts.enums import Permission as P
from accounts.models import Unit, User

NOTHING = Q(pk__in=[])


def own_units(user: User) -> list[Unit]:
    """The units whose records the person reads."""
    return user.units_with(P.UNIT_READ)


def visible_cases(user: User) -> Q:
    """The office and leaders: all. Units: what they handle, and what they have registered."""
    if user.reads_zone:
        return Q()
    units = own_units(user)
    return Q(unit__in=units) | Q(registered_for__in=units) if units else NOTHING


def visible_visits(user: User) -> Q:
    """The office and leaders: all. Units: their own."""
    if user.reads_zone:
        return Q()
    units = own_units(user)
    return Q(unit__in=units) if units else NOTHING


def visible_opinions(user: User) -> Q:
    """The office and leaders: all. Units: what they heard, and what is or was theirs to answer."""
    if user.reads_zone:
        return Q()
    units = own_units(user)
    return Q(visit__unit__in=units) | Q(handed_to__in=units) if units else NOTHING


def visible_reports(user: User) -> Q:
    """Units: their own reports. The office and leaders: those that have been sent."""
    units = own_units(user)
    own = Q(unit__in=units) if units else NOTHING
    return own | Q(first_sent_on__isnull=False) if user.reads_zone else own
