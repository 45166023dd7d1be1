"""A campaign with units and somebody of the office, for benchmarks of the ledger."""

import datetime as dt

from django.utils import timezone

from accounts import volume as units
from accounts.enums import Role
from accounts.models import Post, User
from campaign.actions import campaigns
from campaign.actions.campaigns import PhaseDraft, TaskDraft
from campaign.enums import Evidence, PhaseKind

UNITS = 35
TODAY = dt.datetime(2011, 8, 19, 10, tzinfo=timezone.get_default_timezone())


def person(name: str, role: Role) -> User:
    """Somebody with one post of the zone."""
    user = User.objects.create_user(name, name)
    Post.objects.create(user=user, role=role, start=dt.date(2011, 1, 1), is_primary=True)
    return user


def frame() -> User:
    """A campaign, units, and somebody of the office who looks."""
    head = person("head", Role.OFFICE_ADMIN)
    spans = (
        (PhaseKind.MOBILIZE, (4, 15), (4, 30), Evidence.PLAN),
        (PhaseKind.RECTIFY, (5, 1), (9, 30), Evidence.ITEM),
        (PhaseKind.INSTITUTIONALIZE, (10, 1), (12, 31), Evidence.RULE),
    )
    phases = [
        PhaseDraft(
            kind,
            kind.value,
            dt.date(2011, *start),
            dt.date(2011, *end),
            (TaskDraft("任务", evidence, dt.date(2011, *end)),),
        )
        for kind, start, end, evidence in spans
    ]
    made = campaigns.create(
        by=head,
        year=2011,
        title="2011年机关作风建设活动",
        theme="转变机关作风",
        issuer="党工委、管委会",
        office_host="监察局",
        hotline="0700-5501234",
        address="3 楼",
        hours="工作日",
        phases=phases,
    )
    campaigns.start(campaign=made, by=head)
    units.load(UNITS)
    return head
