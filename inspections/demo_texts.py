"""What the demo's inspections saw (domain.md §5.6): 9 inspections, 31 problems, 6 good examples."""

import datetime as dt
from dataclasses import dataclass

from inspections.enums import Kind


@dataclass(frozen=True)
class Seen:
    """One finding: `category` empty for a good example; `end`: how far it has come."""

    unit: str
    time: str
    place: str
    text: str
    category: str = ""
    severity: str = "minor"
    headcount: int | None = None
    # trivial, dismissed, upheld, item, resolved, verified; nothing: as the inspection is
    end: str = "resolved"


@dataclass(frozen=True)
class Visit:
    """One inspection; `day` of 2011; `until`: the state it has reached on 19 August."""

    kind: Kind
    title: str
    day: dt.date
    team: tuple[str, ...]
    units: tuple[str, ...]
    seen: tuple[Seen, ...]
    until: str = "rectifying"
    drawn: bool = False
    group: str = ""
    summary: str = "总体情况较好，个别单位工作纪律和服务态度仍有差距。"
    conclusion: str = "对发现的问题，责成有关单位限期整改，并举一反三。"


_ONE, _TWO = ("insp02",), ("insp02", "insp03", "insp04")

VISITS: tuple[Visit, ...] = (
    Visit(
        Kind.OPEN,
        "机关工作纪律第一轮明查",
        dt.date(2011, 5, 12),
        _ONE,
        ("XZF", "GJJ", "SSJ", "CZJ"),
        (
            Seen("XZF", "09:05", "二楼3号窗口", "无人在岗，桌面无去向牌", "3.2", headcount=1),
            Seen(
                "GJJ", "10:20", "407室", "1名工作人员浏览购物网页", "3.3", headcount=1, end="item"
            ),
            Seen("SSJ", "10:55", "一楼大厅", "2名工作人员未挂牌上岗", "1.3", headcount=2),
            Seen(
                "CZJ",
                "11:10",
                "302室",
                "办公室大门敞开，无人在岗，约10分钟后返回",
                "3.2",
                headcount=1,
                end="trivial",
            ),
            Seen("XZF", "11:25", "一楼咨询台", "导办人员主动引导老年群众取号，态度热情"),
        ),
    ),
    Visit(
        Kind.COVERT,
        "服务窗口第一次暗访",
        dt.date(2011, 5, 26),
        _ONE,
        ("XZF", "RSZ", "GTF", "HBF"),
        (
            Seen(
                "RSZ",
                "09:40",
                "就业登记窗口",
                "以办事群众身份办理就业登记，被告知“明天再来”，未说明理由",
                "2.3",
                "major",
                1,
                end="verified",
            ),
            Seen(
                "GTF",
                "10:15",
                "不动产登记窗口",
                "办事群众询问所需材料，工作人员回答“自己看墙上”",
                "1.1",
                headcount=1,
                end="resolved",
            ),
            Seen("HBF", "16:05", "公开电话", "拨打公开电话3次均无人接听", "6.3", end="resolved"),
            Seen("XZF", "14:30", "二楼5号窗口", "一次性告知单已用完，未及时补充", "2.4"),
            Seen("XZF", "15:20", "三楼综合窗口", "工作人员延时20分钟为群众办结业务"),
        ),
        until="closed",
    ),
    Visit(
        Kind.SPECIAL,
        "服务企业工作专项督查",
        dt.date(2011, 6, 9),
        _TWO,
        ("QFJ", "JFJ", "GJJ", "ZSJ"),
        (
            Seen(
                "GJJ",
                "09:30",
                "报建窗口",
                "企业报建材料退回2次，均未书面一次性告知",
                "2.4",
                "major",
                end="item",
            ),
            Seen("JFJ", "10:40", "企业科", "扶持政策咨询登记本有3条超过5个工作日未回复", "9.2"),
            Seen("ZSJ", "15:10", "项目科", "承诺为企业代办事项逾期8天未反馈", "7.2", end="item"),
            Seen("QFJ", "16:00", "企业服务大厅", "“一窗受理”运行顺畅，企业反映平均少跑5趟"),
        ),
    ),
    Visit(
        Kind.COVERT,
        "镇街便民服务站暗访",
        dt.date(2011, 6, 23),
        _ONE,
        ("YTZ", "QDZ", "KYJ", "JHJ"),
        (
            Seen(
                "QDZ", "11:50", "镇食堂包间", "4人工作日午餐饮酒", "3.4", "major", 4, end="verified"
            ),
            Seen(
                "YTZ",
                "09:15",
                "村镇建设办",
                "上班时间办公室无人，群众等候约25分钟",
                "3.2",
                headcount=2,
                end="item",
            ),
            Seen("JHJ", "10:05", "便民服务站", "公示的办事流程与实际要求不一致", "6.2"),
            Seen("YTZ", "16:40", "财政所", "距下班50分钟，窗口已停止受理", "3.1", headcount=2),
            Seen("KYJ", "14:40", "街道便民服务站", "大门已开，2名工作人员在岗，接待有礼貌"),
            Seen("YTZ", "15:10", "民政办", "群众咨询低保政策，工作人员用方言讲解并提供书面材料"),
        ),
    ),
    Visit(
        Kind.OPEN,
        "机关工作纪律第二轮明查",
        dt.date(2011, 7, 7),
        _TWO,
        ("SSJ", "GAF", "ZJF", "DSF"),
        (
            Seen("SSJ", "08:40", "社会保障科", "上班10分钟后仍有2人未到岗", "3.1", headcount=2),
            Seen("GAF", "09:20", "户籍窗口", "叫号等候超过40分钟，未增开窗口", "2.1"),
            Seen("ZJF", "10:30", "业务大厅", "收费项目公示牌内容已过期", "6.1"),
            Seen(
                "DSF",
                "11:15",
                "办税服务厅",
                "1名工作人员边看手机视频边办理业务",
                "3.3",
                headcount=1,
                end="upheld",
            ),
        ),
    ),
    Visit(
        Kind.COVERT,
        "服务窗口第二次暗访",
        dt.date(2011, 7, 19),
        _ONE,
        ("GJJ", "XZF", "WSZ"),
        (
            Seen(
                "GJJ",
                "09:50",
                "407室",
                "2名工作人员上班时间玩网络游戏",
                "3.3",
                "major",
                2,
                end="item",
            ),
            Seen(
                "GJJ",
                "10:25",
                "规划科",
                "办事人员询问审批进度，被要求“等通知”，未告知时限",
                "2.3",
                end="upheld",
            ),
            Seen(
                "XZF",
                "14:20",
                "二楼7号窗口",
                "窗口暂停服务，无提示牌，3名群众在等",
                "3.2",
                headcount=1,
                end="upheld",
            ),
            Seen("WSZ", "15:05", "挂号收费处", "对老年患者询问答复不耐烦", "1.1", headcount=1),
            Seen("WSZ", "15:30", "全科门诊", "医护人员主动搀扶行动不便患者，耐心讲解用药"),
        ),
    ),
    Visit(
        Kind.SPECIAL,
        "公开电话畅通情况专项督查",
        dt.date(2011, 7, 28),
        _TWO,
        ("HBF", "NGJ", "AJJ", "SZZ"),
        (
            Seen(
                "HBF",
                "09:00",
                "公开电话",
                "拨打3次，第3次才有人接听，接听人员未报单位",
                "6.3",
                end="upheld",
            ),
            Seen("NGJ", "09:40", "公开电话", "公布号码为空号，网站信息未更新", "6.2"),
            Seen("SZZ", "10:20", "维修热线", "报修后48小时未回复", "9.2"),
        ),
    ),
    Visit(
        Kind.OPEN,
        "重点单位整改情况明查",
        dt.date(2011, 8, 11),
        _TWO,
        ("GJJ", "YBJ", "CGD"),
        (
            Seen(
                "GJJ",
                "09:10",
                "报建窗口",
                "承诺5个工作日办结的事项，抽查6件有2件逾期",
                "2.1",
                "major",
                end="stated",
            ),
            Seen("YBJ", "10:35", "综治办", "来访登记不全，上月缺12条", "8.3", end="heard"),
            Seen(
                "CGD", "15:40", "二中队", "执法记录仪未按规定佩戴", "4.1", headcount=3, end="heard"
            ),
        ),
        until="released",
        drawn=True,
        group="人大代表监督组",
    ),
    Visit(
        Kind.COVERT,
        "服务窗口第三次暗访",
        dt.date(2011, 8, 18),
        _ONE,
        ("XZF", "GSF", "YTZ"),
        (
            Seen(
                "GSF",
                "09:25",
                "注册登记窗口",
                "材料齐全仍要求补交已取消的证明",
                "2.5",
                end="recorded",
            ),
            Seen(
                "YTZ",
                "14:50",
                "村镇建设办",
                "上班时间办公室无人，门口张贴的联系电话无人接听",
                "3.2",
                headcount=1,
                end="recorded",
            ),
        ),
        until="running",
    ),
)

