"""The first campaign of a zone: phases, tasks and words that the office then changes."""

import datetime as dt
from typing import Any

from django.conf import settings

from campaign.actions.campaigns import PhaseDraft, TaskDraft
from campaign.enums import Evidence, PhaseKind


def phases(year: int) -> list[PhaseDraft]:
    """The three phases from mid-April to the end of the year, as zones usually run them."""

    def day(month: int, number: int) -> dt.date:
        return dt.date(year, month, number)

    return [
        PhaseDraft(
            PhaseKind.MOBILIZE,
            "学习发动，提高认识",
            day(4, 15),
            day(4, 30),
            (
                TaskDraft("报送实施方案", Evidence.PLAN, day(4, 29), weight=3),
                TaskDraft("成立领导机构", Evidence.GROUP, day(4, 29), weight=2),
                TaskDraft("召开动员会", Evidence.MOBILIZATION, day(4, 29), weight=2),
                TaskDraft("组织集中学习", Evidence.STUDY, day(4, 30), weight=2, quantity=2),
            ),
        ),
        PhaseDraft(
            PhaseKind.RECTIFY,
            "查找问题，边整边改",
            day(5, 1),
            day(9, 30),
            (
                TaskDraft("建立整改台账", Evidence.ITEM, day(6, 15), weight=3),
                TaskDraft("召开专题座谈会", Evidence.SYMPOSIUM, day(7, 29), weight=2),
                TaskDraft("公开整改方案", Evidence.PUBLICATION, day(8, 31), weight=2),
            ),
        ),
        PhaseDraft(
            PhaseKind.INSTITUTIONALIZE,
            "建章立制，总结提高",
            day(10, 1),
            day(12, 31),
            (
                TaskDraft("召开总结专题会", Evidence.SUMMARY_MEETING, day(12, 20)),
                TaskDraft("报送总结报告", Evidence.SUMMARY_REPORT, day(12, 31), weight=3),
            ),
        ),
    ]


def facts(year: int) -> dict[str, Any]:
    """What stands at the head of the campaign, from the settings of the site."""
    site = settings.SITE
    return {
        "year": year,
        "title": f"{year}年机关作风建设活动",
        "theme": "转变机关作风，提高行政效能",
        "policy": "突出特点、抓住重点、破解难点、增加亮点",
        "guiding_thought": (
            "采取学习教育、对照检查、完善制度和查访督促等办法，切实解决各单位作风建设中存在的"
            "具体问题，健全长效机制。"
        ),
        "issuer": site["organiser"],
        "office_host": site["organiser"],
        "hotline": site["hotline"],
        "address": site["address"],
        "hours": site["hours"],
    }
