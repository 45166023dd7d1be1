"""Complaints at any stage, through the actions and the hands of the cast."""

import datetime as dt
import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from accounts.enums import Role
from accounts.models import User
from campaign.models import Campaign, Category
from complaints import codes
from complaints.actions import citizen, dispatch, handling, intake, replies, triage, typical
from complaints.actions.intake import Answers, Receipt
from complaints.actions.replies import ReplyText
from complaints.enums import Nature, Result, Verified
from complaints.identity import Contact
from complaints.models import Complaint, ComplaintFile, RoutingRule, TypicalCase
from core import attachments
from tests.cast import Cast, make_person
from tests.factories.campaign import make_campaign

# A Friday in the middle of the rectify phase: the tests of complaints stand there.
TODAY = dt.datetime(2011, 8, 19, 10, tzinfo=dt.UTC)

CONTENT = "我6月2日去窗口办营业执照变更，工作人员说材料不齐让我回去补，来回跑了三趟。"
REDACTED = "来信人6月2日到窗口办营业执照变更，材料未一次性告知，往返三次。"
CONTACT = Contact(
    name="欧阳测试", phone="13800001234", email="canary@example.test", address="金湖街道测试里"
)
TEXT = ReplyText(
    facts="经核查，6月2日窗口值班人员没有出具一次性告知单，您往返三次的情况属实。",
    handling="已对当日值班人员批评教育，营业执照变更已于6月8日办结并送达。",
    improvement="自6月10日起，企业开办事项统一使用一次性告知单，由窗口负责人每日检查。",
    basis="《一次性告知制度》第三条。",
)


def the_campaign(cast: Cast) -> Campaign:
    """The running campaign, made on the first call."""
    return Campaign.objects.current_or_none() or make_campaign(cast.office_head)


def category(code: str = "2.4") -> Category:
    return Category.objects.get(code=code)


def answers(cast: Cast, **fields: Any) -> Answers:
    """What a named person answers about unit JFJ."""
    values: dict[str, Any] = {
        "category": category(),
        "content": CONTENT,
        "unit": cast.unit,
        "window": "3号窗口",
        "happened_on": dt.date(2011, 6, 2),
        "wish": "请一次说清楚需要哪些材料。",
        "anonymous": False,
        "contact": CONTACT,
    }
    return Answers(**{**values, **fields})


def submit(cast: Cast, token: str = "", **fields: Any) -> Receipt:
    the_campaign(cast)
    return intake.submit(answers=answers(cast, **fields), token=token or codes.new_token())


def make_received(cast: Cast, **fields: Any) -> Complaint:
    """A complaint that waits for the desk."""
    return Complaint.objects.get(pk=submit(cast, **fields).pk)


def make_accepted(cast: Cast, nature: str = Nature.COMPLAINT, **fields: Any) -> Complaint:
    complaint = triage.accept(complaint=make_received(cast, **fields), by=cast.desk)
    return triage.classify(
        complaint=complaint,
        by=cast.desk,
        nature=nature,
        category=complaint.category,
        target_unit=complaint.target_unit,
    )


def make_triaged(cast: Cast, **fields: Any) -> Complaint:
    return triage.redact(complaint=make_accepted(cast, **fields), by=cast.desk, text=REDACTED)


def make_dispatched(cast: Cast, **fields: Any) -> Complaint:
    """With unit JFJ, not yet signed for."""
    return dispatch.dispatch(complaint=make_triaged(cast, **fields), by=cast.desk, unit=cast.unit)


def make_handling(cast: Cast, **fields: Any) -> Complaint:
    return handling.sign_for(complaint=make_dispatched(cast, **fields), by=cast.contact)


def make_signing(cast: Cast, **fields: Any) -> Complaint:
    complaint = make_handling(cast, **fields)
    report(complaint, cast)
    return fresh(complaint)


def make_reported(cast: Cast, **fields: Any) -> Complaint:
    """Signed by the unit head; the desk has to review the reply."""
    complaint = make_signing(cast, **fields)
    replies.sign(complaint=complaint, by=cast.unit_head)
    return fresh(complaint)


def make_replied(cast: Cast, **fields: Any) -> Complaint:
    complaint = make_reported(cast, **fields)
    replies.approve(complaint=complaint, by=cast.desk)
    return fresh(complaint)


def make_closed(cast: Cast, score: int = 5, **fields: Any) -> Complaint:
    complaint = make_replied(cast, **fields)
    citizen.rate(complaint=complaint, score=score)
    return fresh(complaint)


TYPICAL = {
    "title": "材料一次说清，不让企业多跑",
    "situation": "一家企业办理登记变更，窗口前后几次提出不同的要求，企业多次往返。",
    "handling": "承办单位核实后当面致歉，补发一次性告知单，事项随后办结。",
    "lesson": "窗口统一使用一次性告知单，由负责人每天抽查并公布结果。",
}


def make_typical(cast: Cast, **fields: Any) -> TypicalCase:
    """A draft about a closed case whose complainant agrees to publication."""
    complaint = make_closed(cast, **{"consent_public": True, **fields})
    return typical.write(complaint=complaint, by=cast.desk, **TYPICAL)


def make_published(cast: Cast) -> TypicalCase:
    """Released by the head of the office."""
    case = typical.submit(case=make_typical(cast), by=cast.desk)
    return typical.release(case=case, by=cast.office_head)


def make_accusation(cast: Cast, **fields: Any) -> Complaint:
    """An accusation against unit JFJ, accepted."""
    return make_accepted(
        cast,
        nature=Nature.ACCUSATION,
        category=category("5.1"),
        anonymous=True,
        content="有人在审批时暗示要“意思意思”，我不敢留名字，希望查一查。",
        **fields,
    )


def report(complaint: Complaint, cast: Cast, text: ReplyText = TEXT) -> None:
    """The contact reports a reply."""
    replies.report(
        complaint=complaint,
        by=cast.contact,
        text=text,
        verified=Verified.TRUE,
        result=Result.SOLVED,
    )


def fresh(complaint: Complaint) -> Complaint:
    """The row as it is now."""
    return Complaint.objects.get(pk=complaint.pk)


def attach(
    complaint: Complaint, *, released: bool = False, name: str = "照片.png"
) -> ComplaintFile:
    """A small picture that came with the complaint."""
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(picture, "PNG")
    file = attachments.store(ContentFile(picture.getvalue(), name), by=None)
    return ComplaintFile.objects.create(complaint=complaint, attachment=file, released=released)


def second_contact(cast: Cast) -> User:
    """Another complaint contact of unit JFJ."""
    return make_person("contact2", Role.CONTACT, cast.unit)


def make_rule(cast: Cast, **fields: Any) -> RoutingRule:
    """«路灯» goes to the other unit."""
    values = {"title": "路灯归规建局", "words": "路灯、井盖", "unit": cast.other_unit}
    return RoutingRule.objects.create(**{**values, **fields})
