"""Who prepares, reviews, publishes and withdraws a publication; who reads opinions on it."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from core.access import Allowed, Answer, Denied
from core.actors import Actor
from publicity.enums import State
from publicity.models import Opinion, Publication
from publicity.readers import works_in_zone
from publicity.workflow import OPINION, PUBLICATION


def can_read_publications(user: User) -> Answer:
    """Everybody who works in the zone; which ones, `Publication.objects.visible_to` says."""
    if works_in_zone(user):
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
    """First review: the unit head, who has not drafted or sent it."""
    return _fresh(by, publication, PUBLICATION.can(publication, "pass_first", by))


def can_pass_second(by: Actor, publication: Publication) -> Answer:
    """Second review: the office, with both checks."""
    return _fresh(by, publication, PUBLICATION.can(publication, "pass_second", by))


def can_publish(by: Actor, publication: Publication) -> Answer:
    """Third review: the head of the office, who has made neither of the first two."""
    return _fresh(by, publication, PUBLICATION.can(publication, "publish", by))


def _fresh(by: Actor, publication: Publication, answer: Answer) -> Answer:
    """Three reviews are three people, none of whom has written what they review."""
    if not answer:
        return answer
    if by.pk in (publication.created_by_id, publication.submitted_by_id):
        return Denied(_("You have drafted or sent this publication. Somebody else reviews it."))
    if by.pk in (publication.first_by_id, publication.second_by_id):
        return Denied(_("You have made an earlier review. Somebody else makes this one."))
    return answer


def can_see_reviews(by: User, publication: Publication) -> bool:
    """The doubts and the story are for the unit and the zone's readers, not for other units."""
    return by.reads_zone or by.may(P.UNIT_READ, publication.unit_code)


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
