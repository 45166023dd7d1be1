"""What a person has to do with the ledger, for the workbench (P16, P25)."""

import datetime as dt

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from core import clock
from core.duties import Duties
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

_KIND = pgettext_lazy("to-do", "Rectification")
_EXTENSION = pgettext_lazy("to-do", "Extension")
_HELP = pgettext_lazy("to-do", "Help wanted")
_QUESTION = pgettext_lazy("to-do", "Question")


def todos(user: User) -> list[Duties]:
    """The steps that wait for this person."""
    day = present_day()
    found = [*_of_unit(user, day), *_of_head(user, day), *_of_office(user, day)]
    return [*found, *_extensions(user), *_questions(user)]


def _of_unit(user: User, day: Day) -> list[Duties]:
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
        _duties(drafts, "edit", _("Complete and send"), day),
        _duties(running, "report", _("Report progress"), day),
    ]


def _monthly(day: Day) -> QuerySet[Deadline, int]:
    """The items whose monthly report is due within the next working days."""
    soon = calendar().add(day.today, SOON_WORKDAYS)
    rows = Deadline.objects.open().filter(kind=MonthlyReport.code, due_on__lte=soon)
    return rows.values_list("subject_id", flat=True)


def _of_head(user: User, day: Day) -> list[Duties]:
    units = user.units_with(P.ITEM_SIGN)
    if not units:
        return []
    items = _items().filter(unit__in=units)
    closing = items.filter(state=State.IN_PROGRESS, asked_at__isnull=False)
    return [
        _duties(items.filter(state=State.UNIT_REVIEW), "sign", _("Review and sign"), day),
        _duties(closing, "sign-closing", _("Sign the closing"), day),
    ]


def _of_office(user: User, day: Day) -> list[Duties]:
    found: list[Duties] = []
    if user.may(P.ITEM_REVIEW):
        waiting = _items().visible_to(user).filter(state=State.SUBMITTED)
        found.append(_duties(waiting, "review", _("Confirm or return"), day))
    if user.may(P.ITEM_VERIFY) or user.may(P.ITEM_INSPECT):
        found.append(_duties(to_verify(user), "verify", _("Verify"), day))
        back = _items().visible_to(user).filter(state=State.CLOSED)
        due = back.filter(look_back_on__lte=clock.today())
        found.append(_duties(due, "look-back", _("Look back"), day, look_back=True))
    return found


def _items() -> ItemQuerySet:
    return RectificationItem.objects.all()


# While the office verifies nothing is late.
_DUE = Case(When(state=State.PENDING, then=Value(None)), default=F("due_key"))


def _duties(
    items: QuerySet[RectificationItem],
    page: str,
    verb: Text,
    day: Day,
    *,
    look_back: bool = False,
) -> Duties:
    def make(item: RectificationItem) -> Todo:
        return Todo(
            kind=_KIND,
            title=item.headline,
            number=item.number,
            meta=f"{item.unit.short_name}，{item.get_source_display()}",
            due_on=item.look_back_on if look_back else _due(item),
            verb=verb,
            url=reverse(f"rectification:{page}", args=[item.number]),
            light=light(item, day) if item.is_open else "",
        )

    rows = items.select_related("unit")
    return Duties(_KIND, rows, make, due="look_back_on" if look_back else _DUE)


def _due(item: RectificationItem) -> dt.date | None:
    return None if item.clock_stands else item.deadline


def _extensions(user: User) -> list[Duties]:
    steps = []
    if user.may(P.EXTENSION_OPINION):
        steps.append((Q(state=ExtensionState.FIRST_REVIEW), "extension-opinion"))
    if user.may(P.EXTENSION_DECIDE):
        steps.append((Q(state=ExtensionState.DECISION, ordinal=1), "extension-decision"))
    if user.may(P.EXTENSION_DECIDE_SECOND):
        steps.append((Q(state=ExtensionState.DECISION, ordinal=2), "extension-decision"))
    return [_extension(condition, page) for condition, page in steps]


def _extension(condition: Q, page: str) -> Duties:
    words = {
        "extension-opinion": pgettext_lazy("extension", "Give an opinion"),
        "extension-decision": _("Decide"),
    }

    def make(row: ExtensionRequest) -> Todo:
        return Todo(
            kind=_EXTENSION,
            title=row.item.headline,
            number=row.item.number,
            meta=f"{row.item.unit.short_name}，{row.get_reason_kind_display()}",
            due_on=row.old_due,
            verb=words[page],
            url=reverse(f"rectification:{page}", args=[row.item.number]),
        )

    rows = ExtensionRequest.objects.filter(condition).select_related("item__unit")
    return Duties(_EXTENSION, rows, make, due="old_due", number="item__number")


def _questions(user: User) -> list[Duties]:
    """Unanswered questions, help wanted among them (需协调解决)."""
    rows = ItemQuestion.objects.waiting_for(user).select_related("item__unit")
    help_wanted = Q(addressee=Addressee.LEAD)
    return [
        Duties(_HELP, rows.filter(help_wanted), _question, number="item__number"),
        Duties(_QUESTION, rows.exclude(help_wanted), _question, number="item__number"),
    ]


def _question(row: ItemQuestion) -> Todo:
    return Todo(
        kind=_HELP if row.addressee == Addressee.LEAD else _QUESTION,
        title=row.text,
        number=row.item.number,
        meta=f"{row.item.unit.short_name}，{row.item.headline}",
        due_on=None,
        verb=pgettext_lazy("question", "Answer"),
        url=reverse("rectification:answer", args=[row.item.number, row.pk]),
    )
