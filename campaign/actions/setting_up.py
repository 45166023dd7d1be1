"""Change what a campaign says: its words, references, targets and the plan as issued."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from campaign import access
from campaign.actions import campaigns
from campaign.models import Campaign, CampaignTarget, ReferenceDocument
from campaign.workflow import CAMPAIGN
from core import attachments, audit
from core.access import require
from core.uploads.policy import DOCX, PDF, Policy
from core.workflow import lock

PLAN_POLICY = Policy(kinds=(PDF, DOCX), max_files=1)
WORDS = (
    "title",
    "theme",
    "policy",
    "guiding_thought",
    "issuer",
    "doc_no",
    "office_host",
    "hotline",
    "address",
    "hours",
    "email",
    "reminder_budget",
)


@transaction.atomic
def set_words(
    *, campaign: Campaign, by: User, version: int | None, words: Mapping[str, Any]
) -> Campaign:
    """Set the words of the campaign (`WORDS`). `Conflict` if saved since `version`."""
    campaign = lock(campaign, version)
    require(access.can_change_campaign(by, campaign))
    changed = [name for name in WORDS if name in words and getattr(campaign, name) != words[name]]
    for name in changed:
        setattr(campaign, name, words[name])
    return _save(campaign, by, "words", changed, {"fields": changed})


@transaction.atomic
def set_lists(
    *,
    campaign: Campaign,
    by: User,
    version: int | None,
    references: Sequence[tuple[str, str]],
    targets: Sequence[Mapping[str, Any]],
) -> Campaign:
    """Set the documents it is based on (title, number) and its targets, in order (R-010, R-032).

    `targets`: `name value measure growth_pct actual`; the last two may be None.
    """
    campaign = lock(campaign, version)
    require(access.can_change_campaign(by, campaign))
    campaign.references.all().delete()
    ReferenceDocument.objects.bulk_create(
        ReferenceDocument(campaign=campaign, title=title, doc_no=doc_no, order=order)
        for order, (title, doc_no) in enumerate(references, start=1)
    )
    campaign.targets.all().delete()
    CampaignTarget.objects.bulk_create(
        CampaignTarget(campaign=campaign, order=order, **target)
        for order, target in enumerate(targets, start=1)
    )
    counts = {"references": len(references), "targets": len(targets)}
    return _save(campaign, by, "lists", [], counts)


@transaction.atomic
def keep_plan(*, campaign: Campaign, by: User, file: "File[Any] | None") -> Campaign:
    """Put the plan as issued on the campaign's page, in place of an earlier one (R-005).

    Raises `UploadError` with what is wrong with the file.
    """
    campaign = lock(campaign)
    require(access.can_change_campaign(by, campaign))
    campaign.plan_document = attachments.store(file, by=by, policy=PLAN_POLICY)
    return _save(campaign, by, "plan-document", ["plan_document"], {})


@transaction.atomic
def enrol(*, campaign: Campaign, by: User) -> int:
    """Give units that came later the tasks they lack; returns how many tasks."""
    require(access.can_enrol(by, campaign))
    count = campaigns.enrol(campaign=campaign)
    _record(campaign, by, "enrol", {"tasks": count})
    return count


def _save(
    campaign: Campaign, by: User, what: str, fields: Sequence[str], detail: Mapping[str, Any]
) -> Campaign:
    campaign.version += 1
    campaign.save(update_fields=[*fields, "version", "updated_at"])
    _record(campaign, by, what, detail)
    return campaign


def _record(campaign: Campaign, by: User, what: str, detail: Mapping[str, Any]) -> None:
    audit.record(
        f"{CAMPAIGN.kind}.{what}",
        by=by,
        kind=CAMPAIGN.kind,
        object_id=campaign.pk,
        number=campaign.number,
        detail=dict(detail),
    )
