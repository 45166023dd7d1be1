"""Inspections, findings and slips, through the actions."""

import datetime as dt
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from accounts.enums import Role
from accounts.models import User
from campaign.models import Campaign, Category
from core import attachments, clock
from inspections.actions import conclusions, findings, interviews, plans, slips, visits
from inspections.actions.interviews import Talk
from inspections.actions.plans import Plan
from inspections.actions.slips import Draft
from inspections.actions.visits import Answer, Seen
from inspections.enums import GroupKind, InterviewState, Kind, SlipKind
from inspections.models import (
    ChecklistTemplate,
    Finding,
    FindingEvidence,
    GroupMember,
    Inspection,
    Interview,
    SiteRecord,
    SupervisionGroup,
    SupervisionSlip,
    TemplateLine,
)
from tests.cast import Cast, make_person
from tests.factories.campaign import make_campaign

CATEGORY = "3.3"
DAY = dt.datetime(2011, 8, 18, 2, 20, tzinfo=dt.UTC)  # 10:20 in Shanghai, a Thursday


def ensure_campaign(cast: Cast) -> Campaign:
    return Campaign.objects.current_or_none() or make_campaign(cast.office_head)


def category(code: str = CATEGORY) -> Category:
    return Category.objects.get(code=code)


def make_template(*texts: str) -> ChecklistTemplate:
    """A checklist with one line a text, all of one category."""
    template, _new = ChecklistTemplate.objects.get_or_create(name="窗口检查")
    for order, text in enumerate(texts or ("窗口人员在岗", "挂牌上岗、文明用语"), 1):
        TemplateLine.objects.get_or_create(
            template=template, order=order, defaults={"text": text, "category": category()}
        )
    return template


def make_plan(cast: Cast, **fields: Any) -> Plan:
    start = fields.pop("start", None) or clock.now()
    values: dict[str, Any] = {
        "title": "行政服务窗口工作纪律检查",
        "kind": Kind.OPEN,
        "plan": "检查窗口人员在岗、文明服务情况。",
        "lead": cast.inspector_lead,
        "team": [cast.inspector],
        "units": [cast.unit],
        "start": start,
        "end": start + dt.timedelta(hours=4),
    }
    return Plan(**{**values, **fields})


def make_inspection(cast: Cast, *, to: str = "running", **fields: Any) -> Inspection:
    """An inspection brought `to` draft, planned, approved, running, concluding or released."""
    ensure_campaign(cast)
    row = plans.create(plan=make_plan(cast, **fields), by=cast.office)
    steps = [
        ("planned", lambda x: plans.submit(inspection=x, by=cast.office)),
        ("approved", lambda x: plans.approve(inspection=x, by=cast.office_head)),
        ("running", lambda x: visits.begin(inspection=x, by=cast.inspector)),
    ]
    for name, step in steps:
        if row.state == to:
            return row
        row = step(row)
        assert row.state == name
    return row


def make_record(cast: Cast, inspection: Inspection, place: str = "二楼3号窗口") -> SiteRecord:
    return visits.open_record(
        inspection=inspection,
        by=cast.inspector,
        unit=cast.unit,
        place=place,
        template=make_template(),
        begun=clock.now(),
    )


def answers(record: SiteRecord, *results: str, note: str = "") -> dict[int, Answer]:
    """One answer for each row, in order; `note` goes to those that do not conform."""
    rows = list(record.rows.all())
    return {
        row.pk: Answer(result, note if result == "no" else "", wants_item=result == "no")
        for row, result in zip(rows, results, strict=True)
    }


def make_finding(cast: Cast, inspection: Inspection, **fields: Any) -> Finding:
    values: dict[str, Any] = {
        "unit": cast.unit,
        "time": dt.time(10, 20),
        "place": "407室",
        "description": "1名工作人员浏览购物网页",
        "category": category(),
        "headcount": 1,
    }
    seen = Seen(**{**values, **fields})
    return visits.add_finding(inspection=inspection, by=cast.inspector, seen=seen)


