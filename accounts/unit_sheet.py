"""The workbook with which the zone's units come at once: one unit a row (domain.md §4.2).

Each row is judged by the form in which a single unit is entered, so both take the same.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import sheets
from accounts.enums import AppraisalGroup, UnitKind
from accounts.forms import UnitForm
from accounts.models import Unit

# Heads of the file, not of the interface: they stay Chinese in every language.
COLUMNS = {
    "代码": "code",
    "全称": "name",
    "简称": "short_name",
    "类型": "kind",
    "考评组别": "group",
    "党组织": "party_org",
    "人数": "headcount",
    "设有服务窗口": "is_window",
    "重点单位": "is_key",
    "电话": "phone",
    "地址": "address",
    "职责": "duty",
}
HEADS = tuple(COLUMNS)
YES, NO = "是", "否"
MOST = 300
_CODE = re.compile(r"[A-Z]{2,12}")
_TICKS = {YES: "on", NO: "", "": ""}


class RowForm(UnitForm):
    """A unit without its code, which is compared with all others at once."""

    class Meta:
        model = Unit
        fields = tuple(name for name in COLUMNS.values() if name != "code")


@dataclass(frozen=True)
class Row:
    """A unit as the sheet has it; `faults` says what must be changed in the sheet."""

    number: int
    values: sheets.Cells
    faults: tuple[str, ...] = field(default=())

    @property
    def code(self) -> str:
        return self.values[0].upper()

    @property
    def name(self) -> str:
        return self.values[1]

    @cached_property
    def form(self) -> RowForm:
        """The row as if somebody had typed it."""
        typed = dict(zip(COLUMNS.values(), self.values, strict=True))
        typed["kind"] = choices(UnitKind).get(typed["kind"], typed["kind"])
        typed["group"] = choices(AppraisalGroup).get(typed["group"], typed["group"])
        for name in ("is_window", "is_key"):
            typed[name] = _TICKS.get(typed[name], "")
        typed["headcount"] = typed["headcount"] or "0"
        return RowForm(typed)

    @property
    def fields(self) -> dict[str, Any]:
        """As the unit keeps them; only of a row without faults."""
        self.form.is_valid()
        return dict(self.form.cleaned_data)


def choices(kinds: type[UnitKind] | type[AppraisalGroup]) -> dict[str, str]:
    """The Chinese words that a column takes, and what they mean."""
    with override("zh-hans"):
        return {str(one.label): str(one.value) for one in kinds}


def read(name: str, content: bytes) -> list[Row]:
    """The units of the first sheet. `DomainError` (field `file`) if it is not such a sheet."""
    found = [Row(number, cells) for number, cells in sheets.read(name, content, HEADS)]
    if not found:
        raise sheets.wrong(_("There is no unit below the heads. Fill in one unit a row."))
    if len(found) > MOST:
        raise sheets.wrong(_("At most %(n)d units at once. Split the sheet.") % {"n": MOST})
    return found


def check(rows: Iterable[Row]) -> list[Row]:
    """The rows with what must be mended in each; one query."""
    taken: set[str] = set()
    for code, name in Unit.objects.values_list("code", "name"):
        taken |= {code, name}
    seen: set[str] = set()
    checked = []
    for row in rows:
        faults = (*_twice(row, taken, seen), *_own_faults(row))
        seen |= {row.code, row.name} - {""}
        checked.append(replace(row, faults=faults))
    return checked


def _twice(row: Row, taken: set[str], seen: set[str]) -> Iterator[str]:
    if row.code in taken:
        yield _("There is already a unit with this code. Choose another code.")
    if row.name in taken:
        yield _("There is already a unit of this name.")
    if {row.code, row.name} & seen:
        yield _("This unit stands twice in the sheet.")


def _own_faults(row: Row) -> Iterator[str]:
    if not _CODE.fullmatch(row.code):
        yield _("Use 2 to 12 Latin letters, such as JFJ.")
    for head in ("设有服务窗口", "重点单位"):
        if row.values[HEADS.index(head)] not in _TICKS:
            yield _("%(head)s: write %(yes)s or %(no)s.") % {"head": head, "yes": YES, "no": NO}
    for sentences in row.form.errors.values():
        yield from map(str, sentences)
