"""What a figure is: a queryset that is counted, and the rows that it counted."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from accounts.models import Unit
from campaign.models import Campaign
from core.text import Text


@dataclass(frozen=True)
class Scope:
    """What a report is about: one unit, or the whole zone, in one campaign, on a day."""

    campaign: Campaign
    unit: Unit | None
    today: dt.date

    @property
    def own(self) -> dict[str, Unit]:
        """The term that keeps to the unit; none for the zone."""
        return {"unit": self.unit} if self.unit else {}


@dataclass(frozen=True)
class Figure:
    """One figure. `page`: the address of a record's page, which takes its number.

    `means`: averages over the same records, by the name that sentences call them.
    """

    code: str
    label: Text
    records: Callable[[Scope], QuerySet[Any]]
    text: Callable[[Any], str]
    page: str
    means: Callable[[Iterable[Any]], dict[str, str]] | None = None


@dataclass(frozen=True)
class Value:
    """A figure with what it counted: `rows` are (number, text) pairs."""

    figure: Figure
    rows: list[tuple[str, str]]
    means: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.rows)
