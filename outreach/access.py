"""Who may do what with enterprises and their cases (domain.md §4.18)."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from outreach.enums import ENDED_STATES, Claim
from outreach.models import Enterprise, EnterpriseCase
from outreach.scope import own_units
from outreach.workflow import CASE

# Who hears of an enterprise's need: units, the office, and whoever decides on a complaint.
_REGISTERS = (
    P.CASE_EDIT,
    P.CASE_REVIEW,
    P.COMPLAINT_HANDLE,
    P.COMPLAINT_DISPATCH,
    P.COMPLAINT_REVIEW,
)


class ClaimSteps(NamedTuple):
    """The transitions of one kind of explanation: given, accepted, rejected."""

    give: str
    accept: str
    reject: str


CLAIM_STEPS: dict[str, ClaimSteps] = {
    Claim.REFUSAL: ClaimSteps("claim_refusal", "accept_refusal", "reject_refusal"),
    Claim.UNSOLVABLE: ClaimSteps("claim_unsolvable", "accept_unsolvable", "reject_unsolvable"),
}


def can_read(user: User) -> Answer:
    """Enterprises and cases: the units, the office and the leaders."""
    if user.may(P.UNIT_READ) or user.reads_zone:
        return Allowed()
    return Denied(_("Enterprises are served by the units and the office."))


def can_add_enterprise(by: Actor) -> Answer:
    if by.may(P.CASE_EDIT) or by.may(P.CASE_REVIEW):
        return Allowed()
    return Denied(_("Only liaisons and the office enter enterprises."))


def can_edit_enterprise(by: Actor, enterprise: Enterprise) -> Answer:
    """The unit that looks after the firm, or the office."""
    if by.may(P.CASE_EDIT, enterprise.unit_code) or by.may(P.CASE_REVIEW):
        return Allowed()
    return Denied(_("Only the unit that looks after the enterprise, or the office, can change it."))


def can_see_contact(by: Actor, enterprise: Enterprise) -> Answer:
    """Whom to call: for the unit that looks after the firm or handles an open case of it."""
    if not isinstance(by, User) or not by.may(P.CASE_EDIT):
        return Denied(_("Only the unit that serves the enterprise sees whom to call."))
    own = {unit.pk for unit in by.units_with(P.CASE_EDIT)}
    if enterprise.unit_id in own:
        return Allowed()
    serves = EnterpriseCase.objects.open().filter(enterprise=enterprise, unit__in=own)
    if serves.exists():
        return Allowed()
    return Denied(_("Only the unit that serves the enterprise sees whom to call."))


def can_register(by: Actor) -> Answer:
    if any(by.may(right) for right in _REGISTERS):
        return Allowed()
    return Denied(_("Cases are registered by the units, the office and the complaint desk."))


def can_assign(by: Actor, case: EnterpriseCase) -> Answer:
    return CASE.can(case, "assign", by)


def can_take(by: Actor, case: EnterpriseCase) -> Answer:
    """The unit named takes the case on; whom the office has to hand it over need not wait."""
    return CASE.can(case, "take", by)


def can_mark(by: Actor, case: EnterpriseCase) -> Answer:
    """Put a case on the list of real things, or take it off: the unit or the office."""
    if by.may(P.CASE_EDIT, case.unit_code) or by.may(P.CASE_REVIEW):
        return Allowed()
    return Denied(_("Only the handling unit and the office keep the list of real things."))


def can_follow(by: Actor, case: EnterpriseCase) -> Answer:
    return CASE.can(case, "follow", by) or CASE.can(case, "follow_long", by)


def can_ask(by: Actor, case: EnterpriseCase) -> Answer:
    """Ask the enterprise; not while the office judges an explanation."""
    return _undecided(by, case, "ask")


def can_keep_long(by: Actor, case: EnterpriseCase) -> Answer:
    return _undecided(by, case, "keep_long")


def can_renew(by: Actor, case: EnterpriseCase) -> Answer:
    return _undecided(by, case, "renew")


def can_go_on(by: Actor, case: EnterpriseCase) -> Answer:
    return _undecided(by, case, "go_on")


def can_claim(by: Actor, case: EnterpriseCase, claim: Claim) -> Answer:
    """Explain why a case ends without the enterprise's word; once, until the office decides."""
    return _undecided(by, case, CLAIM_STEPS[claim].give)


def can_decide(by: Actor, case: EnterpriseCase) -> Answer:
    """The office decides on an explanation; nobody on their own."""
    if not case.claim:
        return Denied(_("The unit has explained nothing that could be decided on."))
    if case.claimed_by_id == by.pk:
        return Denied(_("You wrote this explanation yourself. Another person has to decide."))
    return CASE.can(case, CLAIM_STEPS[case.claim].accept, by)


def can_open_item(by: Actor, case: EnterpriseCase) -> Answer:
    """Turn what lies behind a case into an item of the unit's ledger, once."""
    if case.item_id is not None:
        return Denied(_("This case has its item on the ledger already."))
    if by.may(P.CASE_EDIT, case.unit_code) or by.may(P.CASE_REVIEW):
        return Allowed()
    return Denied(_("Only the handling unit and the office open an item from a case."))


def can_export(user: User) -> Answer:
    return can_read(user)


def units_to_choose(user: User) -> list[Unit]:
    """The units whose cases a person may filter by; nothing if there is only one."""
    if user.reads_zone:
        return list(Unit.objects.active().in_order())
    own = own_units(user)
    return own if len(own) > 1 else []


def _undecided(by: Actor, case: EnterpriseCase, step: str) -> Answer:
    """The step, unless the office still has to decide on an explanation of the unit."""
    if case.claim and case.state not in ENDED_STATES:
        return Denied(_("Your explanation is with the office. Wait for the decision."))
    return CASE.can(case, step, by)
