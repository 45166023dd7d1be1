"""What a publication must keep to: its days, its ways, and the items that may stand in it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.errors import DomainError
from core.workdays import calendar
from publicity.enums import Channel
from publicity.snapshot import publishable
from rectification.enums import Scope
from rectification.models import RectificationItem

LEAST_WORKDAYS = 5


def check_days(start_on: dt.date, end_on: dt.date) -> None:
    """At least five working days; the day it is put up does not count (domain.md §4.9)."""
    if calendar().distance(start_on, end_on) < LEAST_WORKDAYS:
        raise DomainError(
            _(
                "A publication stands for at least 5 working days, the first day not counted. "
                "Choose a later end."
            ),
            "too-short",
            "end_on",
        )


def check_channels(scope: str, channels: Sequence[str]) -> None:
    """News media reach everybody, so they do not go with a notice for fewer."""
    if not channels:
        raise DomainError(_("Choose at least one way to make it known."), "channels", "channels")
    if scope != Scope.PUBLIC and Channel.MEDIA in channels:
        raise DomainError(
            _("News media reach the whole public. Choose other ways, or the whole public."),
            "channels",
            "channels",
        )


def chosen_of(
    unit: Unit, items: Iterable[RectificationItem], scope: str
) -> Sequence[RectificationItem]:
    """The rows of the items, each of which all readers of the notice may read."""
    wanted = [item.pk for item in items]
    found = list(publishable(unit, scope).filter(pk__in=wanted))
    if not found or len(found) != len(set(wanted)):
        raise DomainError(
            _("Choose confirmed items of the unit that all readers of this notice may read."),
            "items",
            "items",
        )
    return found
