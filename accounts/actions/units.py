"""Units change their names and merge; what they were called stays on record."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import Post, Unit, UnitChange, User
from core import audit, clock
from core.access import require
from core.errors import DomainError

KIND = "accounts.unit"


@transaction.atomic
def rename(*, unit: Unit, by: User, name: str, short_name: str, basis: str = "") -> Unit:
    """Give a unit another name from today; its code and the numbers made of it stay."""
    require(access.can_manage_units(by))
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    name, short_name = name.strip(), short_name.strip()
    if (name, short_name) == (unit.name, unit.short_name):
        raise DomainError(
            _("This is the present name already. Change the full or the short name."),
            "same-name",
            "name",
        )
    _remember(unit, by, UnitChange.Kind.RENAMED, basis)
    unit.name, unit.short_name = name, short_name
    unit.save()
    _record("unit.rename", unit, by)
    return unit


@transaction.atomic
def merge(*, unit: Unit, into: Unit, by: User, basis: str) -> Unit:
    """Dissolve a unit into another: it takes part no longer, its records stay under its code.

    Refused as long as people hold posts in it: the security administrator hands them over first,
    so that nobody's work is left without an owner.
    """
    require(access.can_manage_units(by))
    locked = Unit.objects.select_for_update().in_bulk([unit.pk, into.pk])
    unit, into = locked[unit.pk], locked[into.pk]
    _check(unit, into)
    _remember(unit, by, UnitChange.Kind.MERGED, basis, successor=into)
    unit.active, unit.successor = False, into
    unit.save()
    into.headcount += unit.headcount
    into.save()
    _record("unit.merge", unit, by, into=into.code)
    return unit


def _check(unit: Unit, into: Unit) -> None:
    if unit.pk == into.pk:
        raise DomainError(_("Choose another unit to merge into."), "itself", "into")
    if not unit.active:
        raise DomainError(_("This unit has been dissolved already."), "dissolved")
    if not into.active:
        raise DomainError(_("Choose a unit that is in use."), "successor-dissolved", "into")
    check_nobody_left(unit)


def check_nobody_left(unit: Unit, field: str = "") -> None:
    """A unit is dissolved only when nobody holds a post in it; `field`: where the form says so."""
    held = Post.objects.current().filter(unit=unit).count()
    if held:
        raise DomainError(
            _(
                "%(n)d posts are still held in this unit. The security administrator hands them"
                " over or ends them first."
            )
            % {"n": held},
            "posts-held",
            field,
        )


def _remember(
    unit: Unit, by: User, kind: str, basis: str, *, successor: Unit | None = None
) -> None:
    UnitChange.objects.create(
        unit=unit,
        kind=kind,
        day=clock.today(),
        old_name=unit.name,
        old_short_name=unit.short_name,
        successor=successor,
        basis=basis.strip(),
        made_by_name=by.name,
    )


def _record(action: str, unit: Unit, by: User, **detail: str) -> None:
    audit.record(action, by=by, kind=KIND, object_id=unit.pk, unit_code=unit.code, detail=detail)