GROUPS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("人大代表监督组", "congress", "sup01", ("GJJ", "YTZ")),
    ("政协委员监督组", "cppcc", "sup02", ("XZF", "QFJ")),
    ("民主人士监督组", "parties", "sup03", ("WSZ", "ZXX")),
)

# Day given, account, unit, opinion, day answered (or nothing), answer.
OPINIONS: tuple[tuple[str, str, str, str, str, str], ...] = (
    (
        "06-14",
        "sup01",
        "GJJ",
        "建议报建窗口公开每个环节的办理时限，并在大厅屏幕显示进度。",
        "06-28",
        "已责成规建局公开环节时限，大厅屏幕{07-01}起显示进度。",
    ),
    (
        "07-05",
        "sup02",
        "XZF",
        "建议中午安排值班窗口，方便上班群众。",
        "07-15",
        "行政服务中心已实行中午值班制度，{07-18}起执行。",
    ),
    ("08-09", "sup03", "WSZ", "建议为老年人设置专门窗口和休息座椅。", "", ""),
    ("08-16", "sup01", "YTZ", "建议村镇建设办公布外出人员去向和代办人。", "", ""),
)


@dataclass(frozen=True)
class Paper:
    """A slip: `steps` it has gone through after it was issued."""

    day: str
    kind: str
    unit: str
    title: str
    facts: str
    demand: str
    due: str
    steps: tuple[str, ...] = ()


