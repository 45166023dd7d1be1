"""Who may know of a complaint, and who may do what with it (domain.md §3.4, C1 to C7)."""

from typing import TYPE_CHECKING

from django.db.models import Case, F, Q, TextField, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission
from complaints.enums import UNIT_STATES, Decision, State
from core.access import Allowed, Answer, Denied

if TYPE_CHECKING:
    from accounts.models import Unit, User
    from complaints.models import Complaint
    from complaints.models.complaint import ComplaintQuerySet

# What was merged into an accusation goes where that goes.
IN_DISCIPLINE = Q(disciplined_at__isnull=False) | Q(
    state=State.MERGED, duplicate_of__disciplined_at__isnull=False
)


def visible_to(rows: "ComplaintQuerySet", user: "User") -> "ComplaintQuerySet":
    """The cases a person may know of.

    The leader: all. The desk: all but those about itself. The office: those that are
    neither about itself nor accusations. Discipline: what was transferred to it, and cases
    for the leader only that wait for a second person. A unit's contact and head: what was
    dispatched to their unit, as handling or assisting one, and is still there. Recused
    persons see nothing of it (C6).
    """
    rows = rows.exclude(recused=user)
    if user.may(Permission.COMPLAINT_BYPASS):
        return rows
    scope = Q(pk__in=[])
    if user.may(Permission.COMPLAINT_INTAKE):
        scope |= Q(bypass=False)
    elif user.reads_zone:
        scope |= Q(bypass=False, is_accusation=False) & ~IN_DISCIPLINE
    if user.may(Permission.COMPLAINT_DISCIPLINE):
        scope |= IN_DISCIPLINE | _second_person(rows, user) | _protected(rows)
    units = units_of(user)
    if units:
        assists = rows.model.co_units.through._default_manager.filter(unit__in=units)
        scope |= Q(lead_unit__in=units, state__in=UNIT_STATES)
        scope |= Q(
            pk__in=assists.values("complaint"), lead_unit__isnull=False, state__in=UNIT_STATES
        )
    return rows.filter(scope)


def for_discipline(rows: "ComplaintQuerySet", user: "User") -> "ComplaintQuerySet":
    """The queue of the discipline liaison."""
    return visible_to(rows, user).filter(IN_DISCIPLINE | _second_person(rows, user))


def _protected(rows: "ComplaintQuerySet") -> Q:
    """Cases with a report of retaliation that no leader may have (C14)."""
    reports = rows.model._meta.get_field("retaliations").related_model
    mine = reports._default_manager.filter(for_discipline=True)  # type: ignore[union-attr]
    return Q(pk__in=mine.values("complaint"))


def _second_person(rows: "ComplaintQuerySet", user: "User") -> Q:
    """Cases about the desk in which somebody else than the leader has to decide (ADR 0055).

    Never about the person's own unit.
    """
    refusals = rows.model._meta.get_field("refusals").related_model
    proposed = refusals._default_manager.filter(decision=Decision.OPEN)  # type: ignore[union-attr]
    waits = Q(state=State.REVIEWING) | Q(state=State.RECEIVED, pk__in=proposed.values("complaint"))
    own = [post.unit_id for post in user.current_posts if post.unit_id]
    return Q(bypass=True) & waits & (Q(target_unit=None) | ~Q(target_unit__in=own))


def waits_for_second(complaint: "Complaint") -> bool:
    """Whether a case about the desk waits for a second person besides the leader."""
    if not complaint.bypass:
        return False
    if complaint.state == State.RECEIVED:
        return complaint.refusals.filter(decision=Decision.OPEN).exists()
    return complaint.state == State.REVIEWING


def units_of(user: "User") -> "list[Unit]":
    """The units whose complaints the person handles or signs."""
    return list(
        {
            unit.pk: unit
            for permission in (Permission.COMPLAINT_HANDLE, Permission.COMPLAINT_SIGN)
            for unit in user.units_with(permission)
        }.values()
    )


def can_list(user: "User") -> Answer:
    """Whether the person has a list of complaints at all."""
    permissions = (
        Permission.COMPLAINT_INTAKE,
        Permission.COMPLAINT_BYPASS,
        Permission.COMPLAINT_HANDLE,
        Permission.COMPLAINT_SIGN,
        Permission.COMPLAINT_DISCIPLINE,
        Permission.ZONE_READ,
    )
    if any(user.may(permission) for permission in permissions):
        return Allowed()
    return Denied(_("Complaints are open to the desk, the office and the contacts of the units."))


def can_intake(user: "User") -> Answer:
    """Whether the person works at the desk, or is the leader who handles what goes past it."""
    if user.may(Permission.COMPLAINT_INTAKE) or user.may(Permission.COMPLAINT_BYPASS):
        return Allowed()
    return Denied(_("Only the complaint desk receives and dispatches complaints."))


def can_register(user: "User") -> Answer:
    """Whether the person may take down a complaint on somebody's behalf."""
    if user.may(Permission.COMPLAINT_INTAKE):
        return Allowed()
    return Denied(_("Only the complaint desk registers complaints for others."))


