"""Who sees which items, and who may do what with them (domain.md §4.7 «Who»)."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from core.text import Text
from rectification.enums import EDITABLE_STATES, EXTENSION_OPEN, Addressee, State
from rectification.models import (
    ExtensionRequest,
    ItemQuestion,
    RectificationItem,
    SelfCheck,
)
from rectification.workflow import CHECK, EXTENSION, ITEM

# Who may put an item on a unit's ledger: the unit, the office, and whoever decides on the
# complaint or finding that it comes from.
_REGISTERS = (
    P.ITEM_EDIT,
    P.ITEM_REVIEW,
    P.FINDING_DECIDE,
    P.COMPLAINT_HANDLE,
    P.COMPLAINT_DISPATCH,
    P.COMPLAINT_REVIEW,
)


def can_read_ledger(user: User) -> Answer:
    """Units read their own ledger, the zone all, inspectors what they inspect."""
    if any(user.may(right) for right in (P.UNIT_READ, P.ZONE_READ, P.ITEM_INSPECT)):
        return Allowed()
    return Denied(_("The ledger is for the units, the office and the inspection teams."))


def can_read_plans(user: User) -> Answer:
    """Units print their own plan, the office and the leaders any."""
    if user.may(P.UNIT_READ) or user.reads_zone:
        return Allowed()
    return Denied(_("Rectification plans are printed by the units and the office."))


def can_read_checks(user: User) -> Answer:
    """Units read their self-checks, the office and the leaders the finished ones."""
    if user.may(P.UNIT_READ) or user.reads_zone:
        return Allowed()
    return Denied(_("Self-checks are for the units and the office."))


def can_start_check(by: Actor, unit: Unit) -> Answer:
    """Only the unit looks into itself."""
    if by.may(P.ITEM_EDIT, unit.code):
        return Allowed()
    return Denied(_("Only the unit itself runs its self-check."))


def can_answer_check(by: Actor, check: SelfCheck) -> Answer:
    """While it is not finished."""
    return CHECK.can(check, "finish", by)


def can_read_queue(user: User) -> Answer:
    """The queue of items to verify: the office and the inspection teams."""
    if any(user.may(right) for right in (P.ITEM_VERIFY, P.ITEM_VERIFY_KEY, P.ITEM_INSPECT)):
        return Allowed()
    return Denied(_("Items are verified by the office and the inspection teams."))


def bulk_acts(user: User) -> list[tuple[str, Text]]:
    """The acts that a person may try on several items at once: code and words."""
    office = user.may(P.ITEM_REVIEW)
    acts: list[tuple[str, Text]] = []
    if office:
        acts += [("urge", _("Send a reminder")), ("accept", _("Confirm"))]
        acts += [("key", _("Mark as key item")), ("draw", _("Draw for on-site acceptance"))]
    if user.may(P.ITEM_SIGN):
        acts.append(("sign", _("Sign and send to the office")))
    if office or user.may(P.ITEM_EDIT):
        acts.append(("reassign", _("Change the responsible person")))
    acts += [
        ("export", _("Export the chosen items")),
        ("sheets", _("Print a sheet for each")),
        ("extract", _("Print as a ledger")),
    ]
    return acts


def can_register(by: Actor, unit: Unit) -> Answer:
    """Whether somebody may put an item on a unit's ledger."""
    if any(by.may(permission, unit.code) for permission in _REGISTERS):
        return Allowed()
    return Denied(_("Only the unit itself or the office can register its items."))


def can_hand_over(by: Actor, unit: Unit | None = None) -> Answer:
    """Give all open items of a person to a colleague: the unit's writers, or the office."""
    code = unit.code if unit else None
    if by.may(P.ITEM_EDIT, code) or by.may(P.ITEM_REVIEW, code):
        return Allowed()
    return Denied(_("Only the unit itself or the office hands items over."))