PAPERS: tuple[Paper, ...] = (
    Paper(
        "06-01",
        "reminder",
        "HBF",
        "关于公开电话无人接听的提醒",
        "{05-26}拨打你单位公开电话3次，均无人接听。",
        "请落实专人值守，于期限内反馈。",
        "06-10",
        ("sign_for", "reply", "close"),
    ),
    Paper(
        "06-30",
        "order",
        "QDZ",
        "关于工作日午餐饮酒问题的督办",
        "{06-23}暗访发现，你镇食堂包间有4人工作日午餐饮酒。",
        "请查清事实，作出处理，并在全镇开展警示教育。",
        "07-12",
        ("sign_for", "reply", "return", "reply", "close"),
    ),
    Paper(
        "07-26",
        "order",
        "GJJ",
        "关于重复出现工作纪律问题的督办",
        "{05-12}、{07-19}两次在你局407室发现工作人员上班时间做与工作无关的事。",
        "请查明原因，落实责任，举一反三，书面报告整改情况。",
        "08-05",
        ("sign_for", "reply"),
    ),
    Paper(
        "08-04",
        "reminder",
        "NGJ",
        "关于公布号码为空号的提醒",
        "{07-28}专项督查发现，你局公布的电话号码为空号。",
        "请立即更新网站信息并核对所有公开号码。",
        "08-12",
        ("sign_for",),
    ),
    Paper(
        "08-15",
        "notice",
        "GJJ",
        "关于限期整改报建逾期问题的通知",
        "{08-11}抽查6件承诺件，2件逾期；督办单反馈后同类问题仍有发生。",
        "请主要领导负总责，限期清理所有逾期件，建立到期提醒制度，并书面报告。",
        "08-31",
        (),
    ),
    Paper(
        "08-18",
        "talk",
        "YTZ",
        "关于约谈云塘镇主要负责人的通知",
        "云塘镇村镇建设办多次被发现上班时间无人在岗，整改后又反弹。",
        "请主要负责人按通知时间到领导小组办公室接受约谈。",
        "08-26",
        ("pending",),
    ),
)
