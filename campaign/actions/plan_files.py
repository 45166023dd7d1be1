"""The original files of a plan."""

from typing import Any

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from campaign import access
from campaign.models import PlanFile, UnitPlan
from campaign.workflow import PLAN
from core import attachments, audit
from core.access import require
from core.uploads.policy import DOCX, PDF, Policy
from core.workflow import lock

POLICY = Policy(kinds=(DOCX, PDF), max_files=5)


@transaction.atomic
def add(*, plan: UnitPlan, by: User, file: "File[Any] | None") -> PlanFile:
    """Keep a cleaned file with the plan; `UploadError` says what is wrong with it."""
    plan = lock(plan)
    require(access.can_edit_plan(by, plan))
    POLICY.check_count(plan.files.filter(in_use=True).count() + 1)
    row = PlanFile.objects.create(
        plan=plan, attachment=attachments.store(file, by=by, policy=POLICY)
    )
    _audit("add-file", plan, by)
    return row


@transaction.atomic
def remove(*, file: PlanFile, by: User) -> PlanFile:
    """Take a file out of the plan; versions that were sent with it keep it."""
    file = lock(file)
    require(access.can_remove_file(by, file))
    file.in_use = False
    file.save(update_fields=["in_use"])
    _audit("remove-file", file.plan, by)
    return file


def _audit(what: str, plan: UnitPlan, by: User) -> None:
    audit.record(
        f"{PLAN.kind}.{what}",
        by=by,
        kind=PLAN.kind,
        object_id=plan.pk,
        number=plan.number,
        unit_code=plan.unit_code,
    )
