"""Supervision codes are made, moved and retired; none is ever deleted, for posters hang on."""

import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from complaints import access
from complaints.codes import ALPHABET
from complaints.models import EntryCode
from core import audit, clock
from core.access import require
from core.errors import DomainError, WrongState

KIND = "complaints.entry"
_RANDOM_CHARACTERS = 4


@transaction.atomic
def make(*, unit: Unit, window: str = "", by: User) -> EntryCode:
    """A code for a window, or for the whole unit; one that is in use already is the answer."""
    require(access.can_manage_codes(by))
    if not unit.active:
        raise DomainError(_("This unit no longer works; choose another one."), "retired", "unit")
    window = window.strip()
    # Two clicks at once wait for each other at the unit's row.
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    known = EntryCode.objects.in_use().filter(unit=unit, window=window).first()
    if known is not None:
        return known
    row = EntryCode.objects.create(
        code=_new_code(unit, window), unit=unit, window=window, made_by_id=by.pk
    )
    _record("make", row, by)
    return row


@transaction.atomic
def make_for_all(*, by: User) -> int:
    """A code for every unit that has none yet. How many were made."""
    require(access.can_manage_codes(by))
    known = EntryCode.objects.in_use().filter(window="")
    missing = Unit.objects.active().exclude(pk__in=known.values("unit")).in_order()
    return len([make(unit=unit, by=by) for unit in missing])


@transaction.atomic
def move(*, entry: EntryCode, unit: Unit, window: str = "", by: User) -> EntryCode:
    """The window has moved: who scans the old code is led to the new one. Returns the new one."""
    entry = _locked(entry, by)
    target = make(unit=unit, window=window, by=by)
    if target.pk == entry.pk:
        raise DomainError(
            _("This is where the code is already; choose another unit or window."), "same", "unit"
        )
    entry.moved_to = target
    _end(entry, by, ["moved_to"])
    _record("move", entry, by)
    return target


@transaction.atomic
def retire(*, entry: EntryCode, by: User) -> EntryCode:
    """The window is closed: who scans the code reads so, and can complain all the same."""
    entry = _locked(entry, by)
    _end(entry, by, [])
    _record("retire", entry, by)
    return entry


def _locked(entry: EntryCode, by: User) -> EntryCode:
    require(access.can_manage_codes(by))
    entry = (
        EntryCode.objects.select_for_update(of=("self",)).select_related("unit").get(pk=entry.pk)
    )
    if entry.ended_at is not None:
        raise WrongState(_("This code has ended already. Reload the page."))
    return entry


def _end(entry: EntryCode, by: User, fields: list[str]) -> None:
    entry.ended_at, entry.ended_by_id = clock.now(), by.pk
    entry.save(update_fields=["ended_at", "ended_by", *fields])


def _new_code(unit: Unit, window: str) -> str:
    """`JFJ` for the unit itself if that is still free, `JFJ-7K4M` for everything else."""
    if not window and not EntryCode.objects.filter(code=unit.code).exists():
        return unit.code
    while True:
        ending = "".join(secrets.choice(ALPHABET) for _turn in range(_RANDOM_CHARACTERS))
        code = f"{unit.code}-{ending}"
        if not EntryCode.objects.filter(code=code).exists():
            return code


def _record(act: str, entry: EntryCode, by: User) -> None:
    audit.record(
        f"{KIND}.{act}",
        by=by,
        kind=KIND,
        object_id=entry.pk,
        number=entry.code,
        unit_code=entry.unit.code,
    )
