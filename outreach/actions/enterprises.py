"""Enter an enterprise, change it, and look up whom to call there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access import can_grant
from accounts.models import Post
from core import audit
from core.access import require
from core.actors import Actor
from core.errors import DomainError
from core.models import AuditEvent
from core.workflow import lock
from outreach import access
from outreach.models import Enterprise

KIND = "outreach.enterprise"
FIELDS = (
    "name",
    "credit_code",
    "industry",
    "size",
    "address",
    "contact",
    "phone",
    "leader",
    "unit",
    "is_project",
    "active",
)


@dataclass(frozen=True)
class Contact:
    """Whom to call at a firm, and the row of the trail that tells of the look."""

    name: str
    phone: str
    look: AuditEvent


@transaction.atomic
def add(*, by: Actor, fields: Mapping[str, Any]) -> Enterprise:
    """Enter a firm. `fields`: any of `FIELDS`. `DomainError` if it is there already."""
    require(access.can_add_enterprise(by))
    enterprise = Enterprise(created_by_id=by.pk)
    _fill(enterprise, fields)
    _once(enterprise)
    enterprise.save()
    _record("add", enterprise, by)
    return enterprise


@transaction.atomic
def change(
    *, enterprise: Enterprise, by: Actor, fields: Mapping[str, Any], version: int | None = None
) -> Enterprise:
    """Change a firm; `Conflict` if somebody else has since `version`."""
    enterprise = lock(enterprise, version)
    require(access.can_edit_enterprise(by, enterprise))
    _fill(enterprise, fields)
    _once(enterprise)
    enterprise.version += 1
    enterprise.save(update_fields=[*fields, "version", "updated_at"])
    _record("change", enterprise, by, fields=sorted(fields))
    return enterprise


@transaction.atomic
def show_contact(*, enterprise: Enterprise, by: Actor) -> Contact:
    """Whom to call; each look is in the trail."""
    require(access.can_see_contact(by, enterprise))
    look = _record("contact", enterprise, by)
    return Contact(enterprise.contact, enterprise.phone, look)


def looked_after(post: Post) -> int:
    """How many firms of the zone a post looks after."""
    return Enterprise.objects.filter(leader=post, active=True).count()


@transaction.atomic
def leave(*, source: Post, to: Post, by: Actor) -> int:
    """Somebody leaves (`accounts.departures`): another post looks after the firms."""
    require(can_grant(by, source.user))
    firms = Enterprise.objects.filter(leader=source, active=True)
    moved = list(firms.select_for_update(of=("self",)).select_related("unit").order_by("id"))
    for firm in moved:
        firm.leader = to
        firm.version += 1
        firm.save(update_fields=["leader", "version", "updated_at"])
        _record("change", firm, by, fields=["leader"])
    return len(moved)


def _fill(enterprise: Enterprise, fields: Mapping[str, Any]) -> None:
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise TypeError(f"not fields of an enterprise: {', '.join(unknown)}")
    for name, value in fields.items():
        setattr(enterprise, name, value.strip() if isinstance(value, str) else value)


def _once(enterprise: Enterprise) -> None:
    others = Enterprise.objects.exclude(pk=enterprise.pk)
    if others.filter(name=enterprise.name).exists():
        raise DomainError(
            _("This enterprise is on the list already. Open it there, or give the full name."),
            "name",
            "name",
        )
    code = enterprise.credit_code
    if code and others.filter(credit_code=code).exists():
        raise DomainError(
            _("Another enterprise has this credit code. Compare it with the licence."),
            "credit_code",
            "credit_code",
        )


def _record(act: str, enterprise: Enterprise, by: Actor, **detail: Any) -> AuditEvent:
    return audit.record(
        f"{KIND}.{act}",
        by=by,
        kind=KIND,
        object_id=enterprise.pk,
        unit_code=enterprise.unit_code,
        detail=detail,
    )