def release(cast: Cast, inspection: Inspection) -> Inspection:
    """Conclude and feed back."""
    inspection = conclusions.conclude(
        inspection=inspection,
        by=cast.inspector_lead,
        summary="总体情况较好。",
        conclusion="存在工作纪律问题，责令整改。",
    )
    return conclusions.release(inspection=inspection, by=cast.office_head)


def released_finding(cast: Cast, **fields: Any) -> Finding:
    """A finding of JFJ that waits for the unit's statement."""
    inspection = make_inspection(cast)
    finding = make_finding(cast, inspection, **fields)
    release(cast, inspection)
    finding.refresh_from_db()
    return finding


def upheld_finding(cast: Cast, **fields: Any) -> Finding:
    """A finding that the unit has commented and the office upheld."""
    finding = released_finding(cast, **fields)
    finding = findings.state(finding=finding, by=cast.liaison, text="情况属实，已批评教育。")
    return findings.uphold(finding=finding, by=cast.office)


def make_group(*users: User, name: str = "人大代表监督组") -> SupervisionGroup:
    group, _new = SupervisionGroup.objects.get_or_create(
        name=name, defaults={"kind": GroupKind.CONGRESS}
    )
    for user in users:
        GroupMember.objects.get_or_create(
            group=group, user=user, defaults={"term_start": dt.date(2011, 4, 1)}
        )
    return group


def make_slip(cast: Cast, *, issued: bool = True, **fields: Any) -> SupervisionSlip:
    ensure_campaign(cast)
    values: dict[str, Any] = {
        "kind": SlipKind.ORDER,
        "unit": cast.unit,
        "title": "关于限期办结逾期整改事项的督办",
        "facts": "你单位一项整改事项已逾期10个工作日。",
        "demand": "请于收到本单后立即整改，并按期书面反馈。",
        "reply_due": timezone.localdate(clock.now()) + dt.timedelta(days=10),
    }
    slip = slips.write(draft=Draft(**{**values, **fields}), by=cast.office)
    if not issued:
        return slip
    if slip.is_red:
        return slips.sign(slip=slips.send(slip=slip, by=cast.office), by=cast.leader)
    return slips.issue(slip=slip, by=cast.office)


def make_talk(cast: Cast, **fields: Any) -> Talk:
    """What the record of an interview with the head of the unit says."""
    values: dict[str, Any] = {
        "held": clock.now() - dt.timedelta(hours=2),
        "place": "管委会三楼会议室",
        "talkers": [cast.leader, cast.office_head],
        "talked_to": cast.unit_head.posts.get(),
        "reasons": "两项整改事项连续逾期，督办后仍未办结。",
        "content": "领导小组要求限期整改；被约谈人表示接受，立即落实。",
        "commitments": "九月底前办结两项逾期事项，并向办公室报送证明材料。",
        "deadline": timezone.localdate(clock.now()) + dt.timedelta(days=30),
    }
    return Talk(**{**values, **fields})


def make_interview(cast: Cast, to: str = InterviewState.TO_SIGN, **fields: Any) -> Interview:
    """A summons was issued and the interview held."""
    slip = make_slip(cast, kind=SlipKind.TALK, title="关于两项事项逾期的约谈")
    row = interviews.record(slip=slip, talk=make_talk(cast, **fields), by=cast.office_head)
    if to != InterviewState.DRAFT:
        row = interviews.submit(interview=row, by=cast.office_head)
    if to in (InterviewState.SIGNED, InterviewState.KEPT):
        row = interviews.sign(interview=row, by=cast.unit_head)
    if to == InterviewState.KEPT:
        row = interviews.keep(interview=row, by=cast.office_head)
    return row


def extra_inspector(username: str = "inspector9") -> User:
    """An inspector who had no part in anything."""
    return make_person(username, Role.INSPECTOR)


def photo(name: str = "IMG_1436.png") -> ContentFile:
    """A small picture as a phone would send it."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "gray").save(out, "PNG")
    return ContentFile(out.getvalue(), name=name)


def add_photo(finding: Finding, by: User) -> FindingEvidence:
    """A photo of a finding, stored by the upload policy."""
    file = attachments.store(photo(), by=by)
    return FindingEvidence.objects.create(finding=finding, attachment=file)
