"""Keys of other systems: given out, and taken back for good."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from complaints import access
from complaints.models import Partner
from complaints.open311 import keys
from core import audit, clock
from core.access import require
from core.errors import DomainError, WrongState

KIND = "complaints.partner"


@dataclass(frozen=True)
class Terms:
    """What a key is for. `per_minute`, `per_day`: requests; `active_until`: its last day."""

    name: str
    organisation: str
    channel: str
    may_read: bool
    may_post: bool
    per_minute: int
    per_day: int
    active_until: dt.date | None = None


@transaction.atomic
def give(*, terms: Terms, by: User) -> tuple[Partner, str]:
    """A new key. The key itself is returned here and can never be seen again."""
    require(access.can_manage_partners(by))
    if not (terms.may_read or terms.may_post):
        raise DomainError(
            _("Tick what the key opens: asking for states, handing in, or both."),
            "no-right",
            "may_read",
        )
    if terms.active_until and terms.active_until < clock.today():
        raise DomainError(
            _("“Good until” has passed. Choose a later day, or leave it empty."),
            "past",
            "active_until",
        )
    key, prefix, key_hash = keys.new()
    partner = Partner(**vars(terms), prefix=prefix, key_hash=key_hash, made_by_id=by.pk)
    try:
        with transaction.atomic():
            partner.save(force_insert=True)
    except IntegrityError:
        raise DomainError(
            _("This system has a key already. Revoke it first, or give this one another name."),
            "twice",
            "name",
        ) from None
    _record("give", partner, by)
    return partner, key


@transaction.atomic
def revoke(*, partner: Partner, by: User) -> Partner:
    """The key opens nothing from now on."""
    require(access.can_manage_partners(by))
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    if partner.revoked_at is not None:
        raise WrongState(_("This key has been revoked already. Reload the page."))
    partner.revoked_at, partner.revoked_by_id = clock.now(), by.pk
    partner.save(update_fields=["revoked_at", "revoked_by"])
    _record("revoke", partner, by)
    return partner


def _record(act: str, partner: Partner, by: User) -> None:
    audit.record(
        f"{KIND}.{act}",
        by=by,
        kind=KIND,
        object_id=partner.pk,
        number=partner.prefix,
        detail={"read": partner.may_read, "post": partner.may_post, "channel": partner.channel},
    )
