"""Lists to choose from that several forms share."""

from itertools import groupby

from django.utils.translation import gettext as _

from accounts.models import Unit

OFFICE = "office"
"""Stands for the office and the desk themselves, which are no unit (C5)."""

Choice = tuple[str, str]
Groups = list[tuple[str, list[Choice]]]


def units() -> list[Unit]:
    """The units that work, as the zone lists them (one query)."""
    return list(Unit.objects.active().in_order())


def grouped(found: list[Unit]) -> Groups:
    """Units by kind, for a select with groups."""
    kinds = list(dict.fromkeys(unit.kind for unit in found))
    in_order = sorted(found, key=lambda unit: kinds.index(unit.kind))
    return [
        (str(members[0].get_kind_display()), [(unit.code, unit.name) for unit in members])
        for members in (list(group) for _kind, group in groupby(in_order, lambda u: u.kind))
    ]


def public(found: list[Unit]) -> list[Choice | tuple[str, list[Choice]]]:
    """What citizens choose from: not sure, the units, the office itself."""
    return [
        ("", _("I am not sure which unit")),
        *grouped(found),
        (_("About us"), [(OFFICE, _("the leadership-group office or the complaint desk"))]),
    ]


def initials(found: list[Unit]) -> dict[str, str]:
    """Pinyin initials by unit code, for the searchable list."""
    return {unit.code: unit.initials for unit in found}
