"""The deadlines of items and what becoming due does (domain.md §4.22)."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from accounts.models import Unit
from campaign import slip_door
from core import deadlines
from core.models import Deadline
from core.notices import NoticeDraft
from rectification import lapses, people
from rectification.enums import SHOWN_STATES, Scope
from rectification.models import RectificationItem
from rectification.notices import DisclosureDue, ExtensionWaits, ItemDue, LookBackDue, MonthlyDue
from rectification.workflow import KIND


class ItemDeadline(deadlines.DeadlineKind):
    """T-10, -3, -1, 0, then every five working days while the item is overdue.

    Responsible person and liaisons hear of each step, the leading person from the day
    before, the office once it is overdue. On T+3 nobody is reminded again: a letter of reminder
    is drafted, on T+10 a supervision slip, each once for a deadline.
    """

    code = "rectification.item-due"
    steps = (-10, -3, -1, 0, 1, lapses.REMINDER_AFTER)
    every = 5

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        if step == lapses.REMINDER_AFTER:
            return []
        office = [person.pk for person in people.office()] if step > 0 else []
        return [
            _draft(ItemDue, item, [*workers, *_lead(item, step), *office], step)
            for item, workers in _items(deadlines)
        ]

    def act(self, deadlines: Sequence[Deadline], step: int, today: dt.date) -> None:
        if step < lapses.REMINDER_AFTER:
            return
        rows = {row.subject_id: row for row in deadlines}
        items = RectificationItem.objects.filter(pk__in=rows).select_related("unit")
        slip_door.draft(
            [lapses.lapse_of(item, rows[item.pk], step, today) for item in items.order_by("pk")]
        )


class DisclosureDeadline(deadlines.DeadlineKind):
    """What may be public is made public within twenty working days; the office hears five before.

    One message for all items of a unit (政府信息公开条例 §26).
    """

    code = "rectification.disclosure"
    steps = (-5, 0)

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        due = {row.subject_id: row.due_on for row in deadlines}
        items = RectificationItem.objects.filter(
            pk__in=due, scope=Scope.PUBLIC, state__in=SHOWN_STATES
        )
        counts: Counter[tuple[Unit, dt.date]] = Counter(
            (item.unit, due[item.pk]) for item in items.select_related("unit")
        )
        office = [person.pk for person in people.office()]
        return [
            NoticeDraft(
                DisclosureDue,
                office,
                "accounts.unit",
                unit.pk,
                unit.code,
                period=f"{day}{step:+d}",
                params={"unit": unit.short_name, "count": count, "due": day.isoformat()},
            )
            for (unit, day), count in counts.items()
        ]


class LookBack(deadlines.DeadlineKind):
    """The look-back on a closed item: the unit knows of it, the office does it."""

    code = "rectification.look-back"
    steps = (-5, 0)

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        office = [person.pk for person in people.office()]
        return [
            _draft(LookBackDue, item, [*workers, *office], step)
            for item, workers in _items(deadlines)
        ]


class MonthlyReport(deadlines.DeadlineKind):
    """Staged and key items report at least once a month while they run (domain.md §2.1, §4.8)."""

    code = "rectification.monthly-report"
    steps = (0,)
    every = 5

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        return [_draft(MonthlyDue, item, workers, step) for item, workers in _items(deadlines)]


class ExtensionWait(deadlines.DeadlineKind):
    """A request not decided within two working days reminds the office daily.

    The record is the item, which has one undecided request at a time.
    """

    code = "rectification.extension-wait"
    steps = (1,)
    every = 1

    def notices(
        self, deadlines: Sequence[Deadline], step: int, today: dt.date
    ) -> list[NoticeDraft]:
        office = [person.pk for person in people.office()]
        return [_draft(ExtensionWaits, item, office, step) for item, _workers in _items(deadlines)]


def _items(rows: Sequence[Deadline]) -> list[tuple[RectificationItem, list[int]]]:
    """The items of some deadlines, each with who works on it: two queries in all."""
    items = list(
        RectificationItem.objects.filter(pk__in=[row.subject_id for row in rows]).select_related(
            "unit", "responsible", "lead"
        )
    )
    liaisons = people.liaisons_of({item.unit for item in items})
    return [(item, _workers(item, liaisons)) for item in items]


def _workers(item: RectificationItem, liaisons: dict[str, list[int]]) -> list[int]:
    owner = [item.responsible.user_id] if item.responsible else []
    return [*owner, *liaisons.get(item.unit.code, [])]


def _lead(item: RectificationItem, step: int) -> list[int]:
    return [item.lead.user_id] if item.lead and step >= -1 else []


def _draft(
    kind: type[ItemDue] | type[LookBackDue] | type[ExtensionWaits] | type[MonthlyDue],
    item: RectificationItem,
    recipients: list[int],
    step: int,
) -> NoticeDraft:
    return NoticeDraft(
        kind,
        dict.fromkeys(recipients),
        KIND,
        item.pk,
        item.number,
        params={"step": step, "unit": item.unit.short_name},
    )
