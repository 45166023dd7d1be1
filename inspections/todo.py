"""What inspections, findings and slips ask of a person."""

from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.enums import Permission as P
from accounts.models import Unit
from core.duties import Duties
from core.todo import Todo
from inspections.addresses import address
from inspections.enums import (
    FindingState,
    InterviewState,
    OpinionState,
    ReviewState,
    SlipKind,
    SlipState,
    State,
)
from inspections.models import (
    Finding,
    Inspection,
    Interview,
    Opinion,
    Reexamination,
    SupervisionSlip,
)

_INSPECTION = gettext_lazy("Inspection")
_FINDING = gettext_lazy("Finding")
_REVIEW = gettext_lazy("Re-examination")
_OPINION = gettext_lazy("Opinion")
_INTERVIEW = gettext_lazy("Interview")


def todos(user: Any) -> list[Duties]:
    """The steps that wait for this person, whatever their posts."""
    return [
        *_inspections(user),
        *_findings(user),
        *_slips(user),
        *_reviews(user),
        *_opinions(user),
        *_interviews(user),
    ]


def _inspections(user: Any) -> list[Duties]:
    wanted = Q(pk__in=[])
    if user.may(P.INSPECTION_APPROVE):
        wanted |= Q(state=State.PLANNED) & ~Q(submitted_by=user)
    if user.may(P.INSPECTION_RELEASE):
        wanted |= Q(state=State.CONCLUDING) & ~Q(concluded_by=user)
    if user.may(P.INSPECTION_RECORD):
        own = Inspection.objects.filter(Q(team=user) | Q(lead=user))
        wanted |= Q(state__in=(State.APPROVED, State.RUNNING), pk__in=own.values("pk"))
    rows = Inspection.objects.visible_to(user).filter(wanted)
    return [Duties(_INSPECTION, rows, _inspection, due=TruncDate("start"))]


def _inspection(row: Inspection) -> Todo:
    verbs = {
        State.PLANNED: _("Approve"),
        State.CONCLUDING: _("Check"),
        State.APPROVED: _("Begin"),
        State.RUNNING: _("Record"),
    }
    return Todo(
        kind=_INSPECTION,
        title=row.title,
        number=row.number,
        meta=row.get_kind_display(),
        due_on=row.day,
        verb=verbs[State(row.state)],
        url=address("inspection", row.number),
    )


def _units(user: Any, permission: P) -> list[Unit]:
    units: list[Unit] = user.units_with(permission)
    return units


def _findings(user: Any) -> list[Duties]:
    wanted = Q(pk__in=[])
    units = _units(user, P.FINDING_STATE)
    if units:
        wanted |= Q(unit__in=units, state=FindingState.STATEMENT, stated_at=None)
    decides = user.may(P.FINDING_DECIDE)
    if decides:
        wanted |= Q(state=FindingState.STATEMENT, stated_at__isnull=False)
        wanted |= Q(state=FindingState.CONFIRMED, wants_item=True, item=None)

    def make(row: Finding) -> Todo:
        return Todo(
            kind=_FINDING,
            title=row.description,
            number=row.number,
            meta=f"{row.unit.short_name} {row.place}",
            due_on=row.statement_due if row.stated_at is None else None,
            verb=_finding_verb(row, decides=decides),
            url=address("finding", row.number),
        )

    rows = Finding.objects.visible_to(user).filter(wanted).select_related("unit")
    due = Case(When(stated_at=None, then=F("statement_due")))
    return [Duties(_FINDING, rows, make, due=due)]


def _finding_verb(row: Finding, *, decides: bool) -> str:
    if not decides:
        return _("State your case")
    return (
        pgettext("finding", "Decide") if row.state == FindingState.STATEMENT else _("Open an item")
    )


