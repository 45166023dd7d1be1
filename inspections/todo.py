"""What inspections, findings and slips ask of a person."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import Permission as P
from accounts.models import Unit
from core.todo import Todo
from inspections.addresses import address
from inspections.enums import FindingState, OpinionState, ReviewState, SlipState, State
from inspections.models import Finding, Inspection, Opinion, Reexamination, SupervisionSlip


def todos(user: Any) -> list[Todo]:
    """At most five queries, whatever the person's posts."""
    return [
        *_inspections(user),
        *_findings(user),
        *_slips(user),
        *_reviews(user),
        *_opinions(user),
    ]


def _inspections(user: Any) -> list[Todo]:
    wanted = Q(pk__in=[])
    if user.may(P.INSPECTION_APPROVE):
        wanted |= Q(state=State.PLANNED) & ~Q(submitted_by=user)
    if user.may(P.INSPECTION_RELEASE):
        wanted |= Q(state=State.CONCLUDING) & ~Q(concluded_by=user)
    if user.may(P.INSPECTION_RECORD):
        wanted |= Q(state__in=(State.APPROVED, State.RUNNING)) & (Q(team=user) | Q(lead=user))
    if not wanted:
        return []
    verbs = {
        State.PLANNED: _("Approve"),
        State.CONCLUDING: _("Check"),
        State.APPROVED: _("Begin"),
        State.RUNNING: _("Record"),
    }
    rows = Inspection.objects.visible_to(user).filter(wanted).order_by("start")
    return [
        Todo(
            kind=_("Inspection"),
            title=row.title,
            number=row.number,
            meta=row.get_kind_display(),
            due_on=row.day,
            verb=verbs[State(row.state)],
            url=address("inspection", row.number),
        )
        for row in rows
    ]


def _units(user: Any, permission: P) -> list[Unit]:
    units: list[Unit] = user.units_with(permission)
    return units


def _findings(user: Any) -> list[Todo]:
    wanted = Q(pk__in=[])
    units = _units(user, P.FINDING_STATE)
    if units:
        wanted |= Q(unit__in=units, state=FindingState.STATEMENT, stated_at=None)
    decides = user.may(P.FINDING_DECIDE)
    if decides:
        wanted |= Q(state=FindingState.STATEMENT, stated_at__isnull=False)
        wanted |= Q(state=FindingState.CONFIRMED, wants_item=True, item=None)
    if not (units or decides):
        return []
    rows = Finding.objects.visible_to(user).filter(wanted).select_related("unit")
    return [
        Todo(
            kind=_("Finding"),
            title=row.description,
            number=row.number,
            meta=f"{row.unit.short_name} {row.place}",
            due_on=row.statement_due if row.stated_at is None else None,
            verb=_finding_verb(row, decides=decides),
            url=address("finding", row.number),
        )
        for row in rows.order_by("statement_due", "number")
    ]


def _finding_verb(row: Finding, *, decides: bool) -> str:
    if not decides:
        return _("State your case")
    return (
        pgettext("finding", "Decide") if row.state == FindingState.STATEMENT else _("Open an item")
    )


def _slips(user: Any) -> list[Todo]:
    wanted = Q(pk__in=[])
    units = _units(user, P.SLIP_REPLY)
    if units:
        wanted |= Q(unit__in=units, state__in=(SlipState.ISSUED, SlipState.SIGNED))
    if user.may(P.SLIP_SIGN):
        wanted |= Q(state=SlipState.PENDING)
    if user.may(P.SLIP_ISSUE):
        wanted |= Q(state=SlipState.REPLIED)
        wanted |= Q(state=SlipState.DRAFT, deadline__isnull=False)
    if not wanted:
        return []
    verbs = {
        SlipState.DRAFT: _("Check and issue"),
        SlipState.ISSUED: _("Sign for it"),
        SlipState.SIGNED: _("Answer"),
        SlipState.PENDING: _("Sign"),
        SlipState.REPLIED: _("Judge"),
    }
    rows = SupervisionSlip.objects.visible_to(user).filter(wanted).select_related("unit")
    return [
        Todo(
            kind=row.get_kind_display(),
            title=row.title,
            number=row.number,
            meta=row.unit.short_name,
            due_on=row.reply_due if row.state != SlipState.REPLIED else None,
            verb=verbs[SlipState(row.state)],
            url=address("slip", row.pk),
            light="red" if row.is_overdue() else "",
        )
        for row in rows.order_by("reply_due", "pk")
    ]


def _reviews(user: Any) -> list[Todo]:
    wanted = Q(examiner=user, state=ReviewState.EXAMINING)
    if user.may(P.INSPECTION_RELEASE):
        wanted |= Q(state=ReviewState.ASKED)
    elif not user.may(P.ITEM_INSPECT):
        return []
    rows = Reexamination.objects.visible_to(user).filter(wanted)
    return [
        Todo(
            kind=_("Re-examination"),
            title=row.inspection.title,
            number=row.number,
            meta=row.unit.short_name,
            due_on=row.answer_due,
            verb=_("Assign") if row.state == ReviewState.ASKED else _("Answer"),
            url=address("review", row.pk),
        )
        for row in rows.select_related("inspection", "unit").order_by("answer_due")
    ]


def _opinions(user: Any) -> list[Todo]:
    if not user.may(P.FINDING_DECIDE):
        return []
    rows = Opinion.objects.filter(state=OpinionState.GIVEN).select_related("group", "unit")
    return [
        Todo(
            kind=_("Opinion"),
            title=row.text[:60],
            number=row.number,
            meta=f"{row.group} {row.unit.short_name}",
            due_on=row.reply_due,
            verb=_("Answer"),
            url=address("opinion", row.number),
        )
        for row in rows.order_by("reply_due")
    ]
