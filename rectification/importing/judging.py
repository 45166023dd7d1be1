"""The judge of an import: every line of a sheet beside the ledger as it stands now."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from campaign.models import Campaign
from core.actors import Actor
from core.sheets.cells import Table
from core.sheets.reader import letters_of
from core.text import Text
from rectification import access, sheet
from rectification.dates import class_problem, due_problem
from rectification.enums import EDITABLE_STATES, Klass, State
from rectification.importing.columns import (
    KEYS,
    MARKED_HEAD,
    NAMES,
    PROMISE_KEYS,
    REPORT_KEYS,
    TAKEN,
    Header,
    key_of,
)
from rectification.importing.days import Due
from rectification.importing.entries import Entry, Fault, keep_others, read
from rectification.importing.known import known_to
from rectification.importing.lines import left_out, lines
from rectification.importing.plan import Change, Kind, Plan, Request, Row
from rectification.models import Milestone, RectificationItem
from rectification.promise import milestone_problem

_REPORT_LIMIT = 300
# An empty cell of these says nothing: it does not ask to clear the field.
_NEVER_EMPTY = frozenset({"source", "category", "klass", "scope", "done", "progress"})


def make(request: Request, *, locked: bool = False) -> Plan:
    """Compare; with `locked` the items concerned stay locked until the transaction ends."""
    known = known_to(request.unit, request.choices)
    entries = [read(line, known) for line in lines(request.table, request.header)]
    items = _items(request, {entry.number for entry in entries if entry.number}, locked)
    judge = _Judge(request, items, _known_problems(request.unit, entries))
    rows = [judge.row(entry) for entry in entries]
    left = left_out(request.table, request.header)
    return Plan(rows, left, _unread(request.table, request.header))


def _unread(table: Table, header: Header) -> list[str]:
    """The heads of columns that hold something and are not chosen for anything."""
    used = set(header.columns.values())
    filled = {c for n, row in table.rows.items() if n >= header.first for c in row}
    filled -= {c for c, head in table.rows.get(header.row, {}).items() if head == MARKED_HEAD}
    heads = [header.heads.get(c) or letters_of(c) for c in sorted(filled - used)]
    return [head for head in heads if key_of(head)[0] != "serial"]


def readable(unit: Unit, by: Actor) -> QuerySet[RectificationItem]:
    """The unit's items that this actor may know of."""
    items = RectificationItem.objects.filter(unit=unit)
    return items.visible_to(by) if isinstance(by, User) else items


def _items(request: Request, numbers: set[str], locked: bool) -> dict[str, RectificationItem]:
    rows = readable(request.unit, request.by).filter(number__in=numbers)
    if locked:
        list(rows.order_by("id").select_for_update(of=("self",)).values_list("pk"))
    return {item.number: item for item in sheet.fetched(rows)}


def _known_problems(unit: Unit, entries: Iterable[Entry]) -> dict[str, str]:
    """Problems that stand in the sheet without a number, but in the ledger already."""
    texts = {e.values["description"] for e in entries if not e.number and "description" in e.values}
    rows = RectificationItem.objects.filter(unit=unit, description__in=texts)
    return dict(rows.exclude(state=State.MERGED).values_list("description", "number"))


