"""Prepare a publication, bring it through three reviews, make it public, withdraw it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Unit
from accounts.models.user import holders
from campaign.actions import tasks
from campaign.enums import Evidence
from campaign.models import Campaign
from core import audit, clock, numbering
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.workdays import calendar
from core.workflow import lock
from publicity import access, deadlines
from publicity.enums import Channel, State
from publicity.models import Publication
from publicity.notices import MadePublic, SentBack, ToReview, settle, tell
from publicity.snapshot import fingerprint, freeze, publishable
from publicity.terms import LEAST_WORKDAYS, check_channels, check_days, chosen_of
from publicity.workflow import KIND, PUBLICATION
from rectification import clocks
from rectification.actions import plan_course
from rectification.enums import Scope
from rectification.models import RectificationItem

_WRITTEN = ("title", "intro", "start_on", "end_on", "scope", "channels")
STAMPS = ("submitted", "first", "second", "third")


@transaction.atomic
def prepare(
    *,
    unit: Unit,
    by: Actor,
    title: str,
    items: Iterable[RectificationItem],
    start_on: dt.date,
    end_on: dt.date,
    intro: str = "",
    scope: str = Scope.PUBLIC,
    channels: Sequence[str] = (Channel.WEBSITE,),
) -> Publication:
    """Draft a publication of a unit's plan. Raises `DomainError` at the field that is wrong."""
    require(access.can_prepare(by, unit))
    chosen = chosen_of(unit, items, scope)
    check_days(start_on, end_on)
    check_channels(scope, channels)
    campaign = Campaign.objects.current()
    series = f"GG-{campaign.year}-{unit.code}"
    publication = Publication.objects.create(
        campaign=campaign,
        unit=unit,
        number=f"{series}-{numbering.take(series):02d}",
        scope=scope,
        channels=list(channels),
        title=title.strip(),
        intro=intro.strip(),
        start_on=start_on,
        end_on=end_on,
        created_by_id=by.pk,
    )
    publication.items.set(chosen)
    _record("prepare", by, publication, items=len(chosen))
    return publication


@transaction.atomic
def edit(
    *,
    publication: Publication,
    by: Actor,
    title: str,
    items: Iterable[RectificationItem],
    start_on: dt.date,
    end_on: dt.date,
    intro: str = "",
    scope: str = Scope.PUBLIC,
    channels: Sequence[str] = (Channel.WEBSITE,),
    version: int | None = None,
) -> Publication:
    """Change a draft."""
    publication = lock(publication, version)
    require(access.can_edit(by, publication))
    chosen = chosen_of(publication.unit, items, scope)
    check_days(start_on, end_on)
    check_channels(scope, channels)
    publication.title, publication.intro = title.strip(), intro.strip()
    publication.start_on, publication.end_on = start_on, end_on
    publication.scope, publication.channels = scope, list(channels)
    publication.version += 1
    publication.save(update_fields=[*_WRITTEN, "version", "updated_at"])
    publication.items.set(chosen)
    _record("edit", by, publication, items=len(chosen))
    return publication


@transaction.atomic
def submit(*, publication: Publication, by: Actor) -> Publication:
    """Freeze what is to become public, and put it before the unit head."""
    publication = lock(publication)
    require(access.can_submit(by, publication))
    check_days(publication.start_on, publication.end_on)
    items = list(_frozen_rows(publication))
    if not items:
        raise DomainError(_("Choose at least one item to make public."), "items", "items")
    publication.snapshot = freeze(items)
    publication.sha256 = fingerprint(publication)
    log = PUBLICATION.apply(publication, "submit", by=by, save=["snapshot", "sha256"])
    tell(ToReview, publication, holders(Role.UNIT_HEAD, [publication.unit]), log.pk)
    return publication


@transaction.atomic
def pass_first(*, publication: Publication, by: Actor) -> Publication:
    """First review: the unit head stands for the content."""
    publication = lock(publication)
    require(access.can_pass_first(by, publication))
    log = PUBLICATION.apply(publication, "pass_first", by=by)
    settle(publication)
    tell(ToReview, publication, [*holders(Role.OFFICE_STAFF), *holders(Role.OFFICE_ADMIN)], log.pk)
    tasks.hand_in(
        Evidence.PUBLICATION,
        unit=publication.unit,
        by=by,
        kind=KIND,
        object_id=publication.pk,
        number=publication.number,
    )
    return publication


