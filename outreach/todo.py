"""What outreach asks of a person, for the workbench."""

import datetime as dt
from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from core import clock
from core.duties import Duties
from core.text import Text
from core.todo import Todo
from core.workdays import calendar
from outreach.enums import ENDED_STATES, WORKING_STATES, CaseState
from outreach.models import EnterpriseCase

# Follow-ups are asked for when their day comes near; later ones wait in the list.
NEAR_WORKDAYS = 2

_KIND = pgettext_lazy("to-do", "Enterprise")


def todos(user: User) -> list[Duties]:
    """The steps that wait for this person."""
    return [*_of_unit(user), *_of_office(user)]


def _of_unit(user: User) -> list[Duties]:
    units = user.units_with(P.CASE_EDIT)
    if not units:
        return []
    near = calendar().add(clock.today(), NEAR_WORKDAYS)
    wanted = (
        Q(state=CaseState.ASSIGNED)
        | Q(state=CaseState.REGISTERED)
        | Q(state__in=WORKING_STATES, next_on__lte=near, claim="")
        | Q(state=CaseState.CONFIRMING, next_on__lt=clock.today(), claim="")
    )
    rows = EnterpriseCase.objects.filter(wanted, unit__in=units)
    steps: dict[str, tuple[str, Text]] = {
        CaseState.REGISTERED: ("case", pgettext_lazy("enterprise case", "Take it on")),
        CaseState.ASSIGNED: ("promise", _("Lay down measures")),
        CaseState.CONFIRMING: ("case", _("Ask again")),
    }
    follow: tuple[str, Text] = ("follow", _("Log a follow-up"))
    return [_duties(rows, lambda row: _todo(row, *steps.get(row.state, follow)))]


def _of_office(user: User) -> list[Duties]:
    if not user.may(P.CASE_REVIEW):
        return []
    wanted = Q(state=CaseState.REGISTERED) | ~Q(claim="") & ~Q(state__in=ENDED_STATES)
    rows = EnterpriseCase.objects.filter(wanted).exclude(claimed_by=user)
    assign = ("assign", pgettext_lazy("enterprise case", "Hand to the unit"))
    return [
        _duties(rows, lambda row: _todo(row, *(("decide", _("Judge")) if row.claim else assign)))
    ]


def _duties(rows: QuerySet[EnterpriseCase], make: Callable[[EnterpriseCase], Todo]) -> Duties:
    return Duties(_KIND, rows.select_related("enterprise", "unit"), make, due="next_on")


def _todo(row: EnterpriseCase, page: str, verb: Text) -> Todo:
    due: dt.date | None = row.next_on
    return Todo(
        kind=_KIND,
        title=row.enterprise.name,
        number=row.number,
        meta=f"{row.unit.short_name}，{row.get_demand_display()}",
        due_on=due,
        verb=verb,
        url=reverse(f"outreach:{page}", args=[row.number]),
    )