class _Judge:
    """Decides row by row; remembers what came before."""

    def __init__(
        self,
        request: Request,
        items: Mapping[str, RectificationItem],
        problems: Mapping[str, str],
    ) -> None:
        self.request, self.items, self.problems = request, items, problems
        self.campaign = Campaign.objects.current()
        self.seen: dict[str, int] = {}

    def row(self, entry: Entry) -> Row:
        if twin := self._twin(entry):
            return Row(Kind.FAULTY, entry, faults=[twin])
        if not entry.number:
            keep_others(entry, entry.texts.get("remark", ""))
            return self._new(entry)
        item = self.items.get(entry.number)
        if item is None:
            # The same words for another unit's number: nobody learns that it exists.
            unknown = _(
                "This unit has no item with this number. Leave the cell empty for a new problem."
            )
            return Row(Kind.FAULTY, entry, faults=[_fault(entry, "number", unknown)])
        return self._existing(entry, item)

    def _twin(self, entry: Entry) -> Fault | None:
        """The same number or problem further up in the sheet, or already in the ledger."""
        text = entry.texts.get("description", "")
        key = "number" if entry.number else "description"
        mark = entry.number or text
        if mark and mark in self.seen:
            message = _("This row repeats row %(row)d. Delete one of them.")
            return _fault(entry, key, message % {"row": self.seen[mark]})
        self.seen[mark] = entry.row
        if not entry.number and text in self.problems:
            message = _(
                "The ledger has this problem already as %(number)s. Write that number into the "
                "second column to change it, or describe what is different."
            )
            return _fault(entry, key, message % {"number": self.problems[text]})
        return None

    def _new(self, entry: Entry) -> Row:
        faults = [fault for fault in entry.faults if fault.key not in REPORT_KEYS]
        faulty = {fault.key for fault in faults}
        if "description" not in faulty:
            faults += _described(entry)
        if "category" not in entry.values and "category" not in faulty:
            faults.append(_fault(entry, "category", _("Name the category of the problem.")))
        faults += self._due_faults(entry, None)
        if any(entry.texts.get(key, "") not in ("", "0", "0%") for key in REPORT_KEYS):
            entry.notes.append(_("Progress is reported after the office has confirmed the item."))
        entry.notes += _not_taken(entry)
        if not entry.texts.get("due") and entry.values.get("klass") == Klass.BY_DATE:
            entry.notes.append(_("Without a deadline it cannot be sent off yet."))
        return Row(Kind.FAULTY if faults else Kind.NEW, entry, faults=faults)

    def _existing(self, entry: Entry, item: RectificationItem) -> Row:
        has_remark = "remark" in self.request.header.columns
        keep_others(entry, entry.texts.get("remark", "") if has_remark else item.remark)
        mine, both = self._compare(entry, item)
        lost = [fault for fault in entry.faults if fault.key in entry.others]
        if not mine and not both and not lost:
            return Row(Kind.SAME, entry, item)
        changes = [*mine, *both]
        if both and item.number not in self.request.mine:
            message = _(
                "The ledger has changed since the export: it says “%(now)s” now. Decide in the "
                "preview, or export again."
            )
            faults = [_fault(entry, c.key, message % {"now": c.old}) for c in both]
            return Row(Kind.CONFLICT, entry, item, changes, faults)
        keys = {change.key for change in changes} | {fault.key for fault in lost}
        faults = [fault for fault in entry.faults if fault.key in keys]
        faults += self._refused(entry, item, keys) or self._checked(entry, item, keys)
        return Row(Kind.FAULTY if faults else Kind.CHANGED, entry, item, changes, faults)

    def _compare(self, entry: Entry, item: RectificationItem) -> tuple[list[Change], list[Change]]:
        """Cells that the sheet alone has changed, and cells that both have."""
        now = dict(zip(KEYS, map(str, sheet.cells(item, 0)), strict=True))
        marks = dict(zip(KEYS, self.request.marks.get(item.number, ()), strict=False))
        mine: list[Change] = []
        both: list[Change] = []
        for key in TAKEN:
            if key not in self.request.header.columns and not (key == "remark" and entry.others):
                continue
            new = entry.texts.get(key, "")
            untouched = marks.get(key) == sheet.mark(new)
            if untouched or sheet.mark(new) == sheet.mark(now[key]) or _same(key, entry, item):
                continue
            stale = key in marks and marks[key] != sheet.mark(now[key])
            (both if stale else mine).append(Change(key, now[key], new))
        return mine, both

    def _refused(self, entry: Entry, item: RectificationItem, keys: set[str]) -> list[Fault]:
        """Cells that cannot be changed any more, or not yet, or not by this person."""
        words = {"number": item.number, "state": item.get_state_display()}
        found = []
        if not access.can_edit(self.request.by, item):
            message = _(
                "The promise of %(number)s can no longer be changed here: it is %(state)s. Ask "
                "for an extension, or ask the office to return it."
            )
            found += [_fault(entry, key, message % words) for key in PROMISE_KEYS if key in keys]
        if not access.can_report(self.request.by, item):
            message = _("Progress cannot be reported now: %(number)s is %(state)s.")
            found += [_fault(entry, key, message % words) for key in REPORT_KEYS if key in keys]
        return found

    def _checked(self, entry: Entry, item: RectificationItem, keys: set[str]) -> list[Fault]:
        """What the forms would refuse."""
        found = []
        if "progress" in keys and entry.values.get("progress", item.progress) < item.progress:
            message = _(
                "Progress was %(last)s%% last time. Report a lower figure on the item's page, "
                "with the reason."
            )
            found.append(_fault(entry, "progress", message % {"last": item.progress}))
        if "done" in keys and not 0 < len(entry.values.get("done", "")) <= _REPORT_LIMIT:
            message = _("Say in 1 to %(most)d characters what was done.")
            found.append(_fault(entry, "done", message % {"most": _REPORT_LIMIT}))
        if "description" in keys and not any(f.key == "description" for f in entry.faults):
            found += _described(entry)
        if item.state != State.DRAFT and item.state in EDITABLE_STATES:
            found += _emptied(entry, keys)
        if not keys & {"due", "klass"}:
            return found
        return [
            *found,
            *(self._due_faults(entry, item) or self._milestone_faults(entry, item)),
        ]

    def _due_faults(self, entry: Entry, item: RectificationItem | None) -> list[Fault]:
        """A deadline that cannot be, or that does not go with the class."""
        due = entry.values.get("due")
        if due is None:
            return []
        klass = entry.values.get("klass", "")
        if klass and due.klass and not due.day and klass != due.klass:
            message = _("The deadline says “%(due)s”, the class “%(klass)s”. Make them agree.")
            words = {"due": entry.texts.get("due", ""), "klass": entry.texts.get("klass", "")}
            return [_fault(entry, "due", message % words)]
        klass = klass or due.klass or (item.klass if item else Klass.BY_DATE.value)
        if due.day is None or _stays(item, due.day, klass):
            return []
        problem = due_problem(due.day, self.campaign)
        problem = problem or class_problem(klass, due.day, self.campaign)
        return [_fault(entry, "due", problem)] if problem else []

    def _milestone_faults(self, entry: Entry, item: RectificationItem) -> list[Fault]:
        """Milestones that were set in the portal and would not fit the new class or deadline."""
        due = entry.values.get("due", Due())
        klass = entry.values.get("klass", "") or due.klass or item.klass
        day = due.day if "due" in entry.values else item.due_date
        steps = list(item.milestones.all())
        if is_own_milestone(steps, item.due_date):
            return []
        problem = milestone_problem(klass, day, [step.due for step in steps])
        words = _("%(problem)s The milestones are changed on the item's page.")
        return [_fault(entry, "due", words % {"problem": problem})] if problem else []


