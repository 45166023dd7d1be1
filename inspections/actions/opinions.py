"""Opinions of external supervisors: each one is answered (domain.md §4.21)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from campaign.models import Campaign
from core import beginnings as log
from core import clock, deadlines, numbering
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workdays import calendar
from core.workflow import lock
from inspections import access, notices, people
from inspections.deadlines import OpinionDeadline
from inspections.models import Opinion, SupervisionGroup
from inspections.workflow import OPINION, OPINION_KIND

ANSWER_DAYS = 15


@transaction.atomic
def give(*, group: SupervisionGroup, unit: Unit, by: User, text: str) -> Opinion:
    """A member tells the office something about a unit; answered within 15 working days."""
    require(access.can_give_opinion(by, group))
    if not text.strip():
        raise DomainError(_("Write the opinion of your group."), "text", "text")
    year = Campaign.objects.current().year
    opinion = Opinion(
        group=group,
        unit=unit,
        text=text.strip(),
        reply_due=calendar().add(clock.today(), ANSWER_DAYS),
        created_by_id=by.pk,
    )
    opinion.number = f"YJ-{year}-{numbering.take(f'YJ-{year}'):03d}"
    opinion.save()
    log.started(OPINION_KIND, opinion, by, "give")
    deadlines.open(
        OpinionDeadline,
        subject_kind=OPINION_KIND,
        subject_id=opinion.pk,
        number=opinion.number,
        unit_code=opinion.unit_code,
        due_on=opinion.reply_due,
    )
    notices.tell(notices.OpinionGiven, opinion, people.office())
    return opinion


@transaction.atomic
def answer(*, opinion: Opinion, by: Actor, text: str) -> Opinion:
    """The office says what it did; the group reads it."""
    opinion = lock(opinion)
    if not text.strip():
        raise DomainError(_("Write what was done about the opinion."), "text", "text")
    opinion.reply = text.strip()
    OPINION.apply(opinion, "answer", by=by, save=["reply"])
    deadlines.close(OpinionDeadline, OPINION_KIND, opinion.pk, "answered")
    notices.tell(notices.OpinionAnswered, opinion, people.members_of(opinion.group))
    return opinion