def can_route(user: "User") -> Answer:
    """Whether the person keeps the rules that suggest a unit."""
    if user.may(Permission.COMPLAINT_DISPATCH):
        return Allowed()
    return Denied(_("Only the complaint desk keeps the routing rules."))


def can_keep_templates(user: "User") -> Answer:
    """Whether the person keeps the texts that replies start from."""
    if user.may(Permission.CAMPAIGN_MANAGE):
        return Allowed()
    return Denied(_("Only the head of the office keeps reply templates."))


def can_clear(user: "User") -> Answer:
    """Whether the person proposes what is cleared after the retention time, or decides about it."""
    if user.may(Permission.COMPLAINT_INTAKE) or user.may(Permission.COMPLAINT_DECIDE):
        return Allowed()
    return Denied(_("The complaint desk and the head of the office clear what is kept no longer."))


def can_manage_codes(user: "User") -> Answer:
    """Whether the person makes, prints, moves and retires supervision codes."""
    if user.may(Permission.CODE_MANAGE):
        return Allowed()
    return Denied(_("The office and the complaint desk look after the supervision codes."))


def can_manage_partners(user: "User") -> Answer:
    """Whether the person gives other systems keys and takes them back."""
    if user.may(Permission.CAMPAIGN_MANAGE):
        return Allowed()
    return Denied(_("Only the head of the office gives other systems keys."))


def can_see_typical(user: "User") -> Answer:
    """Whether the person writes typical cases or releases them."""
    if user.may(Permission.COMPLAINT_INTAKE) or user.may(Permission.COMPLAINT_DECIDE):
        return Allowed()
    return Denied(_("The complaint desk and the head of the office see typical cases in work."))


def can_read_original(user: "User", complaint: "Complaint") -> Answer:
    """Whether the person may read the words and files of the complainant themselves.

    Before a transfer to discipline the desk (or the leader for a bypass case), after it the
    discipline liaison only. Units and the office read the redacted copy.
    """
    if is_sealed(complaint):
        allowed = user.may(Permission.COMPLAINT_DISCIPLINE)
    elif complaint.bypass:
        allowed = user.may(Permission.COMPLAINT_BYPASS) or (
            user.may(Permission.COMPLAINT_DISCIPLINE) and waits_for_second(complaint)
        )
    else:
        allowed = user.may(Permission.COMPLAINT_INTAKE)
    if allowed:
        return Allowed()
    return Denied(_("The original is with the receiving desk only; the redacted copy is shown."))


def is_sealed(complaint: "Complaint") -> bool:
    """Whether discipline has it: from then on everybody else sees its milestones only (C15)."""
    return complaint.main.disciplined_at is not None


def readable_words(user: "User") -> Combinable:
    """The redacted copy where the person may read it, else nothing: what a search looks through.

    A hit would tell what stands in a case that discipline has (C15).
    """
    if user.may(Permission.COMPLAINT_DISCIPLINE):
        return F("redacted_text")
    nothing = Value("", output_field=TextField())
    return Case(When(IN_DISCIPLINE, then=nothing), default=F("redacted_text"))


def can_write(user: "User", complaint: "Complaint") -> Answer:
    """Whether the person answers in the mailbox: discipline in what was transferred, the leader
    in what goes past the desk, else the desk."""
    if is_sealed(complaint):
        right = Permission.COMPLAINT_DISCIPLINE
    else:
        right = Permission.COMPLAINT_BYPASS if complaint.bypass else Permission.COMPLAINT_INTAKE
    return Allowed() if user.may(right) else Denied(_("Your post does not allow this step."))


def can_view_identity(user: "User", complaint: "Complaint") -> Answer:
    """Whether the person may look at the identity, with a reason, on the record (C2)."""
    if not user.may(Permission.IDENTITY_VIEW):
        return Denied(_("Only the complaint desk may look at the identity of a complainant."))
    if waits_for_second(complaint) and not user.may(Permission.COMPLAINT_BYPASS):
        return Denied(_("To decide about this case nobody has to know who complained."))
    return can_read_original(user, complaint)


def can_dispatch_to(complaint: "Complaint", unit: "Unit") -> Answer:
    """Whether the case may go to the unit (C4). `complaints.conflict` asks about people too."""
    if not unit.active:
        return Denied(_("This unit no longer works; choose the one that took over its duties."))
    if complaint.is_accusation:
        return Denied(
            _("An accusation goes to no unit: transfer it to discipline, or investigate directly.")
        )
    if complaint.bypass and unit.pk == complaint.target_unit_id:
        return Denied(_("This case is about this unit and goes past it."))
    return Allowed()


def can_open_case(user: "User", complaint: "Complaint") -> Answer:
    """The desk, once there is a redacted copy; never for an accusation or a case of the leader."""
    if complaint.is_accusation or complaint.bypass or is_sealed(complaint):
        return Denied(_("From such a case nothing goes to other registers."))
    if not complaint.redacted_text or complaint.state not in UNIT_STATES:
        return Denied(_("Confirm the redacted copy and dispatch the case first."))
    if user.may(Permission.COMPLAINT_DISPATCH):
        return Allowed()
    return Denied(_("The complaint desk opens enterprise cases from complaints."))
