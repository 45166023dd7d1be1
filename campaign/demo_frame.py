"""The demo campaign of 2011: what the plan says (R-001 to R-015), its tasks and its group."""

from typing import Any

from campaign.actions import campaigns, groups, tasks
from campaign.actions.campaigns import PhaseDraft, TaskDraft
from campaign.actions.plan_rows import MemberRow
from campaign.actions.topics import set_topics
from campaign.enums import Evidence, MemberRole, PhaseKind
from campaign.models import Campaign, UnitTask
from core.demo import DemoContext

TOPICS = (
    "十七届中央纪委六次全会精神",
    "省纪委全会精神",
    "市纪委全会精神",
    "开发区主要领导关于机关作风建设的讲话",
    "公务员行为规范与文明礼仪",
    "行政许可法与限时办结",
    "首问责任制、一次性告知制、责任追究制解读",
    "廉政警示教育片《警钟》",
    "服务企业政策汇编",
    "窗口服务礼仪",
    "信访工作与群众工作方法",
    "保密常识与网络安全",
)
MEMBERS = (
    (MemberRole.CHIEF, "党工委书记", "负总责"),
    (MemberRole.DEPUTY, "党工委副书记、管委会主任", "组织实施"),
    (MemberRole.DEPUTY, "纪工委书记", "督查、投诉和责任追究"),
    (MemberRole.OFFICE_HEAD, "监察局局长", "办公室日常工作"),
    (MemberRole.MEMBER, "党政办公室主任", "综合协调"),
    (MemberRole.MEMBER, "组织宣传部部长", "宣传和干部考核"),
)
# Where the office itself sits: it files no plan with itself.
HOST = "JCJ"


def _phases(ctx: DemoContext) -> list[PhaseDraft]:
    day = ctx.day
    return [
        PhaseDraft(
            PhaseKind.MOBILIZE,
            "学习发动，提高认识",
            day("04-15"),
            day("04-30"),
            (
                TaskDraft("报送实施方案", Evidence.PLAN, day("04-29"), weight=3),
                TaskDraft("成立领导机构", Evidence.GROUP, day("04-29"), weight=2),
                TaskDraft("召开动员会", Evidence.MOBILIZATION, day("04-29"), weight=2),
                TaskDraft("组织集中学习", Evidence.STUDY, day("04-30"), weight=2, quantity=2),
            ),
        ),
        PhaseDraft(
            PhaseKind.RECTIFY,
            "查找问题，边整边改",
            day("05-01"),
            day("09-30"),
            (
                TaskDraft("建立整改台账", Evidence.ITEM, day("06-15"), weight=3),
                TaskDraft("召开专题座谈会", Evidence.SYMPOSIUM, day("07-29"), weight=2),
                TaskDraft("持续开展学习", Evidence.STUDY, day("08-31"), weight=1, quantity=2),
            ),
        ),
        PhaseDraft(
            PhaseKind.INSTITUTIONALIZE,
            "建章立制，总结提高",
            day("10-01"),
            day("12-31"),
            (
                TaskDraft("建立健全制度", Evidence.RULE, day("12-09"), weight=2),
                TaskDraft("召开总结专题会", Evidence.SUMMARY_MEETING, day("12-20")),
                TaskDraft("报送总结报告", Evidence.SUMMARY_REPORT, day("2012-01-16"), weight=3),
            ),
        ),
    ]


def build(ctx: DemoContext) -> Campaign:
    """Set up the campaign a week before it begins, and start it on the first day."""
    head = ctx.users["officehead01"]
    with ctx.at("04-08", "10:00"):
        campaign = campaigns.create(by=head, phases=_phases(ctx), **_facts(ctx))
        group = groups.zone_group(campaign=campaign, by=head)
        groups.set_members(group=group, by=head, members=_members(ctx))
        set_topics(campaign=campaign, by=head, titles=TOPICS)
    with ctx.at("04-15", "08:30"):
        campaign = campaigns.start(campaign=campaign, by=head)
        own = UnitTask.objects.filter(unit=ctx.units[HOST])
        for task in own.filter(task__evidence__in=[Evidence.PLAN, Evidence.GROUP]):
            tasks.excuse(task=task, by=head, reason="领导小组办公室所在单位，不另行报送")
    return campaign


def _facts(ctx: DemoContext) -> dict[str, Any]:
    year = ctx.year
    return {
        "year": year,
        "title": f"{year}年机关作风建设活动",
        "theme": "转变机关作风，提高行政效能",
        "policy": "突出特点、抓住重点、破解难点、增加亮点",
        "guiding_thought": (
            "围绕“工业立区、项目强区”的发展思路，以服务招商引资、企业运行调度、项目承接服务"
            "“三大攻坚战”和民生工程、稳定工程为重点，采取学习教育、对照检查、完善制度和查访督促"
            "等办法，切实解决各单位作风建设中存在的具体问题，健全长效机制。"
        ),
        "issuer": "青岚经济开发区党工委、管委会",
        "doc_no": f"青开党发〔{year}〕6号",
        "office_host": "青岚经济开发区监察局",
        "hotline": "0700-5501234",
        "address": "青岚经济开发区管委会3楼312室",
        "hours": "工作日8:30—17:30",
        "email": "zfb@example.test",
        "targets": [
            _target("主营业务收入", 150, "亿元", 50),
            _target("工业增加值", 42, "亿元", "37.1"),
            _target("财政总收入", "3.79", "亿元", 41),
        ],
        "references": [("关于开展创业服务年活动的实施方案", f"青开发〔{year}〕3号")],
    }


def _target(name: str, value: object, measure: str, growth: object) -> dict[str, object]:
    return {"name": name, "value": value, "measure": measure, "growth_pct": growth}


def _members(ctx: DemoContext) -> list[MemberRow]:
    names = ("张某某", "李某某", "王某某", "赵某某", "陈某某", "刘某某")
    return [
        MemberRow(role, name, post, charge)
        for name, (role, post, charge) in zip(names, MEMBERS, strict=True)
    ]