def _slips(user: Any) -> list[Duties]:
    """One list for each kind of slip: the tabs tell a reminder from a summons."""
    wanted = Q(pk__in=[])
    units = _units(user, P.SLIP_REPLY)
    if units:
        wanted |= Q(unit__in=units, state__in=(SlipState.ISSUED, SlipState.SIGNED))
    if user.may(P.SLIP_SIGN):
        wanted |= Q(state=SlipState.PENDING)
    if user.may(P.SLIP_ISSUE):
        wanted |= Q(state=SlipState.REPLIED)
        wanted |= Q(state=SlipState.DRAFT, deadline__isnull=False)
    if wanted == Q(pk__in=[]):
        return []
    rows = SupervisionSlip.objects.visible_to(user).filter(wanted).select_related("unit")
    due = Case(When(state=SlipState.REPLIED, then=Value(None)), default=F("reply_due"))
    return [Duties(kind.label, rows.filter(kind=kind), _slip, due=due) for kind in SlipKind]


def _slip(row: SupervisionSlip) -> Todo:
    verbs = {
        SlipState.DRAFT: _("Check and issue"),
        SlipState.ISSUED: _("Sign for it"),
        SlipState.SIGNED: _("Answer"),
        SlipState.PENDING: _("Sign"),
        SlipState.REPLIED: _("Judge"),
    }
    return Todo(
        kind=row.get_kind_display(),
        title=row.title,
        number=row.number,
        meta=row.unit.short_name,
        due_on=row.reply_due if row.state != SlipState.REPLIED else None,
        verb=verbs[SlipState(row.state)],
        url=address("slip", row.pk),
        light="red" if row.is_overdue() else "",
    )


def _reviews(user: Any) -> list[Duties]:
    wanted = Q(examiner=user, state=ReviewState.EXAMINING)
    if user.may(P.INSPECTION_RELEASE):
        wanted |= Q(state=ReviewState.ASKED)
    elif not user.may(P.ITEM_INSPECT):
        return []
    rows = Reexamination.objects.visible_to(user).filter(wanted)
    return [
        Duties(
            _REVIEW,
            rows.select_related("inspection", "unit"),
            _review,
            due="answer_due",
            number="inspection__number",
        )
    ]


def _review(row: Reexamination) -> Todo:
    return Todo(
        kind=_REVIEW,
        title=row.inspection.title,
        number=row.number,
        meta=row.unit.short_name,
        due_on=row.answer_due,
        verb=_("Assign") if row.state == ReviewState.ASKED else _("Answer"),
        url=address("review", row.pk),
    )


def _opinions(user: Any) -> list[Duties]:
    if not user.may(P.FINDING_DECIDE):
        return []
    rows = Opinion.objects.filter(state=OpinionState.GIVEN).select_related("group", "unit")
    return [Duties(_OPINION, rows, _opinion, due="reply_due")]


def _opinion(row: Opinion) -> Todo:
    return Todo(
        kind=_OPINION,
        title=row.text[:60],
        number=row.number,
        meta=f"{row.group} {row.unit.short_name}",
        due_on=row.reply_due,
        verb=_("Answer"),
        url=address("opinion", row.number),
    )


def _interviews(user: Any) -> list[Duties]:
    """To be signed by who was talked to; to be written and followed by who records."""
    wanted = Q(talked_to__user=user, state__in=(InterviewState.TO_SIGN, InterviewState.SIGNED))
    if user.may(P.INTERVIEW_RECORD):
        wanted |= Q(state__in=(InterviewState.DRAFT, InterviewState.SIGNED))
    elif not user.may(P.UNIT_READ):
        return []
    rows = Interview.objects.visible_to(user).filter(wanted).select_related("slip__unit")
    due = Case(When(state=InterviewState.SIGNED, then=F("deadline")))
    return [Duties(_INTERVIEW, rows, _interview, due=due, number="slip__number")]


def _interview(row: Interview) -> Todo:
    verbs = {
        InterviewState.DRAFT: _("Put before the person"),
        InterviewState.TO_SIGN: _("Sign"),
        InterviewState.SIGNED: _("Keep the commitments"),
    }
    return Todo(
        kind=_INTERVIEW,
        title=row.slip.title,
        number=row.number,
        meta=row.slip.unit.short_name,
        due_on=row.deadline if row.state == InterviewState.SIGNED else None,
        verb=verbs[InterviewState(row.state)],
        url=address("interview", row.pk),
    )
