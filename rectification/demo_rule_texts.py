"""The rules of the demo (domain.md §5.7): names, what they lay down, what they save."""

from dataclasses import dataclass, field

from rectification.enums import RuleKind

_WORK, _MANAGE, _SUPERVISE = RuleKind.WORK, RuleKind.MANAGEMENT, RuleKind.SUPERVISION


@dataclass(frozen=True)
class RuleText:
    """A rule as a unit would write it; `saving`: steps and days, before and after."""

    title: str
    kind: RuleKind
    articles: tuple[str, ...]
    saving: tuple[int, int, int, int] | None = None
    aspects: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        numbers = "一二三四五六"
        return "\n".join(f"第{numbers[n]}条　{words}" for n, words in enumerate(self.articles))

    @property
    def laid_down(self) -> dict[str, str]:
        return self.aspects or ASPECTS[self.kind]


ASPECTS: dict[RuleKind, dict[str, str]] = {
    _WORK: {
        "duty": "窗口负责受理和告知，业务科室负责承办，办公室负责提醒和统计。",
        "task": "受理事项件件登记、按时办结，办理情况每月公布一次。",
        "procedure": "受理、承办、审核、办结四步，每步写明责任岗位和时限。",
    },
    _MANAGE: {
        "discipline": "依照公务员管理和财经、保密等规定执行，不得变通。",
        "obligation": "全体工作人员应当遵守并接受监督，科室负责人带头执行。",
    },
    _SUPERVISE: {
        "urging": "办公室每月检查一次，对未按时完成的发提醒单。",
        "enforcing": "违反规定的由单位班子会研究处理，结果在单位内公布。",
        "punishing": "造成影响的按干部管理权限提请有关部门调查处理。",
    },
}

RULES: tuple[RuleText, ...] = (
    RuleText(
        "首问负责制实施办法",
        _WORK,
        (
            "第一位接待来访、接听来电的工作人员为首问责任人。",
            "属于本岗位的即时办理；不属于的引导到承办岗位并做好交接登记。",
            "首问责任人不得以任何理由推诿，交接情况每周抽查。",
        ),
    ),
    RuleText(
        "一次性告知制度",
        _WORK,
        (
            "服务对象咨询或申请时，一次告知全部条件、材料、程序和时限。",
            "告知内容以统一的书面清单为准，清单每季度核对一次。",
            "因告知不全造成服务对象重复往返的，由告知人说明原因。",
        ),
        (6, 5, 12, 10),
    ),
    RuleText(
        "限时办结制度",
        _WORK,
        (
            "各事项的办理时限在窗口和网站公布。",
            "到期前两个工作日提醒承办人，逾期的逐件说明原因。",
            "按时办结率每月通报，连续两月低于95%的科室作出整改说明。",
        ),
        (7, 4, 15, 10),
    ),
    RuleText(
        "AB岗工作制",
        _WORK,
        (
            "每个对外岗位设A岗和B岗，名单在窗口公示。",
            "A岗离岗由B岗接替，不得出现无人在岗。",
            "A、B岗不得同时外出，确需外出的由科室负责人顶岗。",
        ),
    ),
    RuleText(
        "服务承诺公示制度",
        _WORK,
        (
            "服务内容、标准、时限和监督电话在办公场所公示。",
            "承诺事项变动的，三个工作日内更新公示内容。",
            "未兑现承诺的，向服务对象说明并补办。",
        ),
        (5, 4, 10, 8),
    ),
    RuleText(
        "中午值班制度",
        _WORK,
        (
            "工作日12:00至14:30窗口安排人员值守。",
            "值班表每周公布，值班人员可以受理和发放。",
            "值班情况由办公室随机抽查。",
        ),
    ),
    RuleText(
        "调研制度",
        _WORK,
        (
            "班子成员每月到企业、村（社区）调研不少于两次。",
            "调研记录三日内录入，提出的问题逐条落实责任人。",
            "每半年形成一篇调研报告，不得以二手材料代替。",
        ),
    ),
    RuleText(
        "联系企业制度",
        _WORK,
        (
            "每名班子成员固定联系三至五家企业，每季度走访一次。",
            "企业提出的问题七日内给出办理措施和时限。",
            "联系情况每季度公布，走访不均衡的及时调整。",
        ),
        (4, 2, 20, 12),
    ),
    RuleText(
        "会议管理办法",
        _MANAGE,
        (
            "全体会议每月不超过两次，能合并的合并召开。",
            "集中学习应当安排讨论，讨论时间不少于三分之一。",
            "会议一般不超过九十分钟，议定事项列出责任人。",
        ),
    ),
    RuleText(
        "公文流转时限规定",
        _MANAGE,
        (
            "一般公文在单位内流转不超过两个工作日，急件当日办结。",
            "每个环节写明签收时间，超时自动退回登记人。",
            "流转情况每月统计一次。",
        ),
        (8, 5, 5, 2),
    ),
    RuleText(
        "考勤与外出报告制度",
        _MANAGE,
        (
            "工作人员外出应当报告去向、事由和返回时间。",
            "窗口设去向牌，离岗十五分钟以上的登记。",
            "考勤结果每月在单位内公布。",
        ),
    ),
    RuleText(
        "窗口考核办法",
        _MANAGE,
        (
            "考核内容为在岗、态度、时限和群众评价四项。",
            "群众评价不足五件的不排名次。",
            "考核结果作为年度考核的依据之一。",
        ),
    ),
    RuleText(
        "督查督办工作办法",
        _SUPERVISE,
        (
            "议定事项和交办件逐件登记，写明时限。",
            "临期提醒，逾期发督办单，办结销号。",
            "每季度通报督办情况。",
        ),
    ),
    RuleText(
        "投诉举报受理办法",
        _SUPERVISE,
        (
            "设专人受理，两个工作日内告知是否受理。",
            "承办人与被投诉人有利害关系的应当回避。",
            "不得泄露投诉人的任何信息。",
        ),
        (5, 3, 20, 15),
    ),
    RuleText(
        "责任追究办法",
        _SUPERVISE,
        (
            "明确推诿扯皮、超时办理等应当追究的情形。",
            "追究方式按情节由轻到重，处理前听取本人陈述。",
            "处理结果存档，并在单位内公布。",
        ),
    ),
)
BY_TITLE = {rule.title: rule for rule in RULES}
# Which rule answers a long-term problem, by the beginning of its text.
FOR_PROBLEM = (
    ("“三进”", "联系企业制度"),
    ("工作人员对政策", "一次性告知制度"),
    ("班子成员调研", "调研制度"),
    ("学习教育", "会议管理办法"),
)
OPINIONS = (
    ("业务科室", "建议把提醒时间写明为到期前两个工作日。", "taken", "已写入第二条。"),
    ("园区企业", "希望窗口和网站同时公布，便于查阅。", "taken", "已在公开方式中写明。"),
    ("窗口人员", "建议适当延长个别事项的时限。", "not_taken", "与服务承诺不一致，未采纳。"),
)
EVALUATION = "运行以来抽查三次，执行情况较好，同类问题没有再发生。"
CHECKS = (
    "抽查10件登记，9件记录完整，1件补登。",
    "现场查看公示内容，与制度一致。",
    "核对台账和登记簿，未发现不执行的情况。",
)
EXCUSED = ("ZXX", RuleKind.SUPERVISION, "学校按教育主管部门的督查办法执行，不另行制定。")


def for_problem(text: str) -> RuleText:
    """The rule that answers a long-term problem."""
    return next(
        (BY_TITLE[title] for start, title in FOR_PROBLEM if text.startswith(start)), RULES[0]
    )
