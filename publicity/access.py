"""Who prepares, reviews, publishes and withdraws a publication; who reads opinions on it."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from publicity.enums import State
from publicity.models import Opinion, Publication
from publicity.workflow import OPINION, PUBLICATION


def can_read_publications(user: User) -> Answer:
    """Units read their own, the office and the leaders all that have left the unit."""
    if user.may(P.UNIT_READ) or user.reads_zone:
        return Allowed()
    return Denied(_("Publications are prepared by the units and reviewed by the office."))


def can_prepare(by: Actor, unit: Unit) -> Answer:
    """The unit prepares its own publication."""
    if by.may(P.ITEM_EDIT, unit.code):
        return Allowed()
    return Denied(_("Only the unit itself prepares the publication of its plan."))


def can_edit(by: Actor, publication: Publication) -> Answer:
    """While it is a draft."""
    if publication.state != State.DRAFT:
        return Denied(_("The publication is under review or public; it can no longer be changed."))
    return can_prepare(by, publication.unit)


def can_submit(by: Actor, publication: Publication) -> Answer:
    """Send the draft to the unit head."""
    return PUBLICATION.can(publication, "submit", by)


def can_pass_first(by: Actor, publication: Publication) -> Answer:
    """First review: the unit head."""
    return PUBLICATION.can(publication, "pass_first", by)


def can_pass_second(by: Actor, publication: Publication) -> Answer:
    """Second review: the office, with both checks."""
    return PUBLICATION.can(publication, "pass_second", by)


def can_publish(by: Actor, publication: Publication) -> Answer:
    """Third review: the head of the office, who is not the second reviewer."""
    answer = PUBLICATION.can(publication, "publish", by)
    if answer and publication.second_by_id == by.pk:
        return Denied(_("You have made the second review. Somebody else makes the third."))
    return answer


def can_send_back(by: Actor, publication: Publication) -> Answer:
    """Whoever reviews may send back."""
    unit = PUBLICATION.can(publication, "send_back_unit", by)
    return unit or PUBLICATION.can(publication, "send_back", by)


def can_withdraw(by: Actor, publication: Publication) -> Answer:
    """The office takes a publication out of public view, with a reason."""
    return PUBLICATION.can(publication, "withdraw", by)


def can_print(by: Actor, publication: Publication) -> Answer:
    """The notice with its code is printed once the publication is public."""
    if publication.state != State.PUBLIC:
        return Denied(_("The notice can be printed once the publication is public."))
    if by.may(P.UNIT_READ, publication.unit_code) or by.may(P.ITEM_REVIEW, publication.unit_code):
        return Allowed()
    return Denied(_("The unit or the office prints the notice."))


def can_read_opinions(by: Actor) -> Answer:
    """Opinions of the public go to the complaint desk."""
    if by.may(P.COMPLAINT_INTAKE):
        return Allowed()
    return Denied(_("Opinions on publications go to the complaint desk."))


def can_handle(by: Actor, opinion: Opinion) -> Answer:
    """Say what became of an opinion."""
    return OPINION.can(opinion, "handle", by)
