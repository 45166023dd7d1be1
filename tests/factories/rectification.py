"""Items at any stage, through the actions and the hands of the cast."""

import datetime as dt
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from accounts.models import User
from campaign.models import Campaign, Category
from core import attachments, clock
from core.models import Attachment
from rectification.actions import closing, items, plans, progress
from rectification.enums import Klass, PlanState, Result, Source
from rectification.models import RectificationItem, RectificationPlan
from tests.cast import Cast
from tests.factories.campaign import make_campaign

CHECKED: closing.Checklist = {
    "measures_done": True,
    "evidence_holds": True,
    "public_agrees": True,
    "rules_follow": False,
}
DUE = dt.date(2011, 8, 31)
# A Friday in the middle of the rectify phase: the tests of items stand there.
TODAY = dt.datetime(2011, 8, 19, 10, tzinfo=dt.UTC)


def the_campaign(cast: Cast) -> Campaign:
    """The running campaign, made on the first call."""
    return Campaign.objects.current_or_none() or make_campaign(cast.office_head)


def category(code: str = "2.1") -> Category:
    return Category.objects.get(code=code)


def make_draft(cast: Cast, **fields: Any) -> RectificationItem:
    """A complete draft of unit JFJ, ready to be sent."""
    the_campaign(cast)
    step = min(dt.date(2011, 8, 15), fields.get("due_date") or DUE)
    values: dict[str, Any] = {
        "unit": cast.unit,
        "by": cast.liaison,
        "source": Source.SELF_CHECK,
        "category": category(),
        "description": "窗口办件超过承诺时限，5月份抽查60件中有7件逾期。",
        "cause": "内部流转环节多，没有到期提醒。",
        "klass": Klass.BY_DATE,
        "target": "承诺件按时办结率达到 100%。",
        "due_date": DUE,
        "responsible": cast.owner.main_post,
        "lead": cast.unit_deputy.main_post,
        "section": "行政审批科",
        "measures": [{"text": "压缩内部流转为 2 个环节"}, {"text": "设置到期前 2 天提醒"}],
        "milestones": [{"name": "完成流程梳理", "due": step}],
    }
    return items.register(**{**values, **fields})


def make_submitted(cast: Cast, **fields: Any) -> RectificationItem:
    """An item that waits for the office."""
    item = items.send(item=make_draft(cast, **fields), by=cast.liaison)
    return items.sign(item=item, by=cast.unit_head)


def make_item(cast: Cast, *, on: dt.date | None = None, **fields: Any) -> RectificationItem:
    """An item under rectification, confirmed on a day (today)."""
    is_key = fields.pop("is_key", False)
    if on is None:
        item = make_submitted(cast, **fields)
        return items.accept(item=item, by=cast.office, is_key=is_key)
    with clock.at(dt.datetime.combine(on, dt.time(2), dt.UTC)):
        item = make_submitted(cast, **fields)
        return items.accept(item=item, by=cast.office, is_key=is_key)


def make_plan(cast: Cast, *, to: str = PlanState.DRAFT) -> RectificationPlan:
    """The rectification plan of unit JFJ with one item that waits for the head."""
    items.send(item=make_draft(cast), by=cast.liaison)
    plan = plans.write(unit=cast.unit, by=cast.liaison, aims="年内承诺件按时办结率达到百分之百。")
    if to != PlanState.DRAFT:
        plan = plans.send(plan=plan, by=cast.liaison)
    if to not in (PlanState.DRAFT, PlanState.UNIT_REVIEW):
        plan = plans.sign(plan=plan, by=cast.unit_head)
    if to == PlanState.APPROVED:
        plan = plans.approve(plan=plan, by=cast.office)
    return plan


def proof(by: User, name: str = "现场照片.png") -> Attachment:
    """A small picture, stored by the upload policy."""
    picture = BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    return attachments.store(ContentFile(picture.getvalue(), name=name), by=by)


def finish(item: RectificationItem, cast: Cast) -> RectificationItem:
    """Report everything done and proven."""
    progress.report(
        item=item,
        by=cast.owner,
        content="两项措施均已落实，7月份抽查60件全部按时办结。",
        progress=100,
        done_measures=tuple(item.measures.values_list("pk", flat=True)),
        done_milestones=tuple(item.milestones.values_list("pk", flat=True)),
        files=[proof(cast.owner)],
    )
    item.refresh_from_db()
    return item


def make_pending(cast: Cast, **fields: Any) -> RectificationItem:
    """An item whose closing the unit head has signed."""
    item = finish(make_item(cast, **fields), cast)
    item = progress.ask_closing(
        item=item, by=cast.liaison, result=Result.DONE, note="措施全部落实。"
    )
    return progress.vouch(item=item, by=cast.unit_head)


def make_closed(cast: Cast, **fields: Any) -> RectificationItem:
    """An item that is struck off."""
    return closing.strike_off(item=make_pending(cast, **fields), by=cast.office, checklist=CHECKED)
