"""What a person has to do with the ledger, for the workbench (P16, P25)."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from core import clock
from core.models import Deadline
from core.text import Text
from core.todo import Todo
from core.workdays import calendar
from rectification.deadlines import MonthlyReport
from rectification.enums import Addressee, ExtensionState, Rank, State
from rectification.lights import Day, light
from rectification.models import ExtensionRequest, ItemQuestion, RectificationItem
from rectification.models.item import ItemQuerySet
from rectification.queries import present_day, to_verify

# Reports are asked for when the deadline comes near; earlier ones wait in the ledger.
NEAR_WORKDAYS = 10
SOON_WORKDAYS = 3
MOST = 50

_KIND = pgettext_lazy("to-do", "Rectification")
_HELP = pgettext_lazy("to-do", "Help wanted")
_QUESTION = pgettext_lazy("to-do", "Question")


def todos(user: User) -> list[Todo]:
    """The steps that wait for this person: at most nine queries."""
    day = present_day()
    found = [*_of_unit(user, day), *_of_head(user, day), *_of_office(user, day)]
    return [*found, *_extensions(user), *_questions(user)]


def _of_unit(user: User, day: Day) -> list[Todo]:
    units = user.units_with(P.ITEM_PROGRESS)
    if not units:
        return []
    items = _items().filter(unit__in=units)
    near = calendar().add(day.today, NEAR_WORKDAYS)
    if not user.may(P.PLAN_EDIT):  # the liaison sees the whole unit, others what is theirs
        items = items.filter(responsible__user=user)
    drafts = items.filter(state__in=(State.DRAFT, State.RETURNED))
    running = items.filter(state=State.IN_PROGRESS, asked_at=None, rank=Rank.OPEN).filter(
        Q(due_key__lte=near) | Q(rejected=True) | Q(pk__in=_monthly(day))
    )
    return [
        *_todos(drafts, "edit", _("Complete and send"), day),
        *_todos(running, "report", _("Report progress"), day),
    ]


def _monthly(day: Day) -> QuerySet[Deadline, int]:
    """The items whose monthly report is due within the next working days."""
    soon = calendar().add(day.today, SOON_WORKDAYS)
    rows = Deadline.objects.open().filter(kind=MonthlyReport.code, due_on__lte=soon)
    return rows.values_list("subject_id", flat=True)


def _of_head(user: User, day: Day) -> list[Todo]:
    units = user.units_with(P.ITEM_SIGN)
    if not units:
        return []
    items = _items().filter(unit__in=units)
    closing = items.filter(state=State.IN_PROGRESS, asked_at__isnull=False)
    return [
        *_todos(items.filter(state=State.UNIT_REVIEW), "sign", _("Review and sign"), day),
        *_todos(closing, "sign-closing", _("Sign the closing"), day),
    ]


def _of_office(user: User, day: Day) -> list[Todo]:
    found: list[Todo] = []
    if user.may(P.ITEM_REVIEW):
        waiting = _items().visible_to(user).filter(state=State.SUBMITTED)
        found += _todos(waiting, "review", _("Confirm or return"), day)
    if user.may(P.ITEM_VERIFY) or user.may(P.ITEM_INSPECT):
        found += _todos(to_verify(user), "verify", _("Verify"), day)
        back = _items().visible_to(user).filter(state=State.CLOSED)
        due = back.filter(look_back_on__lte=clock.today())
        found += _todos(due, "look-back", _("Look back"), day, look_back=True)
    return found


def _items() -> ItemQuerySet:
    return RectificationItem.objects.all()


def _todos(
    items: QuerySet[RectificationItem],
    page: str,
    verb: Text,
    day: Day,
    *,
    look_back: bool = False,
) -> list[Todo]:
    rows = items.select_related("unit").order_by("due_key", "id")[:MOST]
    return [
        Todo(
            kind=_KIND,
            title=item.headline,
            number=item.number,
            meta=f"{item.unit.short_name}，{item.get_source_display()}",
            due_on=item.look_back_on if look_back else _due(item),
            verb=verb,
            url=reverse(f"rectification:{page}", args=[item.number]),
            light=light(item, day) if item.is_open else "",
        )
        for item in rows
    ]


def _due(item: RectificationItem) -> dt.date | None:
    return None if item.clock_stands else item.deadline


def _extensions(user: User) -> list[Todo]:
    steps = []
    if user.may(P.EXTENSION_OPINION):
        steps.append((Q(state=ExtensionState.FIRST_REVIEW), "extension-opinion"))
    if user.may(P.EXTENSION_DECIDE):
        steps.append((Q(state=ExtensionState.DECISION, ordinal=1), "extension-decision"))
    if user.may(P.EXTENSION_DECIDE_SECOND):
        steps.append((Q(state=ExtensionState.DECISION, ordinal=2), "extension-decision"))
    words = {
        "extension-opinion": pgettext_lazy("extension", "Give an opinion"),
        "extension-decision": _("Decide"),
    }
    requests = ExtensionRequest.objects.select_related("item__unit").order_by("old_due", "id")
    return [
        Todo(
            kind=pgettext_lazy("to-do", "Extension"),
            title=row.item.headline,
            number=row.item.number,
            meta=f"{row.item.unit.short_name}，{row.get_reason_kind_display()}",
            due_on=row.old_due,
            verb=words[page],
            url=reverse(f"rectification:{page}", args=[row.item.number]),
        )
        for condition, page in steps
        for row in requests.filter(condition)[:MOST]
    ]


def _questions(user: User) -> list[Todo]:
    """Unanswered questions, help wanted among them (需协调解决)."""
    rows = ItemQuestion.objects.waiting_for(user).select_related("item__unit").order_by("id")
    return [
        Todo(
            kind=_HELP if row.addressee == Addressee.LEAD else _QUESTION,
            title=row.text,
            number=row.item.number,
            meta=f"{row.item.unit.short_name}，{row.item.headline}",
            due_on=None,
            verb=pgettext_lazy("question", "Answer"),
            url=reverse("rectification:answer", args=[row.item.number, row.pk]),
        )
        for row in rows[:MOST]
    ]
