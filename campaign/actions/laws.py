"""The head of the office keeps the law that pages cite."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign import access
from campaign.models import LegalBasis
from core import audit
from core.access import require
from core.errors import DomainError
from core.workflow import lock

KIND = "campaign.law"
FIELDS = ("topic", "title", "articles", "says", "since", "until")


@transaction.atomic
def add(*, by: User, fields: Mapping[str, Any]) -> LegalBasis:
    """One more law. `fields`: those of `FIELDS`."""
    require(access.can_keep_laws(by))
    law = LegalBasis(created_by=by)
    _fill(law, fields)
    law.save()
    _record("add", law, by)
    return law


@transaction.atomic
def change(*, law: LegalBasis, by: User, version: int, fields: Mapping[str, Any]) -> LegalBasis:
    """Another wording, other articles; `until` takes it off the pages from the next day."""
    require(access.can_keep_laws(by))
    law = lock(law, version)
    _fill(law, fields)
    law.version += 1
    law.save(update_fields=[*FIELDS, "version", "updated_at"])
    _record("change", law, by)
    return law


def _fill(law: LegalBasis, fields: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(law, name, fields[name])
    if law.since and law.until and law.until < law.since:
        raise DomainError(_("It would end before it begins. Swap the two days."), "period", "until")


def _record(act: str, law: LegalBasis, by: User) -> None:
    audit.record(f"{KIND}.{act}", by=by, kind=KIND, object_id=law.pk, number=law.topic)
