"""Dispose of what was said on a visit: five ways, and the other unit's answer (R-059)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from campaign.models import Category
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from outreach import people, visit_access, visit_deadlines
from outreach import visit_notices as notices
from outreach.actions import cases
from outreach.dates import in_workdays
from outreach.enums import Origin
from outreach.models import Enterprise, Opinion
from outreach.workflow import OPINION, OPINION_KIND
from rectification.actions import items
from rectification.enums import Source

ANSWER_WORKDAYS = 10
DEFAULT_CATEGORY = "9.2"  # requests of the public; the draft of the item can still change it


@transaction.atomic
def adopt(*, opinion: Opinion, by: Actor, note: str) -> Opinion:
    """Follow it; `note` says what was or will be done."""
    return _settle_with(opinion, "adopt", by, note)


@transaction.atomic
def explain(*, opinion: Opinion, by: Actor, note: str) -> Opinion:
    """It was explained to whoever said it; `note` holds the explanation."""
    return _settle_with(opinion, "explain", by, note)


@transaction.atomic
def to_item(*, opinion: Opinion, by: Actor, category: Category | None = None) -> Opinion:
    """A draft on the ledger of the unit that has the opinion; the links go both ways."""
    opinion = lock(opinion)
    require(visit_access.can_open_item(by, opinion))
    was_handed = opinion.handed_to_id is not None
    opinion.item = items.register(
        unit=opinion.holder,
        by=by,
        source=Source.FIELD,
        description=opinion.text,
        category=category or Category.objects.get(code=DEFAULT_CATEGORY),
        origin_kind=OPINION_KIND,
        origin_number=opinion.number,
    )
    extra = {"item": opinion.item.number}
    OPINION.apply(opinion, "to_item", by=by, save=["item"], extra=extra)
    visit_deadlines.settle(opinion)
    if was_handed:
        notices.tell(notices.OpinionAnswered, opinion, people.liaisons(opinion.visit.unit))
    return opinion


@transaction.atomic
def to_case(
    *, opinion: Opinion, by: Actor, demand: str, enterprise: Enterprise | None = None
) -> Opinion:
    """An enterprise case of the unit, for the firm visited or another one."""
    opinion = lock(opinion)
    require(visit_access.can_dispose(by, opinion))
    firm = enterprise or opinion.visit.enterprise
    if firm is None:
        raise DomainError(_("Choose the enterprise that needs help."), "enterprise", "enterprise")
    opinion.case = cases.register(
        enterprise=firm,
        unit=opinion.visit.unit,
        by=by,
        origin=Origin.VISIT,
        demand=demand,
        description=opinion.text,
        origin_kind=OPINION_KIND,
        origin_number=opinion.number,
    )
    extra = {"case": opinion.case.number}
    OPINION.apply(opinion, "to_case", by=by, save=["case"], extra=extra)
    visit_deadlines.settle(opinion)
    return opinion


@transaction.atomic
def hand(*, opinion: Opinion, by: Actor, unit: Unit, reason: str) -> Opinion:
    """The business of another unit: that one has to answer within ten working days."""
    opinion = lock(opinion)
    require(visit_access.can_dispose(by, opinion))
    if unit.pk == opinion.visit.unit_id:
        raise DomainError(
            _("This is your own unit. Choose the unit whose business it is."), "unit", "unit"
        )
    opinion.handed_to = unit
    opinion.due_on = in_workdays(ANSWER_WORKDAYS)
    OPINION.apply(opinion, "hand", by=by, reason=reason, save=["handed_to", "due_on"])
    visit_deadlines.settle(opinion)
    notices.tell(notices.OpinionHanded, opinion, people.liaisons(unit))
    return opinion


@transaction.atomic
def answer(*, opinion: Opinion, by: Actor, note: str) -> Opinion:
    """The other unit takes it and says what it does."""
    opinion = _settle_with(opinion, "answer", by, note)
    notices.tell(notices.OpinionAnswered, opinion, people.liaisons(opinion.visit.unit))
    return opinion


@transaction.atomic
def give_back(*, opinion: Opinion, by: Actor, reason: str) -> Opinion:
    """Not the other unit's business either; once, with the reason."""
    opinion = lock(opinion)
    require(visit_access.can_give_back(by, opinion))
    opinion.given_back = True
    opinion.due_on = in_workdays(ANSWER_WORKDAYS)
    OPINION.apply(opinion, "give_back", by=by, reason=reason, save=["given_back", "due_on"])
    visit_deadlines.settle(opinion)
    notices.tell(notices.OpinionGivenBack, opinion, people.liaisons(opinion.visit.unit))
    return opinion


def _settle_with(opinion: Opinion, step: str, by: Actor, note: str) -> Opinion:
    opinion = lock(opinion)
    opinion.note = note.strip()
    OPINION.apply(opinion, step, by=by, reason=note, save=["note"])
    visit_deadlines.settle(opinion)
    return opinion
