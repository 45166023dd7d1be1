"""Firms, demands and words of the demo: all invented, no firm and no person is real."""

from dataclasses import dataclass

from outreach.enums import Demand as D
from outreach.enums import Industry as I
from outreach.enums import Origin as O
from outreach.enums import Size as S

# Name, industry, size, unit that looks after the firm.
FIRMS: tuple[tuple[str, I, S, str], ...] = (
    ("抚江机电制造有限公司", I.MACHINERY, S.LARGE, "QFJ"),
    ("金川纺织科技有限公司", I.TEXTILES, S.MEDIUM, "QFJ"),
    ("康源药业有限公司", I.MEDICINE, S.LARGE, "JFJ"),
    ("绿禾食品有限公司", I.FOOD, S.MEDIUM, "QFJ"),
    ("阳昇光伏材料有限公司", I.SOLAR, S.LARGE, "ZSJ"),
    ("云塘新型建材厂", I.OTHER, S.SMALL, "YTZ"),
    ("桥湖包装印务有限公司", I.OTHER, S.SMALL, "QDZ"),
    ("华信电线电缆有限公司", I.MACHINERY, S.MEDIUM, "JFJ"),
    ("青岚精密铸造有限公司", I.MACHINERY, S.MEDIUM, "QFJ"),
    ("晨曦服饰有限公司", I.TEXTILES, S.SMALL, "KYJ"),
    ("恒达变压器有限公司", I.MACHINERY, S.MEDIUM, "JFJ"),
    ("仁和堂中药饮片厂", I.MEDICINE, S.SMALL, "QFJ"),
    ("田园米业有限公司", I.FOOD, S.SMALL, "NGJ"),
    ("启明硅业有限公司", I.SOLAR, S.LARGE, "ZSJ"),
    ("四通物流仓储有限公司", I.OTHER, S.MEDIUM, "QFJ"),
    ("宏图印染有限公司", I.TEXTILES, S.MEDIUM, "HBF"),
    ("百川电机有限公司", I.MACHINERY, S.SMALL, "XMZ"),
    ("江湾水产加工有限公司", I.FOOD, S.SMALL, "JHJ"),
    ("瑞安医疗器械有限公司", I.MEDICINE, S.MEDIUM, "XMZ"),
    ("丰年饲料有限公司", I.FOOD, S.MEDIUM, "NGJ"),
    ("锦程家纺有限公司", I.TEXTILES, S.SMALL, "YBJ"),
    ("天元轴承有限公司", I.MACHINERY, S.MEDIUM, "QFJ"),
    ("皓月光电有限公司", I.SOLAR, S.MEDIUM, "ZSJ"),
    ("东篱茶业有限公司", I.FOOD, S.MICRO, "YTZ"),
    ("博远塑胶有限公司", I.OTHER, S.SMALL, "KYJ"),
    ("长兴工具有限公司", I.MACHINERY, S.SMALL, "KYJ"),
    ("泰康生物科技有限公司", I.MEDICINE, S.MEDIUM, "JFJ"),
    ("云锦织造有限公司", I.TEXTILES, S.MEDIUM, "QFJ"),
    ("顺达汽车配件有限公司", I.MACHINERY, S.MEDIUM, "TZG"),
    ("金穗粮油有限公司", I.FOOD, S.MEDIUM, "NGJ"),
    ("新桥环保设备有限公司", I.OTHER, S.SMALL, "XMZ"),
)


@dataclass(frozen=True)
class Need:
    """A demand and how it went; `{n}` differs from firm to firm."""

    unit: str
    demand: D
    origin: O
    description: str
    measures: str
    progress: str
    result: str
    tag: str = "operation"
    real: bool = False


