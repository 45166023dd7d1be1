"""Texts of the demo's complaints (domain.md §5.5), about invented units and nobody real."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """What somebody writes. `{unit}` and `{day}` are filled in; `units`: whom it may be about."""

    nature: str
    category: str
    text: str
    wish: str = ""
    units: tuple[str, ...] = ()


_WINDOWS = ("GJJ", "SSJ", "GTF", "GSF", "GSH", "DSF", "XZF", "RSZ", "GAF", "ZJF")
_TOWNS = ("YTZ", "QDZ", "YBJ", "JHJ", "KYJ")

COMPLAINTS: tuple[Story, ...] = (
    Story(
        "complaint",
        "2.4",
        "我{day}去{unit}窗口办营业执照变更，工作人员说材料不齐让我回去补，第二天补齐后又说还缺一份证明，来回跑了三趟，能不能一次说清楚？",
        "请一次性告知全部材料。",
        _WINDOWS,
    ),
    Story(
        "complaint",
        "2.3",
        "园区东三路路灯坏了二十多天，打过两次电话都说已登记，至今没人修，晚上下班很不安全。",
        "尽快修好路灯。",
        ("SZZ", "GJJ"),
    ),
    Story(
        "complaint",
        "6.3",
        "打{unit}的办公电话十几次没人接，{day}上午和下午都打了，上班时间人去哪了？",
        "公开电话要有人接。",
        (),
    ),
    Story(
        "complaint",
        "7.1",
        "我们公司4月申请用工补贴，材料交到{unit}两个月没有任何答复，问了几次都说在走流程。",
        "告知办理进度和时间。",
        ("RSZ", "JFJ", "CZJ", "GJJ"),
    ),
    Story(
        "complaint",
        "3.2",
        "{day}中午一点半去{unit}交费，大厅没有一个人，等到三点才来，也没有贴值班安排。",
        "落实中午值班。",
        ("SZZ", "SSJ", "GJJ", "YTZ", "DSF"),
    ),
    Story(
        "complaint",
        "6.1",
        "村里低保评议结果没有公示，想知道名单是怎么定的，问村里说以{unit}的为准。",
        "公示评议结果。",
        _TOWNS,
    ),
    Story(
        "complaint",
        "1.1",
        "{day}到{unit}咨询办证，窗口人员头也不抬，说墙上有自己看，老人看不清也没人管。",
        "改进服务态度。",
        _WINDOWS,
    ),
    Story(
        "complaint",
        "2.1",
        "规划许可申请交到{unit}已经超过承诺的二十个工作日，每次问都说领导出差。",
        "按承诺时限办结。",
        ("GJJ", "GTF", "HBF"),
    ),
    Story(
        "complaint",
        "7.3",
        "一个月内{unit}不同科室来我们厂检查了四次，查的内容差不多，车间主任天天陪检查。",
        "合并检查，减少打扰。",
        ("AJJ", "HBF", "ZJF", "GJJ"),
    ),
    Story(
        "complaint",
        "2.2",
        "厂门口道路坑洼，找{unit}说归另一家管，找过去又让回来找{unit}，跑了四次没有结果。",
        "明确由谁负责。",
        ("GJJ", "SZZ", "YTZ", "CGD"),
    ),
    Story(
        "complaint",
        "2.5",
        "办理产权证在{unit}要盖五个科室的章，每个科室上班时间不一样，请了三天假还没办完。",
        "集中到一个窗口办。",
        ("GJJ", "GTF", "XZF"),
    ),
    Story(
        "complaint",
        "9.2",
        "拆迁补偿款说好5月底到账，现在还没到，{unit}的人说不清楚什么时候发。",
        "按协议兑付。",
        ("ZCB", "YTZ", "TCZ"),
    ),
    Story(
        "complaint",
        "3.3",
        "{day}下午在{unit}二楼看到有人用电脑看电视剧，我们在外面排队等了四十分钟。",
        "整顿工作纪律。",
        ("YTZ", "QDZ", "GJJ", "NGJ"),
    ),
    Story(
        "complaint",
        "4.4",
        "{unit}收取的一项服务费没有出具票据，问依据也说不出来，金额一百二十元。",
        "退还无依据的收费。",
        ("YTZ", "HWS", "ZJF", "CGD"),
    ),
    Story(
        "complaint",
        "2.4",
        "给孩子办转学，{unit}电话里说的材料和现场要的不一样，白跑两趟。",
        "统一答复口径。",
        ("SSJ", "ZXX"),
    ),
    Story(
        "complaint",
        "9.2",
        "小区门口垃圾三天没清运，向{unit}反映后说当天处理，一周了还是老样子。",
        "恢复每日清运。",
        ("HWS", "YBJ", "JHJ"),
    ),
    Story(
        "complaint",
        "3.1",
        "{day}早上九点十分{unit}窗口还没有开始办理业务，门口排了十几个人。",
        "准时开门。",
        ("YTZ", "GSF", "SSJ", "WSZ"),
    ),
    Story(
        "complaint",
        "7.2",
        "招商时承诺的厂区道路硬化到现在没有动工，{unit}两次书面回复都说正在研究。",
        "给出明确的完工时间。",
        ("ZSJ", "GJJ", "TZG"),
    ),
)
OTHERS: dict[str, tuple[Story, ...]] = {
    "consult": (
        Story(
            "consult",
            "9.3",
            "请问外来务工人员子女上学要准备哪些材料？报名时间是什么时候？",
            "",
            ("SSJ", "ZXX"),
        ),
        Story(
            "consult",
            "9.3",
            "请问个体户申请创业担保贷款需要哪些条件，在哪里办理？",
            "",
            ("RSZ", "CZJ"),
        ),
        Story(
            "consult",
            "6.2",
            "网上公布的{unit}办公地址和实际不一样，请问现在在哪里办公？",
            "",
            ("DSF", "GSH", "QFJ"),
        ),
        Story(
            "consult",
            "7.1",
            "企业新招用本地户籍员工，社保补贴怎么申请，一年几次？",
            "",
            ("RSZ", "QFJ"),
        ),
        Story(
            "consult",
            "9.3",
            "老人高龄津贴从哪个月开始发，需要每年认证吗？",
            "",
            ("SSJ", "YBJ", "QDZ"),
        ),
        Story(
            "consult",
            "7.4",
            "新建厂房办理环评和消防手续，先办哪个，可以同时办吗？",
            "",
            ("XZF", "HBF"),
        ),
    ),
    "suggestion": (
        Story(
            "suggestion",
            "7.4",
            "建议把企业注册、刻章、税务登记放在一个窗口办，少跑几趟。",
            "设综合窗口。",
            ("XZF", "GSF", "QFJ"),
        ),
        Story(
            "suggestion",
            "9.2",
            "建议{unit}大厅增加老花镜、座椅和叫号屏，老年人办事方便些。",
            "",
            ("XZF", "WSZ", "SSJ"),
        ),
        Story(
            "suggestion",
            "6.1",
            "建议把各单位办事时限和收费标准统一贴在大厅入口，一目了然。",
            "",
            ("XZF", "ZJF"),
        ),
        Story(
            "suggestion",
            "9.2",
            "建议园区公交末班车延到晚上八点，方便加班工人回家。",
            "",
            ("KYJ", "JFJ"),
        ),
    ),
    "accusation": (
        Story(
            "accusation",
            "5.1",
            "有人在审批时暗示要“意思意思”，我不敢留名字，希望查一查。",
            "",
            ("GJJ",),
        ),
        Story(
            "accusation",
            "5.2",
            "反映某工作人员上班时间打麻将，已经不止一次，还让来办事的人陪着。",
            "",
            ("YTZ",),
        ),
        Story(
            "accusation",
            "5.3",
            "听说项目验收前要给经办人送烟酒，不送就一直拖着不签字。",
            "",
            ("GJJ", "ZJF"),
        ),
        Story(
            "accusation",
            "5.4",
            "补贴名单里有几户条件并不符合，据说是经办人的亲戚。",
            "",
            ("YTZ", "QDZ"),
        ),
        Story("accusation", "5.1", "检查时要求企业安排吃饭，不安排就说整改不到位。", "", ("AJJ",)),
    ),
    "praise": (
        Story(
            "praise",
            "0",
            "{unit}窗口的同志耐心帮我母亲填表，还一路送到门口，特来感谢。",
            "",
            ("XZF",),
        ),
        Story(
            "praise", "0", "{unit}的工作人员周末加班帮我们企业协调用电，真心感谢。", "", ("QFJ",)
        ),
        Story("praise", "0", "{unit}上门为行动不便的老人办理业务，服务周到。", "", ("XZF", "YBJ")),
    ),
}
CAUSES = (
    "值班人员对业务不熟",
    "岗位交接没有交代清楚",
    "内部流转缺少到期提醒",
    "AB岗没有落实",
    "公示信息没有及时更新",
)
DEEDS = (
    "已向来信人说明情况并当场办结",
    "已对当班人员批评教育并调整岗位",
    "已组织维修并于当日恢复",
    "已补发材料清单并登记在册",
    "已逐户核对后按规定兑付",
)
CHANGES = (
    "每周五由分管领导抽查一次",
    "在窗口和网上同步公示",
    "设置到期前两天自动提醒",
    "建立首问登记簿逐件销号",
    "每月通报一次办理情况",
)
RULES = (
    "《一次性告知制度》第三条",
    "《限时办结制度》第五条",
    "《首问负责制实施办法》第四条",
    "《AB岗工作制》第二条",
    "《政府信息公开条例》第十条",
)
WINDOWS = ("", "1号窗口", "3号窗口", "综合窗口", "二楼办公室")
PEOPLE = ("王女士", "李某", "张某某", "陈女士", "刘某", "黄某某", "吴女士", "周某")
LOOKS = ("电话核实办件时间", "核实来访登记情况", "询问材料缺少哪一份", "回访答复是否收到")
