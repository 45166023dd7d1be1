"""Who may do what with inspections, findings and slips (domain.md §4.12, §4.13)."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import User
from core import clock
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from core.models import StatusLog
from inspections.enums import (
    FINDING_DONE,
    RELEASED_STATES,
    FindingState,
    ReviewState,
    SlipState,
    State,
)
from inspections.models import (
    Finding,
    Inspection,
    Opinion,
    Reexamination,
    SupervisionGroup,
    SupervisionSlip,
)
from inspections.scope import own_units
from inspections.workflow import FINDING, INSPECTION, OPINION, REEXAMINATION, SLIP
from rectification.enums import DONE_STATES


def can_list(user: User) -> Answer:
    """Whether the person has a list of inspections at all."""
    permissions = (P.ZONE_READ, P.INSPECTION_RECORD, P.INSPECTION_PLAN, P.UNIT_READ)
    if any(user.may(permission) for permission in permissions):
        return Allowed()
    return Denied(_("Inspections are open to the office, the teams and the units inspected."))


def can_plan(by: Actor) -> Answer:
    if by.may(P.INSPECTION_PLAN):
        return Allowed()
    return Denied(_("Inspections are planned by the office and by team leaders."))


def can_edit(by: Actor, inspection: Inspection) -> Answer:
    """A plan is changed by who may plan, until it has been sent."""
    if inspection.state != State.DRAFT:
        return Denied(_("The plan has been sent. It can be changed again when it is returned."))
    return can_plan(by)


def can_approve(by: Actor, inspection: Inspection) -> Answer:
    """Four eyes: not by who sent the plan."""
    if inspection.submitted_by_id == by.pk:
        return Denied(_("You sent this plan yourself. Another person has to approve it."))
    return INSPECTION.can(inspection, "approve", by)


def is_team(by: Actor, inspection: Inspection) -> bool:
    """Whether somebody carries the inspection out."""
    if by.pk is None:
        return False
    if inspection.lead_id == by.pk or inspection.team.filter(pk=by.pk).exists():
        return True
    group = inspection.group
    return group is not None and group.members.serving().filter(user_id=by.pk).exists()


def can_work_on_site(by: Actor) -> Answer:
    if by.may(P.INSPECTION_RECORD):
        return Allowed()
    return Denied(_("Only inspection teams work on site."))


def can_begin(by: Actor, inspection: Inspection) -> Answer:
    if not is_team(by, inspection):
        return Denied(_("Only the team of this inspection works on site."))
    return INSPECTION.can(inspection, "begin", by)


def can_record(by: Actor, inspection: Inspection) -> Answer:
    """Write records and findings: the team, while it is on site."""
    if not (by.may(P.INSPECTION_RECORD) and is_team(by, inspection)):
        return Denied(_("Only the team of this inspection works on site."))
    if inspection.state != State.RUNNING:
        return Denied(_("Records are written between the beginning on site and the conclusion."))
    return Allowed()


def can_conclude(by: Actor, inspection: Inspection) -> Answer:
    if inspection.lead_id != by.pk:
        return Denied(_("The leader of the team concludes and answers for the conclusion."))
    return INSPECTION.can(inspection, "conclude", by)


def can_release(by: Actor, inspection: Inspection) -> Answer:
    """Four eyes: not by who concluded."""
    if inspection.concluded_by_id == by.pk:
        return Denied(_("You concluded this inspection. Another person has to check it."))
    return INSPECTION.can(inspection, "release", by)


def can_close(by: Actor, inspection: Inspection) -> Answer:
    if inspection.findings.unsettled().exists():
        return Denied(_("Some problems are not settled yet. Settle each of them first."))
    open_ = (ReviewState.ASKED, ReviewState.EXAMINING)
    if inspection.reexaminations.filter(state__in=open_).exists():
        return Denied(_("A re-examination is under way. Wait for its outcome."))
    return INSPECTION.can(inspection, "close", by)


def can_state(by: Actor, finding: Finding) -> Answer:
    """The unit, once, within three working days."""
    if finding.stated_at is not None:
        return Denied(_("The unit has stated its case; the office decides now."))
    if finding.statement_due is not None and clock.today() > finding.statement_due:
        return Denied(_("The three working days for a statement are over. Ask the office."))
    return FINDING.can(finding, "state", by)


def can_decide(by: Actor, finding: Finding) -> Answer:
    """Only after the unit was heard, or has let its three working days pass."""
    waiting = finding.stated_at is None and (
        finding.statement_due is None or clock.today() <= finding.statement_due
    )
    if finding.state == FindingState.STATEMENT and waiting:
        return Denied(
            _("The unit may still state its case. Decide when it has, or when time is up.")
        )
    return FINDING.can(finding, "uphold", by)


def can_link(by: Actor, finding: Finding) -> Answer:
    if not finding.is_problem:
        return Denied(_("A good example needs no rectification."))
    if finding.item_id is not None:
        return Denied(_("A rectification item has been opened for this finding already."))
    return FINDING.can(finding, "link", by)


def can_resolve(by: Actor, finding: Finding) -> Answer:
    """With an item: once it is struck off. Without: when the office is satisfied."""
    if finding.item is not None and finding.item.state not in DONE_STATES:
        return Denied(_("The rectification item has not been struck off yet."))
    if not finding.is_problem:
        return Denied(_("A good example needs no rectification."))
    return FINDING.can(finding, "resolve", by)


def can_ask_review(by: User, inspection: Inspection) -> Answer:
    """The unit, within 30 days of the release, once."""
    if inspection.state not in RELEASED_STATES or inspection.released_at is None:
        return Denied(_("The conclusion has not been fed back yet."))
    units = [unit for unit in own_units(by) if by.may(P.FINDING_STATE, unit.code)]
    if not inspection.units.filter(pk__in=[unit.pk for unit in units]).exists():
        return Denied(_("Only a unit that was inspected can ask for a re-examination."))
    if (clock.now() - inspection.released_at).days > 30:
        return Denied(_("The 30 days for asking are over."))
    if inspection.reexaminations.filter(unit__in=units).exists():
        return Denied(_("Your unit has asked for a re-examination already."))
    return Allowed()


def withdrawn_from(inspection: Inspection) -> set[int]:
    """Who made the conclusion, and so may not examine it again (domain.md §2.2, §17)."""
    people = {
        inspection.lead_id,
        inspection.created_by_id,
        inspection.approved_by_id,
        inspection.concluded_by_id,
        inspection.released_by_id,
        *inspection.team.values_list("pk", flat=True),
        *inspection.findings.values_list("decided_by_id", flat=True),
    }
    return {pk for pk in people if pk is not None}


def can_examine(by: Actor, review: Reexamination) -> Answer:
    if review.examiner_id != by.pk:
        return Denied(_("Another person was asked to examine this conclusion again."))
    return REEXAMINATION.can(review, "keep", by)


def can_answer_opinion(by: Actor, opinion: Opinion) -> Answer:
    return OPINION.can(opinion, "answer", by)


def can_list_slips(user: User) -> Answer:
    """The office, leaders, and units to which papers are issued."""
    if user.may(P.ZONE_READ) or user.may(P.UNIT_READ):
        return Allowed()
    return Denied(_("Slips are open to the office and to the units they were issued to."))


def can_list_opinions(user: User) -> Answer:
    """Supervisors and those who answer them."""
    if user.may(P.ZONE_READ) or user.supervision_memberships.serving().exists():
        return Allowed()
    return Denied(_("Opinions are open to the supervision groups and the office."))


def can_give_opinions(user: User) -> Answer:
    if user.supervision_memberships.serving().exists():
        return Allowed()
    return Denied(_("Opinions are given by members of a supervision group."))


def can_draft_slip(by: Actor) -> Answer:
    if by.may(P.SLIP_ISSUE):
        return Allowed()
    return Denied(_("Slips are written by the office of the leadership group."))


def can_edit_slip(by: Actor, slip: SupervisionSlip) -> Answer:
    if slip.state != SlipState.DRAFT:
        return Denied(_("Only a draft can be changed."))
    return can_draft_slip(by)


def can_give_opinion(by: Actor, group: SupervisionGroup) -> Answer:
    if by.pk is not None and group.members.serving().filter(user_id=by.pk).exists():
        return Allowed()
    return Denied(_("You are no member of this supervision group."))


def can_issue(by: Actor, slip: SupervisionSlip) -> Answer:
    """Red papers need a leader's signature."""
    if slip.is_red:
        return Denied(_("Only a leader signs this kind of paper. Put it before a leader."))
    return SLIP.can(slip, "issue", by)


def can_send_slip(by: Actor, slip: SupervisionSlip) -> Answer:
    if not slip.is_red:
        return Denied(_("This kind of paper needs no leader. Issue it yourself."))
    return SLIP.can(slip, "send", by)


def is_settled(finding: Finding) -> bool:
    """Whether nothing more is to be done about a finding."""
    return not finding.is_problem or finding.state in FINDING_DONE


def can_read_record(by: Actor, inspection: Inspection) -> Answer:
    """Site records are the team's notes; the office may read them, units never."""
    if is_team(by, inspection) or by.may(P.ZONE_READ):
        return Allowed()
    return Denied(_("Records on site are read by the team and the office."))


def last_change(inspection: Inspection) -> StatusLog | None:
    """The newest line of the timeline: who moved the record last."""
    return StatusLog.objects.of(INSPECTION.kind, inspection.pk).last()
