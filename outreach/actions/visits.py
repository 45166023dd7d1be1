"""Log a field visit with what people said there, and change it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from campaign.actions import tasks
from campaign.enums import Evidence
from campaign.models import Campaign
from core import audit, clock, numbering
from core import beginnings as log
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workflow import lock
from outreach import visit_access as access
from outreach import visit_deadlines
from outreach.dates import in_workdays
from outreach.enums import VisitKind
from outreach.models import FieldVisit, Opinion
from outreach.models.visit import MOST_MET
from outreach.workflow import OPINION_KIND

KIND = "outreach.visit"
FIELDS = ("kind", "on", "place", "enterprise", "visitors", "met", "summary")
OPINION_WORKDAYS = 15


class Said(TypedDict):
    """What somebody said: text, and a value of `Nature`."""

    text: str
    nature: str


@transaction.atomic
def record(*, unit: Unit, by: Actor, opinions: Iterable[Said] = (), **fields: Any) -> FieldVisit:
    """Log a visit that has taken place. `fields`: all of `FIELDS`, `enterprise` for firms only.

    It counts towards the unit's task of the phase (R-058). Raises `NotAllowed`, or
    `DomainError` naming the field.
    """
    require(access.can_log(by, unit))
    campaign = Campaign.objects.current()
    visit = FieldVisit(campaign=campaign, unit=unit, created_by_id=by.pk)
    _fill(visit, fields)
    scope = f"ZF-{campaign.year}-{unit.code}"
    visit.number = f"{scope}-{numbering.take(scope):03d}"
    visit.save(force_insert=True)
    _audit("record", visit, by, visit_kind=visit.kind)
    _hear(visit, by, opinions)
    tasks.fulfil(
        Evidence.VISIT,
        unit=unit,
        by=by,
        kind=KIND,
        object_id=visit.pk,
        number=visit.number,
        on=visit.on,
    )
    return visit


@transaction.atomic
def change(
    *,
    visit: FieldVisit,
    by: Actor,
    version: int,
    opinions: Iterable[Said] = (),
    **fields: Any,
) -> FieldVisit:
    """Correct a visit and add what else was said; `Conflict` if somebody was quicker."""
    visit = lock(visit, version)
    require(access.can_edit(by, visit))
    _fill(visit, fields)
    visit.version += 1
    visit.save(update_fields=[*FIELDS, "version", "updated_at"])
    _audit("change", visit, by)
    _hear(visit, by, opinions)
    return visit


def _fill(visit: FieldVisit, fields: Mapping[str, Any]) -> None:
    if unknown := sorted(set(fields) - set(FIELDS)):
        raise TypeError(f"not fields of a visit: {', '.join(unknown)}")
    for name, value in fields.items():
        setattr(visit, name, value.strip() if isinstance(value, str) else value)
    if visit.kind == VisitKind.ENTERPRISE:
        if visit.enterprise is None:
            raise DomainError(
                _("Choose the enterprise that was visited."), "enterprise", "enterprise"
            )
        visit.place = visit.place or visit.enterprise.name
    else:
        visit.enterprise = None
    _check_day(visit.on, visit.campaign)
    for name, words in _NEEDED.items():
        if not getattr(visit, name):
            raise DomainError(words, name, name)
    if not 0 <= visit.met <= MOST_MET:
        raise DomainError(
            _("People met: give a number from 0 to %(most)d.") % {"most": MOST_MET}, "met", "met"
        )


_NEEDED = {
    "place": _("Write where the visit went: the site or the village."),
    "visitors": _("Write who went."),
    "summary": _("Write in a few sentences what the visit showed."),
}


def _check_day(day: dt.date, campaign: Campaign) -> None:
    """A visit is logged after it took place, and in the campaign's year."""
    if day > clock.today():
        raise DomainError(
            _("This day is still to come. Log the visit after it has taken place."), "on", "on"
        )
    if day.year < campaign.year:
        raise DomainError(
            _("The visit was before %(year)d. Give a day of this campaign.")
            % {"year": campaign.year},
            "on",
            "on",
        )


def _hear(visit: FieldVisit, by: Actor, opinions: Iterable[Said]) -> None:
    count = visit.opinions.count()
    for place, said in enumerate(opinions, count + 1):
        opinion = Opinion.objects.create(
            visit=visit,
            number=f"{visit.number}-{place}",
            text=said["text"].strip(),
            nature=said["nature"],
            due_on=in_workdays(OPINION_WORKDAYS),
            created_by_id=by.pk,
        )
        log.started(OPINION_KIND, opinion, by, "hear", nature=opinion.nature)
        visit_deadlines.settle(opinion)


def _audit(step: str, visit: FieldVisit, by: Actor, **detail: Any) -> None:
    audit.record(
        f"{KIND}.{step}",
        by=by,
        kind=KIND,
        object_id=visit.pk,
        number=visit.number,
        unit_code=visit.unit_code,
        detail=detail,
    )