def can_edit(by: Actor, item: RectificationItem) -> Answer:
    """Whether the promise itself may still be changed, and by this person."""
    if item.state not in EDITABLE_STATES:
        return Denied(
            _("The promise has been sent off. It can be changed again when it is returned.")
        )
    if by.may(P.ITEM_EDIT, item.unit_code) or by.may(P.ITEM_REVIEW, item.unit_code):
        return Allowed()
    return Denied(_("Only the liaison, the deputy in charge or the responsible person can edit."))


def can_read_reports(by: Actor, item: RectificationItem) -> Answer:
    """The office marks reports as read."""
    if by.may(P.ITEM_REVIEW, item.unit_code):
        return Allowed()
    return Denied(_("Only the office marks reports as read."))


def can_ask_closing(by: Actor, item: RectificationItem) -> Answer:
    """The unit asks once; then its head decides."""
    if item.asked_at is not None:
        return Denied(_("The closing has been asked for and waits for the unit head."))
    return ITEM.can(item, "ask_closing", by)


def can_vouch(by: Actor, item: RectificationItem) -> Answer:
    """The unit head signs a closing that has been asked for."""
    if item.asked_at is None:
        return Denied(_("Nobody has asked for the closing of this item yet."))
    return ITEM.can(item, "vouch", by)


def can_strike_off(by: Actor, item: RectificationItem) -> Answer:
    """Acceptance on paper: not for items that need a visit."""
    if item.needs_visit:
        return Denied(_("A key or drawn item is accepted on site by the inspection team."))
    return ITEM.can(item, "strike_off", by)


def can_strike_off_on_site(by: Actor, item: RectificationItem) -> Answer:
    """Acceptance after a visit: only for key items and the random sample."""
    if not item.needs_visit:
        return Denied(_("This item is accepted on paper by the office."))
    return ITEM.can(item, "strike_off_on_site", by)


def can_strike_off_key(by: Actor, item: RectificationItem) -> Answer:
    """Acceptance of a key item without a visit: the head of the office, with a reason."""
    if not item.needs_visit:
        return Denied(_("This item is accepted on paper by the office."))
    return ITEM.can(item, "strike_off_key", by)


def can_reject(by: Actor, item: RectificationItem) -> Answer:
    """Whoever could accept an item may return it."""
    if not item.needs_visit:
        return ITEM.can(item, "reject", by)
    return ITEM.can(item, "reject_on_site", by) or ITEM.can(item, "reject_key", by)


def can_draw_sample(by: Actor) -> Answer:
    """The office draws whom the inspection team visits."""
    if by.may(P.ITEM_VERIFY):
        return Allowed()
    return Denied(_("Only the office draws the sample."))


def can_look_back(by: Actor, item: RectificationItem) -> Answer:
    """The office looks back at any closed item, the inspection team where it has been."""
    paper = ITEM.can(item, "consolidate", by)
    return paper or ITEM.can(item, "consolidate_on_site", by)


def can_review(by: Actor, item: RectificationItem) -> Answer:
    """The office confirms or returns; marking key items is part of it."""
    return ITEM.can(item, "accept", by)


def can_send(by: Actor, item: RectificationItem) -> Answer:
    """Put the promise before the unit head."""
    return ITEM.can(item, "send", by)


def can_sign(by: Actor, item: RectificationItem) -> Answer:
    """The unit head on the promise."""
    return ITEM.can(item, "sign", by)


def can_report(by: Actor, item: RectificationItem) -> Answer:
    """Progress of an item under rectification; not while its closing waits for a signature."""
    if item.asked_at is not None and item.state == State.IN_PROGRESS:
        return Denied(_("The closing has been asked for and waits for the unit head."))
    return ITEM.can(item, "report", by)


def can_verify(by: Actor, item: RectificationItem) -> Answer:
    """Accept or return, on paper or on site, whichever the item needs."""
    if not item.needs_visit:
        return can_strike_off(by, item)
    return can_strike_off_on_site(by, item) or can_strike_off_key(by, item)


def can_suspend(by: Actor, item: RectificationItem) -> Answer:
    """Take an item out of the count."""
    return ITEM.can(item, "suspend", by)


