"""The unit's copy (转办件): the only source of what a handling unit sees of a case (C3).

Built from the redacted text, the category, dates without time and released files under neutral
names. The pages of the unit, its exports and the leak check all read this and nothing else.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from complaints.files import neutral_name
from complaints.models import Complaint


@dataclass(frozen=True)
class UnitFile:
    """A released file under its neutral name."""

    pk: int
    name: str
    size: int
    content_type: str


@dataclass(frozen=True)
class UnitCopy:
    """What the unit reads. `received_on` is a date: the hour could tell who it was."""

    number: str
    text: str
    category: str
    window: str
    happened_on: dt.date | None
    received_on: dt.date
    may_contact: bool
    steps: list[tuple[dt.date, str, str]] = field(default_factory=list)
    files: list[UnitFile] = field(default_factory=list)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text in it, by the name of the form field where the desk can change it."""
        yield "redacted_text", self.text
        yield "window", self.window
        for _day, _label, body in self.steps:
            yield "redacted_text", body
        for file in self.files:
            yield "files", file.name


def build(complaint: Complaint) -> UnitCopy:
    """The copy of a case (two queries, with its related rows fetched)."""
    return UnitCopy(
        number=complaint.number,
        text=complaint.redacted_text,
        category=complaint.category.name,
        window=complaint.window,
        happened_on=complaint.happened_on,
        received_on=timezone.localdate(complaint.received_at),
        may_contact=complaint.consent_contact,
        steps=[
            (timezone.localdate(step.at), str(step.get_kind_display()), step.note)
            for step in complaint.steps.for_unit()
        ],
        files=[
            UnitFile(row.pk, neutral_name(row), row.for_unit.size, row.for_unit.mime)
            for row in complaint.files.released().select_related("attachment", "copy")
        ],
    )
