"""The materials of a study session."""

from typing import Any

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from campaign import access
from campaign.models import StudyMaterial, StudySession
from campaign.workflow import SESSION
from core import attachments, audit
from core.access import require
from core.uploads.policy import DOCX, PDF, PHOTOS, Policy
from core.workflow import lock

POLICY = Policy(kinds=(DOCX, PDF, *PHOTOS), max_files=5)


@transaction.atomic
def add(*, session: StudySession, by: User, file: "File[Any] | None") -> StudyMaterial:
    """Keep a cleaned file with the session; `UploadError` says what is wrong with it."""
    session = lock(session)
    require(access.can_change_materials(by, session))
    POLICY.check_count(session.materials.filter(in_use=True).count() + 1)
    row = StudyMaterial.objects.create(
        session=session, attachment=attachments.store(file, by=by, policy=POLICY)
    )
    _audit("add-material", session, by)
    return row


@transaction.atomic
def remove(*, material: StudyMaterial, by: User) -> StudyMaterial:
    """Take a file off the page; what was kept once stays in the archive."""
    material = lock(material)
    require(access.can_change_materials(by, material.session))
    material.in_use = False
    material.save(update_fields=["in_use"])
    _audit("remove-material", material.session, by)
    return material


def _audit(what: str, session: StudySession, by: User) -> None:
    audit.record(
        f"{SESSION.kind}.{what}",
        by=by,
        kind=SESSION.kind,
        object_id=session.pk,
        number=session.number,
        unit_code=session.unit_code,
    )