def can_merge(by: Actor, item: RectificationItem) -> Answer:
    """Merge an item into another one."""
    return ITEM.can(item, "merge", by)


def can_reopen(by: Actor, item: RectificationItem) -> Answer:
    """Reopen a closed item after a relapse."""
    return ITEM.can(item, "reopen", by)


def can_opine(by: Actor, request: ExtensionRequest) -> Answer:
    """The first opinion on an extension."""
    return EXTENSION.can(request, "give_opinion", by)


def can_withdraw(by: Actor, request: ExtensionRequest) -> Answer:
    """Take a request for an extension back."""
    return EXTENSION.can(request, "withdraw", by)


def can_manage(by: Actor, item: RectificationItem) -> Answer:
    """Mark as key item, name another responsible person, send a reminder: the office."""
    if not item.is_open:
        return Denied(_("The item is no longer open."))
    if by.may(P.ITEM_REVIEW, item.unit_code):
        return Allowed()
    return Denied(_("Only the office can do this."))


def can_reassign(by: Actor, item: RectificationItem) -> Answer:
    """Another responsible person: the deputy or liaison of the unit, or the office."""
    if not item.is_open:
        return Denied(_("The item is no longer open."))
    if by.may(P.ITEM_EDIT, item.unit_code) or by.may(P.ITEM_REVIEW, item.unit_code):
        return Allowed()
    return Denied(_("Only the unit itself or the office names the responsible person."))


def is_office(by: Actor, item: RectificationItem) -> bool:
    """Whether somebody speaks for the office about this item."""
    return by.may(P.ITEM_REVIEW, item.unit_code)


def can_ask(by: Actor, item: RectificationItem) -> Answer:
    """Office and unit ask each other about an item that has been sent and is not settled."""
    unsent = item.state in (State.DRAFT, State.UNIT_REVIEW)
    if unsent or not (item.is_open or item.state == State.CLOSED):
        return Denied(_("Questions are asked about items that have been sent and are not settled."))
    own = (P.ITEM_PROGRESS, P.ITEM_EDIT, P.ITEM_SIGN)
    if is_office(by, item) or any(by.may(permission, item.unit_code) for permission in own):
        return Allowed()
    return Denied(_("Only the unit itself and the office ask about an item."))


def can_answer(by: Actor, question: ItemQuestion) -> Answer:
    """The side that was asked; for help wanted the leading person, or the office in his stead."""
    item = question.item
    if question.answered_at is not None:
        return Denied(_("The question has been answered."))
    leads = item.lead is not None and item.lead.user_id == by.pk
    sides = {
        Addressee.OFFICE: is_office(by, item),
        Addressee.UNIT: by.may(P.ITEM_PROGRESS, item.unit_code)
        or by.may(P.ITEM_SIGN, item.unit_code),
        Addressee.LEAD: leads or is_office(by, item),
    }
    if sides[Addressee(question.addressee)]:
        return Allowed()
    return Denied(_("The question goes to the other side."))


def can_ask_extension(by: Actor, item: RectificationItem) -> Answer:
    """An item under rectification with a deadline, at most two grants, one request at a time."""
    if item.state != State.IN_PROGRESS or item.due_date is None:
        return Denied(_("Only an item under rectification with a deadline can be extended."))
    if item.asked_at is not None:
        return Denied(_("The closing has been asked for; there is nothing to extend."))
    if item.extensions.filter(state__in=EXTENSION_OPEN).exists():
        return Denied(_("An extension has been asked for and is not decided yet."))
    if item.extensions_granted >= 2:
        return Denied(_("The deadline has been extended twice; a third time is not possible."))
    if not by.may(P.EXTENSION_ASK, item.unit_code):
        return Denied(_("Only the unit's liaison or responsible person can ask for it."))
    return Allowed()


def can_decide_extension(by: Actor, request: ExtensionRequest) -> Answer:
    """The head of the office decides on the first, a leader on the second extension."""
    return EXTENSION.can(request, "approve" if request.ordinal == 1 else "approve_second", by)
