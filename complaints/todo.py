"""What a person has to do with complaints (P16, P25)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Permission as P
from accounts.models import User
from complaints import access, protection
from complaints.enums import Decision, State
from complaints.models import ClearingBatch, Complaint, Extension, Message, Withdrawal
from complaints.models.complaint import ComplaintQuerySet
from core.duties import Duties
from core.models import Deadline
from core.text import Text
from core.todo import Todo

_INTAKE, _PROTECT = "complaints:intake-case", "complaints:retaliation-case"
_DISCIPLINE, _CASE = "complaints:discipline-case", "complaints:case"
_KIND = _("Complaint")
_UNIT_VERBS: dict[str, Text] = {
    State.DISPATCHED: _("Sign for"),
    State.HANDLING: _("Write the reply"),
    State.REDO: _("Write the reply"),
    State.SIGNING: _("Sign"),
}
_DESK_VERBS: dict[str, Text] = {
    State.RECEIVED: _("Accept"),
    State.ACCEPTED: _("Redact"),
    State.TRIAGED: _("Dispatch"),
    State.RETURN_REVIEW: pgettext_lazy("return", "Decide"),
    State.REPLY_REVIEW: pgettext_lazy("reply", "Review"),
    State.INVESTIGATING: _("Investigate"),
    State.WITHDRAWN: _("Ask whether it was voluntary"),
}
_DISCIPLINE_VERBS: dict[str, Text] = {
    State.TO_DISCIPLINE: _("Report the outcome"),
    State.REVIEWING: _("Re-examine"),
    State.RECEIVED: _("Decide about the refusal"),
}


def todos(user: User) -> list[Duties | Todo]:
    """The steps that wait for this person; only what goes before all else is fetched here."""
    return [
        *_protection(user),
        *_of_unit(user),
        *_of_desk(user),
        *_of_discipline(user),
        *_of_head(user),
        *_extensions(user),
        *_call_backs(user),
    ]


def _protection(user: User) -> list[Todo]:
    """Reports of retaliation, above all else until the person has an answer (C14)."""
    if not protection.can_list(user):
        return []
    rows = (
        protection.reports_of(user)
        .open()
        .select_related("complaint__category", "complaint__lead_unit", "complaint__target_unit")
    )
    found = []
    for row in rows.order_by("due_on", "id"):
        owed = row.answered_at is None
        verb = _("Read and answer") if owed else _("Close the report")
        due = row.due_on if owed else None
        todo = _todo(row.complaint, str(_("Retaliation reported")), due, verb, _PROTECT)
        found.append(replace(todo, kind=_("Retaliation"), first=owed, light="red" if owed else ""))
    return found


def _rows(user: User) -> ComplaintQuerySet:
    return Complaint.objects.visible_to(user).with_units()


def _of_unit(user: User) -> list[Duties]:
    states: list[str] = []
    if user.units_with(P.COMPLAINT_HANDLE):
        states += [State.DISPATCHED, State.HANDLING, State.REDO]
    if user.units_with(P.COMPLAINT_SIGN):
        states += [State.SIGNING]
    if not states:
        return []

    def make(row: Complaint) -> Todo:
        due = row.due_sign if row.state == State.DISPATCHED else row.due_reply
        return _todo(row, row.redacted_text, due, _UNIT_VERBS[row.state], _CASE)

    due = Case(When(state=State.DISPATCHED, then=F("due_sign")), default=F("due_reply"))
    return [Duties(_KIND, _rows(user).filter(state__in=states), make, due)]


def _of_desk(user: User) -> list[Duties]:
    desk, leader = user.may(P.COMPLAINT_INTAKE), user.may(P.COMPLAINT_BYPASS)
    if not desk and not leader:
        return []
    asked = Q(state__in=[state for state in _DESK_VERBS if state != State.WITHDRAWN])
    unasked = Withdrawal.objects.unchecked().values("complaint")
    asked |= Q(state=State.WITHDRAWN, disciplined_at=None, pk__in=unasked)
    rows = _rows(user).filter(asked)
    if leader:
        rows = rows.filter(bypass=True)

    def make(row: Complaint) -> Todo:
        due = row.due_triage if row.dispatched_at is None else row.due_reply
        return _todo(row, "", due, _DESK_VERBS[row.state], _INTAKE)

    due = Case(When(dispatched_at=None, then=F("due_triage")), default=F("due_reply"))
    return [Duties(_KIND, rows, make, due)]


def _of_discipline(user: User) -> list[Duties]:
    if not user.may(P.COMPLAINT_DISCIPLINE):
        return []
    rows = access.for_discipline(Complaint.objects.all(), user).with_units()
    states = [State.TO_DISCIPLINE, State.REVIEWING, State.RECEIVED]
    steps = rows.filter(state__in=states).filter(Q(state=State.TO_DISCIPLINE) | Q(bypass=True))
    unread = Message.objects.mailbox().unread().values("complaint")
    written = rows.filter(access.IN_DISCIPLINE, pk__in=unread)
    return [
        _same(steps, _discipline_verb, _DISCIPLINE, due="due_reply"),
        _same(written, _("Read the message"), _DISCIPLINE),
    ]


def _discipline_verb(row: Complaint) -> Text:
    if row.state == State.TO_DISCIPLINE and row.taken_up_at is None:
        return _("Tell that it is taken up")
    return _DISCIPLINE_VERBS[row.state]


def _of_head(user: User) -> list[Duties | Todo]:
    """Re-examinations and withdrawals under pressure, for the head of the office."""
    if not user.may(P.COMPLAINT_DECIDE):
        return []
    forced = Q(
        state=State.WITHDRAWN,
        disciplined_at=None,
        pk__in=Withdrawal.objects.forced().values("complaint"),
    )
    rows = _rows(user).filter(Q(state=State.REVIEWING) | forced)
    verbs = {State.REVIEWING: _("Re-examine"), State.WITHDRAWN: _("Decide whether to go on")}
    waiting = ClearingBatch.objects.filter(decision=Decision.OPEN).exclude(proposed_by=user)
    return [
        _same(rows, lambda row: verbs[State(row.state)], _INTAKE),
        *(_clearing(batch) for batch in waiting.select_related("proposed_by")),
    ]


def _clearing(batch: ClearingBatch) -> Todo:
    """A second person decides what is kept no longer."""
    return Todo(
        kind=_("Retention"),
        title=str(_("Clearing")),
        number="",
        meta=batch.proposed_by.name,
        due_on=None,
        verb=_("Decide about the clearing"),
        url=reverse("complaints:clearing", args=[batch.pk]),
    )


def _extensions(user: User) -> list[Duties]:
    if not user.may(P.COMPLAINT_REVIEW):
        return []
    asked = Extension.objects.filter(decision=Decision.OPEN).values("complaint")
    rows = _rows(user).filter(pk__in=asked)
    return [_same(rows, _("Decide about more time"), _INTAKE, due="due_reply")]


def _call_backs(user: User) -> list[Duties]:
    """Whom the desk has to ask about the answer."""
    if not user.may(P.COMPLAINT_REVIEW):
        return []
    waiting = Deadline.objects.filter(kind="complaints.call-back", closed_at=None)
    rows = _rows(user).filter(pk__in=waiting.values("subject_id"))
    return [_same(rows, _("Call back about the answer"), _INTAKE)]


def _same(
    rows: ComplaintQuerySet, verb: Text | Callable[[Complaint], Text], page: str, due: str = ""
) -> Duties:
    """Cases without words of their own; `due`: the field of the day, if they have one."""

    def make(row: Complaint) -> Todo:
        day = getattr(row, due) if due else None
        return _todo(row, "", day, verb(row) if callable(verb) else verb, page)

    return Duties(_KIND, rows, make, due or None)


def _todo(row: Complaint, text: str, due: dt.date | None, verb: Text, page: str) -> Todo:
    """The title never holds the complainant's own words: only the redacted copy may show."""
    where = row.lead_unit or row.target_unit
    return Todo(
        kind=_KIND,
        title=text[:40] or f"{row.category.name}",
        number=row.number,
        meta=where.short_name if where else "",
        due_on=due,
        verb=verb,
        url=reverse(page, args=[row.number]),
    )
