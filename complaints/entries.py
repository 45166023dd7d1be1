"""Where a supervision code leads: to the form, on to another code, or nowhere any more (R11)."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from accounts.models import Unit
from complaints.models import EntryCode

# A window that moves every year for a decade; a longer chain is a mistake.
_LONGEST_CHAIN = 10


@dataclass(frozen=True)
class Landing:
    """What scanning a code gives: with `open` the form about `unit` and `window`.

    Otherwise the code has ended; `successor` is the code to go on with, if there is one, and
    `place` what the old code stood for (empty for a code that never existed).
    """

    open: bool
    unit: Unit | None = None
    window: str = ""
    place: str = ""
    successor: str = ""
    successor_place: str = ""


def find(code: str) -> Landing:
    """Look a code up, whatever its case. A unit's own code works without a row of its own."""
    row = EntryCode.objects.select_related("unit__parent").filter(code__iexact=code).first()
    if row is not None:
        return _of_row(row)
    unit = Unit.objects.filter(code__iexact=code).select_related("parent").first()
    return _of_unit(unit) if unit else Landing(open=False)


def _of_row(row: EntryCode) -> Landing:
    if row.in_use:
        return Landing(open=True, unit=row.unit, window=row.window, place=row.place)
    heir = _last(row)
    if heir is not row and heir.in_use:
        return Landing(False, place=row.place, successor=heir.code, successor_place=heir.place)
    if not row.unit.active:
        return _of_unit(row.unit)
    # The window has gone, its unit has not.
    return (
        Landing(False, place=row.place, successor=row.unit.code, successor_place=row.unit.name)
        if row.window
        else Landing(False, place=row.place)
    )


def _of_unit(unit: Unit) -> Landing:
    if unit.active:
        return Landing(open=True, unit=unit, place=unit.name)
    heir = unit.parent
    if heir is None or not heir.active:
        return Landing(False, unit=unit, place=unit.name)
    return Landing(False, place=unit.name, successor=heir.code, successor_place=heir.name)


def _last(row: EntryCode) -> EntryCode:
    for _turn in range(_LONGEST_CHAIN):
        if row.moved_to_id is None:
            break
        row = EntryCode.objects.select_related("unit__parent").get(pk=row.moved_to_id)
    return row


def count_scan(code: str) -> None:
    """One more scan: a number, and nothing about who scanned."""
    EntryCode.objects.filter(code__iexact=code).update(scans=F("scans") + 1)


def address_of(code: str) -> str:
    """The whole address that the QR code carries."""
    return f"{settings.SITE_URL}{reverse('complaints:entry', args=[code])}"
