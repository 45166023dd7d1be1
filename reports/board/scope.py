"""What the overview looks at: which time, which units, for whom."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import UnitKind
from accounts.models import Unit, User
from campaign.models import Campaign, Phase
from complaints.models import Complaint
from core import clock
from core.http import FilterForm
from rectification.models import RectificationItem
from reports import cases

PHASE, MONTH, YEAR = "phase", "month", "year"
SPANS = [(PHASE, _("this phase")), (MONTH, _("the last 30 days")), (YEAR, _("the whole year"))]

# What the zone has promised itself (mock-up of the overview); the office may change them here.
ANSWER_TARGET = 95
SATISFACTION_TARGET = 85
# Rates of fewer ratings are not shown, and those of fewer than ten not ranked (R34).
LEAST_SHOWN, LEAST_RANKED = 5, 10


class BoardFilter(FilterForm):
    """Time and kind of unit, both in the address."""

    span = forms.ChoiceField(label=pgettext_lazy("dashboard", "Time"), choices=SPANS)
    kind = forms.ChoiceField(
        label=_("Kind of unit"), choices=[("", _("All units")), *UnitKind.choices]
    )


@dataclass(frozen=True)
class Scope:
    """Reader, campaign, days (both included) and kind of unit (empty: all)."""

    user: User
    campaign: Campaign
    today: dt.date
    span: str = PHASE
    kind: str = ""

    @classmethod
    def of(cls, user: User, campaign: Campaign, filters: BoardFilter) -> "Scope":
        """The scope that the address asks for."""
        span, kind = filters.value("span") or PHASE, filters.value("kind") or ""
        return cls(user, campaign, clock.today(), span, kind)

    @cached_property
    def phase(self) -> Phase:
        """The phase under way, else the nearest one."""
        present = self.campaign.phase_on(self.today)
        if present:
            return present
        phases = self.campaign.phase_list
        return phases[0] if self.today < phases[0].start else phases[-1]

    @property
    def start(self) -> dt.date:
        """First day that counts."""
        if self.span == MONTH:
            return self.today - dt.timedelta(days=29)
        return self.phase.start if self.span == PHASE else self.campaign.start

    @cached_property
    def units(self) -> list[Unit]:
        """The active units of the kind, in order."""
        units = Unit.objects.active().in_order()
        return list(units.filter(kind=self.kind) if self.kind else units)

    def items(self) -> QuerySet[RectificationItem]:
        """The items that count: of the kind of unit, as far as the reader sees them."""
        found = RectificationItem.objects.visible_to(self.user)
        return found.filter(unit__kind=self.kind) if self.kind else found

    def cases(self) -> QuerySet[Complaint]:
        """The complaints that count, of any time."""
        found = cases.counted(self.user)
        return found.filter(cases.of_kind(self.kind)) if self.kind else found

    @property
    def accepted(self) -> Q:
        """Accepted in the scope's days."""
        return cases.accepted(self.start, self.today)

    @property
    def due(self) -> Q:
        """To be answered in the scope's days."""
        return cases.due(self.start, self.today)

    @property
    def days(self) -> dict[str, object]:
        """The scope's days and kind, as terms of a link to accepted cases."""
        return {"start": self.start, "end": self.today, "kind": self.kind}

    @property
    def due_days(self) -> dict[str, object]:
        """The same, for cases to be answered."""
        return {"due_from": self.start, "due_to": self.today, "kind": self.kind}
