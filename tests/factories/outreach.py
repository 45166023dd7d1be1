"""Enterprises and their cases at any stage, through the actions and the hands of the cast."""

import datetime as dt
from typing import Any

from core import clock
from outreach.actions import cases, confirming, enterprises, opinions, reports, serving, visits
from outreach.enums import Claim, Demand, Industry, Nature, Origin, Size, VisitKind
from outreach.models import Enterprise, EnterpriseCase, FieldVisit, Opinion, ResearchReport
from tests.cast import Cast
from tests.factories.rectification import TODAY, the_campaign

PHONE = "13800000000"
CONTACT = "陆某测试"
NAME = "金川纺织科技有限公司"
REASON = "已三次联系企业，企业表示不便确认，电话记录附后。"

__all__ = ["CONTACT", "PHONE", "TODAY"]


def days(count: int) -> dt.date:
    """So many days from the test's today."""
    return clock.today() + dt.timedelta(days=count)


def make_enterprise(cast: Cast, **fields: Any) -> Enterprise:
    """The firm of that name (one for all tests that do not name another), looked after by JFJ."""
    name = fields.pop("name", NAME)
    if found := Enterprise.objects.filter(name=name).first():
        return found
    values: dict[str, Any] = {
        "name": name,
        "industry": Industry.TEXTILES,
        "size": Size.SMALL,
        "contact": CONTACT,
        "phone": PHONE,
        "unit": cast.unit,
        **fields,
    }
    return enterprises.add(by=cast.liaison, fields=values)


def make_registered(cast: Cast, **fields: Any) -> EnterpriseCase:
    """A case for JFJ that the other unit has heard of: it waits for the office."""
    return make_case(cast, by=cast.outsider, **fields)


def make_case(cast: Cast, **fields: Any) -> EnterpriseCase:
    """A case that JFJ has registered and so taken on."""
    the_campaign(cast)
    values: dict[str, Any] = {
        "unit": cast.unit,
        "by": cast.liaison,
        "origin": Origin.VISIT,
        "demand": Demand.LABOUR,
        "description": "春节后缺少缝纫工三十余名，影响订单交付。",
        **fields,
    }
    if "enterprise" not in values:
        values["enterprise"] = make_enterprise(cast)
    return cases.register(**values)


def make_promised(cast: Cast, **fields: Any) -> EnterpriseCase:
    """With measures, a date in a month and a first follow-up in a week."""
    return serving.promise(
        case=make_case(cast, **fields),
        by=cast.liaison,
        measures="联系人社中心举办专场招聘会，协调技校输送毕业生。",
        due_on=days(30),
        next_on=days(7),
    )


def make_serving(cast: Cast, **fields: Any) -> EnterpriseCase:
    """With one follow-up."""
    return follow(cast, make_promised(cast, **fields))


def follow(cast: Cast, case: EnterpriseCase) -> EnterpriseCase:
    """One more follow-up, today."""
    return serving.follow(
        case=case,
        by=cast.liaison,
        on=clock.today(),
        progress="专场招聘会已举办，达成意向12人。",
        next_on=days(10),
    )


def make_asked(cast: Cast, **fields: Any) -> tuple[EnterpriseCase, str]:
    """A case that waits for the enterprise, and the secret of its link."""
    return confirming.ask(
        case=make_serving(cast, **fields), by=cast.liaison, result="已到岗28人，订单恢复生产。"
    )


def make_long(cast: Cast, **fields: Any) -> EnterpriseCase:
    """A case that is followed up for long."""
    return serving.keep_long(
        case=make_serving(cast, **fields),
        by=cast.liaison,
        reason="产权历史遗留问题需市级部门统一处理。",
        next_on=days(60),
    )


def make_refused(cast: Cast, **fields: Any) -> EnterpriseCase:
    """The enterprise does not confirm; the office has to decide."""
    case, _token = make_asked(cast, **fields)
    return confirming.claim(case=case, by=cast.liaison, claim=Claim.REFUSAL, note=REASON)