def is_own_milestone(steps: Sequence[Milestone], due: dt.date | None) -> bool:
    """Whether the only milestone is the one that an import sets: that all is done by then."""
    return len(steps) == 1 and steps[0].due == due


def _not_taken(entry: Entry) -> list[str]:
    """What a new row says and the portal keeps by itself, so that nothing goes in silence."""
    message = _("%(column)s “%(text)s” is not taken over: the portal keeps it by its own records.")
    return [
        message % {"column": NAMES[key], "text": entry.texts[key]}
        for key in ("state", "evidence", "rules")
        if entry.texts.get(key, "") not in ("", "未启动", "无")
    ]


def _stays(item: RectificationItem | None, day: dt.date, klass: str) -> bool:
    return item is not None and (day, klass) == (item.due_date, item.klass)


def _same(key: str, entry: Entry, item: RectificationItem) -> bool:
    """Whether other words, or none, say the same thing."""
    if not entry.texts.get(key):
        return key in _NEVER_EMPTY or getattr(item, key, None) in ("", None)
    if key not in entry.values:
        return False
    value = entry.values[key]
    if key == "due":
        return value.day is not None and value.day == item.due_date
    if key == "measures":
        return list(value) == [measure.text for measure in item.measures.all()]
    if key == "scope" and item.is_private:
        return True
    return hasattr(item, key) and bool(value == getattr(item, key))


def _described(entry: Entry) -> list[Fault]:
    if entry.values.get("description"):
        return []
    return [_fault(entry, "description", _("Describe the problem."))]


def _emptied(entry: Entry, keys: set[str]) -> list[Fault]:
    """A promise that has once left its unit keeps its four elements."""
    message = _("A returned promise keeps this element. Fill in the cell.")
    needed = ("target", "responsible", "due")
    return [
        _fault(entry, key, message) for key in needed if key in keys and not entry.texts.get(key)
    ]


def _fault(entry: Entry, key: str, message: Text) -> Fault:
    return Fault(entry.row, key, str(message))
