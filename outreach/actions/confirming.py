"""The enterprise's own word, and what happens where it does not come (R-081)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaign.actions import tasks
from campaign.enums import Evidence
from core.access import require
from core.actors import Actor
from core.errors import Conflict, DomainError
from core.workflow import lock
from outreach import access, deadlines, links, notices, people
from outreach.actors import ENTERPRISE
from outreach.dates import AGAIN_WORKDAYS, PARTLY_DAYS, check_next, in_days, in_workdays
from outreach.enums import CaseState, Claim, Outcome
from outreach.models import Confirmation, EnterpriseCase
from outreach.workflow import CASE, KIND

_LINK = ["link_hash", "link_until", "next_on", "rounds"]
_CLAIM = ["claim", "claim_note", "claimed_at", "claimed_by"]


@transaction.atomic
def ask(*, case: EnterpriseCase, by: Actor, result: str) -> tuple[EnterpriseCase, str]:
    """Ask the enterprise whether it is solved; the case, and the secret of its link."""
    case = lock(case)
    require(access.can_ask(by, case))
    if not result.strip():
        raise DomainError(_("Write the result that the enterprise shall confirm."), "res", "result")
    case.result = result.strip()
    token = _new_link(case)
    CASE.apply(case, "ask", by=by, save=["result", *_LINK])
    deadlines.settle(case)
    return case, token


@transaction.atomic
def renew(*, case: EnterpriseCase, by: Actor) -> tuple[EnterpriseCase, str]:
    """A new link; the old one ends."""
    case = lock(case)
    require(access.can_renew(by, case))
    token = _new_link(case)
    CASE.apply(case, "renew", by=by, save=_LINK)
    deadlines.settle(case)
    return case, token


@transaction.atomic
def go_on(*, case: EnterpriseCase, by: Actor, reason: str, next_on: dt.date) -> EnterpriseCase:
    """The unit has more to do before the enterprise can be asked; the link ends."""
    case = lock(case)
    require(access.can_go_on(by, case))
    case.next_on = check_next(next_on)
    _end_link(case)
    CASE.apply(case, "go_on", by=by, reason=reason, save=_LINK)
    deadlines.settle(case)
    return case


@transaction.atomic
def answer(
    *, case: EnterpriseCase, token: str, outcome: str, stars: int, words: str = ""
) -> Confirmation:
    """The enterprise's own word, once for each link.

    Solved ends the case; partly solved keeps it for long; not solved sends it back to the unit.
    Raises `Conflict` if the link has been used or replaced, `DomainError` when its days are over.
    """
    case = lock(case)
    if case.state != CaseState.CONFIRMING or case.link_hash not in links.hashes_of(token):
        raise Conflict(case, _("This link has been used already. Ask the unit for a new one."))
    if not case.link_runs:
        raise DomainError(_("The days of this link are over. Ask the unit for a new one."), "over")
    said = Confirmation.objects.create(
        case=case,
        round=case.rounds,
        outcome=Outcome(outcome),
        stars=stars,
        words=words.strip(),
    )
    _drop_claim(case)
    _end_link(case)
    case.next_on = _next_after(said.outcome)
    CASE.apply(case, said.outcome, by=ENTERPRISE, save=[*_LINK, *_CLAIM])
    deadlines.settle(case)
    _tell_word(case, said)
    return said


def _next_after(outcome: str) -> dt.date | None:
    """When the unit looks at the case again: soon if it is not solved."""
    if outcome == Outcome.SOLVED:
        return None
    return in_days(PARTLY_DAYS) if outcome == Outcome.PARTLY else in_workdays(AGAIN_WORKDAYS)


def _tell_word(case: EnterpriseCase, said: Confirmation) -> None:
    if said.outcome == Outcome.SOLVED:
        notices.tell(notices.CaseSolved, case, people.of_unit(case.unit))
        _fulfil(case, ENTERPRISE)
    else:
        notices.tell(notices.CaseNotSolved, case, people.of_unit(case.unit))


@transaction.atomic
def claim(*, case: EnterpriseCase, by: Actor, claim: Claim, note: str) -> EnterpriseCase:
    """The unit explains why the enterprise does not confirm, or why it cannot be solved."""
    case = lock(case)
    require(access.can_claim(by, case, claim))
    case.claim, case.claim_note = claim, note.strip()
    CASE.apply(
        case, access.CLAIM_STEPS[claim].give, by=by, reason=note, save=["claim", "claim_note"]
    )
    deadlines.settle(case)
    notices.tell(notices.ClaimToDecide, case, people.office())
    return case


@transaction.atomic
def accept(*, case: EnterpriseCase, by: Actor) -> EnterpriseCase:
    """The office follows the unit's explanation: the case ends without the enterprise's word."""
    case = lock(case)
    require(access.can_decide(by, case))
    case.next_on = None
    _end_link(case)
    CASE.apply(case, access.CLAIM_STEPS[case.claim].accept, by=by, save=_LINK)
    deadlines.settle(case)
    notices.tell(notices.ClaimDecided, case, people.of_unit(case.unit))
    if case.state == CaseState.CLOSED:
        _fulfil(case, by)
    return case


@transaction.atomic
def reject(*, case: EnterpriseCase, by: Actor, reason: str) -> EnterpriseCase:
    """The office does not follow the explanation: the unit goes on."""
    case = lock(case)
    require(access.can_decide(by, case))
    step = access.CLAIM_STEPS[case.claim].reject
    _drop_claim(case)
    _end_link(case)
    case.next_on = in_workdays(AGAIN_WORKDAYS)
    CASE.apply(case, step, by=by, reason=reason, save=[*_LINK, *_CLAIM])
    deadlines.settle(case)
    notices.tell(notices.ClaimDecided, case, people.of_unit(case.unit))
    return case


def _new_link(case: EnterpriseCase) -> str:
    token = links.new_token()
    case.link_hash, case.link_until = links.hash_token(token), links.last_day()
    case.next_on = case.link_until
    case.rounds += 1
    return token


def _end_link(case: EnterpriseCase) -> None:
    case.link_hash, case.link_until = "", None


def _drop_claim(case: EnterpriseCase) -> None:
    case.claim = case.claim_note = ""
    case.claimed_at = case.claimed_by = None


def _fulfil(case: EnterpriseCase, by: Actor) -> None:
    tasks.fulfil(
        Evidence.ENTERPRISE_CASE,
        unit=case.unit,
        by=by,
        kind=KIND,
        object_id=case.pk,
        number=case.number,
    )
