"""The 35 invented units of the demo zone (domain.md §5.1)."""

from typing import NamedTuple

from accounts.enums import AppraisalGroup as G
from accounts.enums import UnitKind as K


class UnitLine(NamedTuple):
    """A unit: names, kind, appraisal group, staff, whether it has windows, Party organisation."""

    name: str
    short_name: str
    code: str
    kind: K
    group: G
    staff: int
    window: bool = False
    party_org: str = ""


UNITS: tuple[UnitLine, ...] = (
    UnitLine("云塘镇", "云塘镇", "YTZ", K.TOWN, G.TOWNS, 62, True, "中共云塘镇委员会"),
    UnitLine("桥东镇", "桥东镇", "QDZ", K.TOWN, G.TOWNS, 55, True, "中共桥东镇委员会"),
    UnitLine(
        "迎宾街道", "迎宾街道", "YBJ", K.SUBDISTRICT, G.TOWNS, 48, True, "中共迎宾街道工作委员会"
    ),
    UnitLine(
        "金湖街道", "金湖街道", "JHJ", K.SUBDISTRICT, G.TOWNS, 51, True, "中共金湖街道工作委员会"
    ),
    UnitLine(
        "科园街道", "科园街道", "KYJ", K.SUBDISTRICT, G.TOWNS, 39, True, "中共科园街道工作委员会"
    ),
    UnitLine("党政办公室", "党政办", "DZB", K.DEPARTMENT, G.DEPARTMENTS, 21),
    UnitLine("组织宣传部", "组宣部", "ZXB", K.DEPARTMENT, G.DEPARTMENTS, 14),
    UnitLine("监察局", "监察局", "JCJ", K.DEPARTMENT, G.NONE, 9),
    UnitLine("经济发展局", "经发局", "JFJ", K.DEPARTMENT, G.DEPARTMENTS, 18, True),
    UnitLine("招商局", "招商局", "ZSJ", K.DEPARTMENT, G.DEPARTMENTS, 26),
    UnitLine("企业服务局", "企服局", "QFJ", K.DEPARTMENT, G.WINDOWS, 16, True),
    UnitLine("财政局", "财政局", "CZJ", K.DEPARTMENT, G.DEPARTMENTS, 22),
    UnitLine("规划建设局", "规建局", "GJJ", K.DEPARTMENT, G.WINDOWS, 30, True),
    UnitLine("社会事务局", "社事局", "SSJ", K.DEPARTMENT, G.WINDOWS, 24, True),
    UnitLine("农村工作局", "农工局", "NGJ", K.DEPARTMENT, G.DEPARTMENTS, 15),
    UnitLine("征地拆迁办公室", "征拆办", "ZCB", K.DEPARTMENT, G.DEPARTMENTS, 19),
    UnitLine("安全生产监督管理局", "安监局", "AJJ", K.DEPARTMENT, G.DEPARTMENTS, 11),
    UnitLine("信访局", "信访局", "XFJ", K.DEPARTMENT, G.DEPARTMENTS, 7, True),
    UnitLine("国土资源分局", "国土分局", "GTF", K.VERTICAL, G.WINDOWS, 23, True),
    UnitLine("环境保护分局", "环保分局", "HBF", K.VERTICAL, G.WINDOWS, 12, True),
    UnitLine("工商行政管理分局", "工商分局", "GSF", K.VERTICAL, G.WINDOWS, 20, True),
    UnitLine("国家税务分局", "国税分局", "GSH", K.VERTICAL, G.WINDOWS, 28, True),
    UnitLine("地方税务分局", "地税分局", "DSF", K.VERTICAL, G.WINDOWS, 25, True),
    UnitLine("公安分局", "公安分局", "GAF", K.VERTICAL, G.WINDOWS, 88, True),
    UnitLine("质量技术监督分局", "质监分局", "ZJF", K.VERTICAL, G.WINDOWS, 10, True),
    UnitLine("行政服务中心", "行政服务中心", "XZF", K.INSTITUTION, G.WINDOWS, 34, True),
    UnitLine("项目服务中心", "项目中心", "XMZ", K.INSTITUTION, G.INSTITUTIONS, 17),
    UnitLine("人力资源和社会保障服务中心", "人社中心", "RSZ", K.INSTITUTION, G.WINDOWS, 19, True),
    UnitLine("土地收购储备中心", "土储中心", "TCZ", K.INSTITUTION, G.INSTITUTIONS, 8),
    UnitLine("城市管理执法大队", "城管大队", "CGD", K.INSTITUTION, G.INSTITUTIONS, 46),
    UnitLine("市政公用服务中心", "市政中心", "SZZ", K.INSTITUTION, G.INSTITUTIONS, 27, True),
    UnitLine("环境卫生管理所", "环卫所", "HWS", K.INSTITUTION, G.INSTITUTIONS, 61),
    UnitLine("中心学校", "中心学校", "ZXX", K.INSTITUTION, G.INSTITUTIONS, 120),
    UnitLine("社区卫生服务中心", "卫生中心", "WSZ", K.INSTITUTION, G.INSTITUTIONS, 43, True),
    UnitLine("工业园区投资开发公司", "投资公司", "TZG", K.SOE, G.INSTITUTIONS, 31),
)