def make_unsolvable(cast: Cast, **fields: Any) -> EnterpriseCase:
    """The unit says it cannot be solved; the office has to decide."""
    return confirming.claim(
        case=make_serving(cast, **fields),
        by=cast.liaison,
        claim=Claim.UNSOLVABLE,
        note="企业诉求与现行用地政策不符，已书面说明。",
    )


def make_closed(cast: Cast, **fields: Any) -> EnterpriseCase:
    """A case that the enterprise itself has ended."""
    case, token = make_asked(cast, **fields)
    confirming.answer(case=case, token=token, outcome="solved", stars=5, words="办得快，谢谢！")
    case.refresh_from_db()
    return case


SAID = "村道路灯损坏二十余天无人维修。"


def make_visit(cast: Cast, **fields: Any) -> FieldVisit:
    """A visit of JFJ to a village yesterday, with one opinion."""
    the_campaign(cast)
    values: dict[str, Any] = {
        "unit": cast.unit,
        "by": cast.liaison,
        "kind": VisitKind.VILLAGE,
        "on": days(-1),
        "place": "云塘镇上塘村",
        "enterprise": None,
        "visitors": "陆某、顾某",
        "met": 12,
        "summary": "召开村民座谈会，了解路灯维修和补贴公示情况。",
        "opinions": [{"text": SAID, "nature": Nature.PROBLEM}],
        **fields,
    }
    return visits.record(**values)


def make_firm_visit(cast: Cast, **fields: Any) -> FieldVisit:
    """A visit of JFJ to a firm, with one demand."""
    values: dict[str, Any] = {
        "kind": VisitKind.ENTERPRISE,
        "enterprise": make_enterprise(cast),
        "place": "",
        "opinions": [{"text": "用电增容申请三个月未答复。", "nature": Nature.DEMAND}],
        **fields,
    }
    return make_visit(cast, **values)


def make_opinion(cast: Cast) -> Opinion:
    """An opinion that JFJ has heard in a village."""
    return make_visit(cast).opinions.get()


def make_handed(cast: Cast) -> Opinion:
    """An opinion that JFJ has handed to GJJ."""
    return opinions.hand(
        opinion=make_opinion(cast), by=cast.liaison, unit=cast.other_unit, reason="属规建局职责"
    )


def make_handed_to_jfj(cast: Cast) -> Opinion:
    """An opinion that GJJ has heard and handed to JFJ."""
    visit = make_visit(cast, unit=cast.other_unit, by=cast.outsider)
    return opinions.hand(
        opinion=visit.opinions.get(), by=cast.outsider, unit=cast.unit, reason="属贵单位职责"
    )


def make_report(cast: Cast, **fields: Any) -> ResearchReport:
    """A complete draft of JFJ on one visit, with one problem."""
    values: dict[str, Any] = {
        "unit": cast.unit,
        "by": cast.liaison,
        "visits": [make_visit(cast)],
        "title": "关于农村道路照明情况的调研报告",
        "authors": "陆某、顾某",
        "background": "按照“三进”活动安排，到上塘村实地了解情况。",
        "findings": "全村路灯42盏，损坏12盏，平均报修等待23天。",
        "proposals": "由规建局在九月底前完成更换，建立三日报修制度。",
        "problems": ["路灯报修无人跟进，平均等待23天。"],
        **fields,
    }
    return reports.draft(**values)


def make_signing(cast: Cast) -> ResearchReport:
    """With the unit head."""
    return reports.submit(report=make_report(cast), by=cast.liaison)


def make_filed(cast: Cast) -> ResearchReport:
    """Signed, with the office."""
    return reports.sign(report=make_signing(cast), by=cast.unit_head)


def make_adopted(cast: Cast) -> ResearchReport:
    """Adopted by the office."""
    return reports.adopt(report=make_filed(cast), by=cast.office, score=88, comment="数据扎实")


def make_public(cast: Cast) -> ResearchReport:
    """For everybody to read."""
    return reports.publish(report=make_adopted(cast), by=cast.office)