NEEDS: tuple[Need, ...] = (
    Need(
        "QFJ",
        D.FINANCE,
        O.VISIT,
        "流动资金紧张，需贷款{n}0万元采购原料，抵押物不足，两家银行未批。",
        "邀请担保公司和三家银行上门对接，协助办理应收账款质押。",
        "担保公司已完成尽职调查，银行进入审批。",
        "银行授信{n}0万元并已放款，企业恢复正常采购。",
        real=True,
    ),
    Need(
        "RSZ",
        D.LABOUR,
        O.VISIT,
        "季节性用工短缺，缺一线操作工{n}人，影响订单交付。",
        "举办专场招聘会，联系技校定向输送，落实新招员工培训补贴。",
        "已举办专场招聘会一场，达成意向{n}人。",
        "到岗{n}人，培训补贴已拨付，生产线满负荷运行。",
        real=True,
    ),
    Need(
        "SZZ",
        D.UTILITIES,
        O.CALL,
        "新增生产线用电增容{n}0千伏安，申请已两个月未排上施工计划。",
        "协调供电部门列入本月施工计划，专人跟踪外线工程。",
        "外线勘查完成，设备已到货。",
        "增容送电完成，新生产线投产。",
        real=True,
    ),
    Need(
        "GJJ",
        D.LAND,
        O.SYMPOSIUM,
        "厂区门前道路破损{n}0米，雨天货车无法通行。",
        "纳入园区道路维修计划，分段施工，不中断企业运输。",
        "已完成测量和预算，待安排施工队。",
        "道路硬化{n}0米，已验收通车。",
        tag="livelihood",
        real=True,
    ),
    Need(
        "GTF",
        D.LAND,
        O.VISIT,
        "厂房建成后产权证迟迟未办，影响抵押贷款，涉及厂房{n}栋。",
        "逐项清理缺件，与规建局联合办理，一次告知所需材料。",
        "缺件清单已交企业，测绘报告完成。",
        "{n}栋厂房产权证全部办结。",
        tag="projects",
    ),
    Need(
        "GSH",
        D.TAX,
        O.CALL,
        "出口退税{n}0万元已申报三个月，进度查询不到。",
        "核对单证，指定专人每周反馈审核进度。",
        "单证核对完毕，已报市局审批。",
        "出口退税{n}0万元已到账。",
    ),
    Need(
        "RSZ",
        D.POLICY,
        O.VISIT,
        "不清楚社保稳岗补贴申请条件，去年未享受，涉及职工{n}人。",
        "上门讲解政策，协助填报材料，开通集中受理。",
        "材料已受理，正在复核参保人数。",
        "稳岗补贴已拨付，惠及职工{n}人。",
        tag="stability",
        real=True,
    ),
    Need(
        "SSJ",
        D.OTHER,
        O.SYMPOSIUM,
        "外来务工人员子女入学难，今年秋季有适龄儿童{n}名。",
        "与中心学校核定学位，简化居住证明，集中办理报名。",
        "已登记{n}名儿童信息，学位正在核定。",
        "{n}名儿童全部安排入学。",
        tag="livelihood",
        real=True,
    ),
    Need(
        "XZF",
        D.APPROVAL,
        O.CALL,
        "技改项目备案、环评、消防依次办理，跑了{n}趟仍未办结。",
        "由综合窗口牵头并联审批，代办员全程跟踪。",
        "备案和环评已同步受理。",
        "并联审批办结，比承诺提前5个工作日。",
        tag="projects",
        real=True,
    ),
    Need(
        "QFJ",
        D.LOGISTICS,
        O.SYMPOSIUM,
        "园区货运专线班次少，每天积压货物{n}吨。",
        "协调物流企业增加晚班车，设立临时堆场。",
        "物流企业同意试运行晚班车。",
        "每天增加两班，积压货物全部运出。",
    ),
    Need(
        "GJJ",
        D.APPROVAL,
        O.VISIT,
        "厂房扩建规划许可申请已{n}天，没有书面答复。",
        "召开专题会审查，补正材料一次告知。",
        "已完成现场踏勘。",
        "规划许可证已核发。",
        tag="projects",
    ),
    Need(
        "HBF",
        D.APPROVAL,
        O.CALL,
        "废水处理设施改造后申请验收，等待{n}天未安排监测。",
        "安排监测站本周取样，验收与监测同步。",
        "取样完成，等待监测报告。",
        "验收通过，排污许可证已换发。",
    ),
    Need(
        "JFJ",
        D.POLICY,
        O.VISIT,
        "申报市级技术改造资金，不了解申报口径，项目投资{n}00万元。",
        "专人辅导编制申报书，初审后统一上报。",
        "申报书初稿完成，已提修改意见。",
        "项目列入市级技改计划，首笔资金到位。",
        tag="investment",
        real=True,
    ),
    Need(
        "SZZ",
        D.UTILITIES,
        O.VISIT,
        "生产用水压力不足，夏季每周停产{n}小时。",
        "检修加压泵站，增设临时供水管。",
        "泵站检修完成，水压有所回升。",
        "供水压力稳定，近一个月未停产。",
        tag="livelihood",
        real=True,
    ),
    Need(
        "DSF",
        D.TAX,
        O.VISIT,
        "土地使用税困难减免政策理解不一，涉及税款{n}万元。",
        "上门核实用地情况，统一政策口径并书面答复。",
        "已核实用地面积，正在办理审批。",
        "按政策减免{n}万元并办结。",
    ),
    Need(
        "QFJ",
        D.LAW,
        O.CALL,
        "外地客户拖欠货款{n}0万元，合同纠纷不知如何处理。",
        "安排法律顾问免费咨询，协助整理证据。",
        "律师已出具法律意见，发出催告函。",
        "客户分期支付，首期{n}万元已到账。",
        tag="stability",
    ),
    Need(
        "XMZ",
        D.LAND,
        O.VISIT,
        "二期项目用地{n}亩有两户未搬迁，影响开工。",
        "与征拆办、属地街道组成专班，逐户商谈。",
        "一户已签协议，另一户补偿方案已送达。",
        "{n}亩净地交付，二期项目开工。",
        tag="projects",
    ),
    Need(
        "TZG",
        D.FINANCE,
        O.SYMPOSIUM,
        "标准厂房租金到期，希望缓交{n}万元渡过淡季。",
        "按缓交办法核定，分三期交纳。",
        "已核定经营情况，提交董事会。",
        "同意缓交{n}万元，企业稳定生产。",
    ),
    Need(
        "KYJ",
        D.OTHER,
        O.VISIT,
        "厂区周边夜间照明不足，女工{n}人下夜班不安全。",
        "增设路灯，调整公交末班时间，派出所加强夜巡。",
        "路灯位置已确定，公交公司同意延时。",
        "新装路灯{n}盏，末班车延至22时30分。",
        tag="livelihood",
        real=True,
    ),
    Need(
        "ZSJ",
        D.POLICY,
        O.VISIT,
        "招商协议约定的设备补助{n}0万元未兑现。",
        "核对协议条款，会同财政局落实资金。",
        "财政局已复核设备发票。",
        "设备补助{n}0万元拨付到位。",
        tag="investment",
        real=True,
    ),
    Need(
        "ZJF",
        D.APPROVAL,
        O.CODE,
        "产品生产许可换证需要检验，送检{n}天没有结果。",
        "协调检验机构加急，先行受理换证申请。",
        "检验报告已出，换证材料受理。",
        "新证已核发，未影响发货。",
    ),
    Need(
        "CZJ",
        D.FINANCE,
        O.SYMPOSIUM,
        "希望使用过桥资金{n}00万元归还到期贷款。",
        "审核企业资信，协调银行出具续贷承诺。",
        "续贷承诺已取得，过桥资金审批中。",
        "过桥资金{n}00万元到位，续贷完成。",
        real=True,
    ),
    Need(
        "GAF",
        D.LAW,
        O.VISIT,
        "厂区连续发生电缆被盗{n}起，影响生产。",
        "立案侦查，指导企业加装监控，设置巡逻点。",
        "两起案件已破获，监控方案已定。",
        "案件全部破获，监控联网运行。",
        tag="stability",
    ),
)

WORDS = (
    "问题解决得很快，工作人员跑了好几趟，感谢。",
    "比预想的顺利，希望今后政策能早点告诉我们。",
    "承诺的都做到了。",
    "服务态度好，材料一次讲清楚。",
    "",
    "办得实在，对我们帮助很大。",
)
FIRST = "已上门核实情况，明确责任科室和联系人，措施按计划推进。"
PARTLY = "大部分已解决，剩余部分还要等市里批复，希望继续帮助跟进。"
UNSOLVED = "施工还没有完，货车仍要绕行，请继续督促。"
REFUSED = "已于本月三次电话并一次上门联系企业，企业负责人表示已停产搬迁，不便确认，通话记录存档。"
UNSOLVABLE = (
    "企业要求改变工业用地性质建设职工住宅，不符合土地利用总体规划，已书面说明并提供公租房方案。"
)
LONG = "产权历史遗留问题涉及原乡镇企业改制，须市级部门统一研究。"
