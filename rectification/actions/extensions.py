"""A later deadline: ask, first opinion, decision (domain.md §4.8, ux.md R17)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.access import require
from core.actors import SYSTEM, Actor
from core.errors import DomainError
from core.text import Text
from core.workflow import lock
from rectification import access, clocks, people
from rectification.enums import EXTENSION_OPEN, ExtensionReason, ExtensionState
from rectification.models import ExtensionRequest, RectificationItem
from rectification.notices import ExtensionAsked, ExtensionDecided, ExtensionToDecide, tell
from rectification.workflow import EXTENSION, EXTENSION_KIND, ITEM


@transaction.atomic
def ask(
    *,
    item: RectificationItem,
    by: Actor,
    reason_kind: str,
    reason: str,
    progress_so_far: str,
    new_due: dt.date,
) -> ExtensionRequest:
    """Ask for a later deadline. After the present one has passed the request is marked late.

    Raises `DomainError` at field `new_due` unless the date lies after the present deadline,
    after today and within the campaign.
    """
    item = lock(item)
    require(access.can_ask_extension(by, item))
    assert item.due_date is not None  # noqa: S101 - can_ask_extension has seen to it
    _check_new_due(item, new_due)
    request = ExtensionRequest.objects.create(
        item=item,
        ordinal=item.extensions_granted + 1,
        reason_kind=reason_kind,
        reason=reason.strip(),
        progress_so_far=progress_so_far.strip(),
        old_due=item.due_date,
        new_due=new_due,
        is_late=clock.today() > item.due_date,
        created_by_id=by.pk,
    )
    audit.record(
        f"{EXTENSION_KIND}.ask",
        by=by,
        kind=EXTENSION_KIND,
        object_id=request.pk,
        number=item.number,
        unit_code=item.unit_code,
        detail={"ordinal": request.ordinal, "late": request.is_late},
    )
    clocks.await_decision(item)
    tell(ExtensionAsked, item, people.office(), request)
    return request


@transaction.atomic
def give_opinion(*, request: ExtensionRequest, by: Actor, opinion: str) -> ExtensionRequest:
    """The office's first opinion; the decision follows one level higher."""
    request = lock(request)
    if not opinion.strip():
        raise DomainError(_("Write your opinion on the request."), "opinion", "opinion")
    request.opinion = opinion.strip()
    EXTENSION.apply(request, "give_opinion", by=by, reason=opinion, save=["opinion"])
    deciders = people.office_heads() if request.ordinal == 1 else people.leaders()
    tell(ExtensionToDecide, request.item, deciders, request)
    return request


@transaction.atomic
def decide(
    *, request: ExtensionRequest, by: Actor, approve: bool, note: str = ""
) -> ExtensionRequest:
    """Approve or refuse. A grant moves the deadline; the original one stays (R-136 §2.1)."""
    # The item first, as every step of an item locks it: two people never wait for each other.
    lock(request.item)
    request = lock(request)
    require(access.can_decide_extension(by, request))
    second = request.ordinal > 1
    request.decision_note = note.strip()
    if approve:
        step = "approve_second" if second else "approve"
        EXTENSION.apply(request, step, by=by, reason=note, save=["decision_note"])
        _grant(request, by)
    else:
        step = "refuse_second" if second else "refuse"
        EXTENSION.apply(request, step, by=by, reason=note, save=["decision_note"])
    clocks.decided(request.item)
    tell(ExtensionDecided, request.item, people.workers(request.item), request)
    return request


def _grant(request: ExtensionRequest, by: Actor) -> None:
    item = lock(request.item)
    if item.due_date != request.old_due:
        raise DomainError(
            _("The deadline has changed since the request. Refuse it and let the unit ask again."),
            "due-changed",
        )
    item.due_date = request.new_due
    item.extensions_granted += 1
    ITEM.apply(
        item,
        "extend_again" if request.ordinal > 1 else "extend",
        by=by,
        extra={"from": request.old_due.isoformat(), "to": request.new_due.isoformat()},
        save=["due_date", "extensions_granted"],
    )
    clocks.move(item)


@transaction.atomic
def withdraw(*, request: ExtensionRequest, by: Actor) -> ExtensionRequest:
    """The unit takes its request back before it is decided."""
    lock(request.item)
    request = lock(request)
    EXTENSION.apply(request, "withdraw", by=by)
    clocks.decided(request.item)
    return request


def lapse(item: RectificationItem, reason: Text) -> None:
    """An undecided request ends with the reason for it (called in the step's transaction)."""
    for request in item.extensions.filter(state__in=EXTENSION_OPEN).select_for_update():
        EXTENSION.apply(request, "lapse", by=SYSTEM, reason=str(reason))
        clocks.decided(item)


def later(
    *, item: RectificationItem, by: Actor, new_due: dt.date, reason: str
) -> ExtensionRequest | None:
    """A return to be done again with a new deadline: a later one counts as an extension.

    Nothing for one that is not later. Raises `DomainError` at `new_due` when the second
    extension is used up or is for a leader to decide; the caller saves item and `due_date`.
    """
    within_campaign(item, new_due)
    if item.due_date is None or new_due <= item.due_date:
        return None
    if item.extensions_granted:
        raise DomainError(
            _(
                "The deadline has been extended before: a later one is decided by a leader. Leave "
                "it empty; the unit can ask for a second extension."
            )
            if item.extensions_granted == 1
            else _("The deadline has been extended twice; a third time is not possible."),
            "extended",
            "new_due",
        )
    item.extensions_granted += 1
    return ExtensionRequest.objects.create(
        item=item,
        ordinal=item.extensions_granted,
        state=ExtensionState.APPROVED,
        reason_kind=ExtensionReason.OTHER,
        reason=reason,
        progress_so_far=gettext("The closing was not accepted; the work has to be done again."),
        old_due=item.due_date,
        new_due=new_due,
        decided_at=clock.now(),
        decided_by_id=by.pk,
        created_by_id=by.pk,
    )


def _check_new_due(item: RectificationItem, new_due: dt.date) -> None:
    today = clock.today()
    if (item.due_date and new_due <= item.due_date) or new_due <= today:
        raise DomainError(
            _("The new deadline must lie after the present one and after today."),
            "not-later",
            "new_due",
        )
    within_campaign(item, new_due)


def within_campaign(item: RectificationItem, new_due: dt.date) -> None:
    """Raises `DomainError` at `new_due` for a day after the end of the campaign."""
    end = item.campaign.end
    if new_due > end:
        raise DomainError(
            _("The campaign ends on %(end)s. Choose a date up to then.") % {"end": end},
            "after-campaign",
            "new_due",
        )