@transaction.atomic
def pass_second(
    *, publication: Publication, by: Actor, privacy: bool, secrecy: bool
) -> Publication:
    """Second review: the office has looked for personal data and for secrets."""
    publication = lock(publication)
    require(access.can_pass_second(by, publication))
    if not privacy or not secrecy:
        raise DomainError(
            _("Tick both checks when you have made them, or send the publication back."),
            "checks",
            "privacy" if not privacy else "secrecy",
        )
    publication.privacy_checked = publication.secrecy_checked = True
    log = PUBLICATION.apply(
        publication, "pass_second", by=by, save=["privacy_checked", "secrecy_checked"]
    )
    settle(publication)
    tell(ToReview, publication, holders(Role.OFFICE_ADMIN), log.pk)
    return publication


@transaction.atomic
def publish(*, publication: Publication, by: Actor) -> Publication:
    """Third review: what was frozen becomes public, exactly as it was reviewed.

    A start that has gone by moves to today and the end with it, so that the public has its days;
    the fingerprint is then taken anew, of the same text.
    Raises `DomainError` when an item may no longer be public.
    """
    publication = lock(publication)
    require(access.can_publish(by, publication))
    if len(publication.snapshot) != _frozen_rows(publication).count():
        raise DomainError(
            _("An item may no longer be public. Send the publication back to the unit."),
            "items-changed",
        )
    late = clock.today() - publication.start_on
    if late.days > 0:
        publication.start_on += late
        publication.end_on += late
    if calendar().distance(publication.start_on, publication.end_on) < LEAST_WORKDAYS:
        publication.end_on = calendar().add(publication.start_on, LEAST_WORKDAYS)
    publication.sha256 = fingerprint(publication)
    log = PUBLICATION.apply(publication, "publish", by=by, save=["start_on", "end_on", "sha256"])
    settle(publication)
    deadlines.start(publication)
    if publication.scope == Scope.PUBLIC:
        clocks.disclosed(publication.items.values_list("pk", flat=True))
        plan_course.disclosed(publication.unit, publication.campaign)
    tell(MadePublic, publication, holders(Role.LIAISON, [publication.unit]), log.pk)
    tasks.fulfil(
        Evidence.PUBLICATION,
        unit=publication.unit,
        by=by,
        kind=KIND,
        object_id=publication.pk,
        number=publication.number,
    )
    return publication


@transaction.atomic
def send_back(*, publication: Publication, by: Actor, reason: str) -> Publication:
    """A reviewer wants changes: all reviews begin again."""
    publication = lock(publication)
    require(access.can_send_back(by, publication))
    step = "send_back_unit" if publication.state == State.UNIT_REVIEW else "send_back"
    for name in STAMPS:
        setattr(publication, f"{name}_at", None)
        setattr(publication, f"{name}_by", None)
    publication.privacy_checked = publication.secrecy_checked = False
    publication.snapshot, publication.sha256 = [], ""
    log = PUBLICATION.apply(
        publication,
        step,
        by=by,
        reason=reason,
        save=[
            *[f"{name}_{end}" for name in STAMPS for end in ("at", "by")],
            "privacy_checked",
            "secrecy_checked",
            "snapshot",
            "sha256",
        ],
    )
    settle(publication)
    tell(SentBack, publication, holders(Role.LIAISON, [publication.unit]), log.pk)
    tasks.give_back(kind=KIND, object_id=publication.pk, by=by)
    return publication


@transaction.atomic
def withdraw(*, publication: Publication, by: Actor, reason: str) -> Publication:
    """Take a publication out of public view; the record with its hash stays."""
    publication = lock(publication)
    log = PUBLICATION.apply(publication, "withdraw", by=by, reason=reason)
    others = Publication.objects.published().filter(unit=publication.unit, scope=Scope.PUBLIC)
    if not others.filter(campaign=publication.campaign).exists():
        plan_course.withdrawn(publication.unit, publication.campaign)
    settle(publication)
    deadlines.stop(publication)
    tasks.unfulfil(kind=KIND, object_id=publication.pk, by=by)
    tell(SentBack, publication, holders(Role.LIAISON, [publication.unit]), log.pk)
    return publication


def _frozen_rows(publication: Publication) -> QuerySet[RectificationItem]:
    rows = publishable(publication.unit, publication.scope).filter(
        pk__in=publication.items.values("pk")
    )
    return rows.select_related("responsible").prefetch_related("measures").order_by("number")


def _record(act: str, by: Actor, publication: Publication, **detail: object) -> None:
    audit.record(
        f"{KIND}.{act}",
        by=by,
        kind=KIND,
        object_id=publication.pk,
        number=publication.number,
        unit_code=publication.unit_code,
        detail=detail,
    )
