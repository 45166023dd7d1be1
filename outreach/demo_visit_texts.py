"""Visits, opinions and research reports of the demo: places, words and people are all invented."""

from dataclasses import dataclass

from outreach.enums import Nature, VisitKind


@dataclass(frozen=True)
class Seen:
    """A kind of visit: where it went, what it showed, what was said and what became of that.

    `fate`: `adopt`, `explain`, `hand` (answered by the unit `to`), `handed` (still with it),
    `open`; `words`: the disposition.
    """

    kind: VisitKind
    place: str
    summary: str
    said: str
    nature: Nature
    fate: str
    words: str = ""
    to: str = ""


VISITS: tuple[Seen, ...] = (
    Seen(
        VisitKind.PROJECT,
        "标准厂房二期工地",
        "查看工程进度和临时用电，施工单位反映验收环节较多。",
        "验收要跑四个部门，希望一次联合到场。",
        Nature.PROBLEM,
        "adopt",
        "已与相关部门商定，从下月起每周三联合验收。",
    ),
    Seen(
        VisitKind.VILLAGE,
        "云塘镇上塘村",
        "入户走访，了解惠农补贴发放和村道照明情况。",
        "补贴发到卡上没有通知，老人不知道是什么钱。",
        Nature.PROBLEM,
        "adopt",
        "已印制补贴明细告知单，由村组逐户发放。",
    ),
    Seen(
        VisitKind.ENTERPRISE,
        "",
        "查看生产车间，听取企业对窗口服务和政策兑现的意见。",
        "政策文件太长，希望有一页纸的办事指南。",
        Nature.SUGGESTION,
        "adopt",
        "已编印一页纸办事指南，放在窗口和网上。",
    ),
    Seen(
        VisitKind.VILLAGE,
        "桥东镇湖边村",
        "与村民代表座谈，听取对环境卫生和用水的意见。",
        "村口垃圾清运不及时，夏天气味大。",
        Nature.PROBLEM,
        "hand",
        "已调整清运班次，改为每天一次。",
        "HWS",
    ),
    Seen(
        VisitKind.PROJECT,
        "园区道路改造现场",
        "了解施工对企业出行的影响和围挡设置情况。",
        "围挡挡住厂门，货车进出不便。",
        Nature.PROBLEM,
        "hand",
        "已在厂门处留出六米通道并设引导员。",
        "SZZ",
    ),
    Seen(
        VisitKind.ENTERPRISE,
        "",
        "走访企业用工情况，宣传稳岗补贴政策。",
        "补贴申请材料能不能网上交？",
        Nature.DEMAND,
        "explain",
        "已说明可通过政务邮箱预审，原件办结时核对。",
    ),
    Seen(
        VisitKind.VILLAGE,
        "迎宾街道新村社区",
        "走访社区居民，了解办事窗口服务情况。",
        "窗口同志很耐心，帮老人填了表。",
        Nature.PRAISE,
        "explain",
        "已转达窗口人员并在例会上表扬。",
    ),
    Seen(
        VisitKind.ENTERPRISE,
        "",
        "了解企业扩建项目的审批进展和困难。",
        "规划许可等了一个多月，不知道卡在哪里。",
        Nature.PROBLEM,
        "handed",
        "该事项由规划部门办理。",
        "GJJ",
    ),
    Seen(
        VisitKind.VILLAGE,
        "科园街道安置小区",
        "走访拆迁安置户，了解产权证办理情况。",
        "产权证什么时候能发，一直没有准信。",
        Nature.DEMAND,
        "open",
    ),
)

# Title, findings, problem, proposal; taken in turn.
REPORTS: tuple[tuple[str, str, str, str], ...] = (
    (
        "关于减少项目验收环节的调研报告",
        "走访的工地都反映验收要分四次到场，平均耗时二十三天。",
        "项目验收多头到场，企业等待时间长。",
        "由项目服务中心牵头，九月底前建立每周一次的联合验收制度。",
    ),
    (
        "惠农补贴发放情况的调研报告",
        "走访的农户大多不清楚补贴的项目和标准，村务公开栏更新不及时。",
        "补贴发放告知不到位，公开不及时。",
        "由财政、农业部门每季度印发明细告知单，村组张榜公示。",
    ),
    (
        "企业办事指南使用情况的调研报告",
        "多数企业通过熟人打听办事流程，窗口指南有八项与现行规定不一致。",
        "办事指南更新不及时，一次性告知落实不够。",
        "各窗口单位十月底前完成指南清理，统一为一页纸格式。",
    ),
    (
        "村庄环境卫生长效管护的调研报告",
        "检查的村组中有五个清运不及时，管护经费拨付滞后一个季度。",
        "环境卫生管护责任不清，清运不及时。",
        "明确村组、街道和环卫所三级责任，经费按季预拨。",
    ),
)
