"""The category tree of domain.md §5.3, put in place by a migration."""

from typing import Any

# head: (code, name, children); a child's code is head.position
TREE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("1", "服务态度", ("态度冷漠生硬", "言行不文明", "衣着举止不得体")),
    (
        "2",
        "办事效率",
        ("超时办理", "推诿扯皮", "慢作为、不作为", "一次性告知不到位", "让群众多跑路"),
    ),
    (
        "3",
        "工作纪律",
        ("迟到早退", "脱岗空岗串岗", "上班时间做与工作无关的事", "工作日中午饮酒", "会风会纪"),
    ),
    ("4", "依法行政", ("不按程序办理", "自由裁量不当", "行政错案", "乱收费乱罚款乱摊派")),
    ("5", "廉洁自律", ("吃拿卡要", "以权谋私", "收受礼品礼金", "优亲厚友")),
    ("6", "政务公开", ("应公开未公开", "信息不准确", "电话无人接听")),
    ("7", "服务企业", ("政策不落实", "承诺不兑现", "检查扰企", "审批环节多")),
    ("8", "执行落实", ("执行不力", "文山会海", "数据不实", "形式主义")),
    ("9", "服务群众", ("“三进”不落实", "群众诉求回复不及时", "惠民政策宣传不够")),
    ("0", "其他", ()),
)
ACCUSATION_HEADS = frozenset({"5"})

# What citizens choose from, in plain words with an example, «other» last (ux.md R18).
PUBLIC: tuple[tuple[str, str, str], ...] = (
    ("1", "服务态度", "生冷硬横推、语言不文明"),
    ("2", "拖拉推诿", "超时不办、让人来回跑"),
    ("2.3", "不作为、慢作为", "该管不管、久拖不决"),
    ("5", "吃拿卡要", "索要财物、设卡刁难"),
    ("4.4", "违规收费", "乱收费、乱罚款、乱摊派"),
    ("3", "工作纪律", "脱岗、上班时间办私事"),
    ("6", "信息公开", "该公开的查不到、电话没人接"),
    ("0", "其他问题", "以上都不合适"),
)


def seed_categories(category: Any) -> int:
    """Create what is missing, given the (historical) model; returns how many rows."""
    public = {code: (n, *words) for n, (code, *words) in enumerate(PUBLIC, start=1)}
    made = 0
    for place, (code, name, children) in enumerate(TREE, start=1):
        accusation = code in ACCUSATION_HEADS
        head, new = _put(category, public, code, name, None, accusation, place * 100)
        made += new
        for nth, child in enumerate(children, start=1):
            order = place * 100 + nth
            made += _put(category, public, f"{code}.{nth}", child, head, accusation, order)[1]
    return made


def _put(
    category: Any,
    public: dict[str, tuple[Any, ...]],
    code: str,
    name: str,
    parent: Any,
    accusation: bool,
    order: int,
) -> tuple[Any, bool]:
    place, label, example = public.get(code, (None, "", ""))
    return category.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "parent": parent,
            "accusation": accusation,
            "order": order,
            "public_order": place,
            "public_label": label,
            "public_example": example,
        },
    )


# The law that pages cite to begin with; the office keeps it on /staff/settings/laws/.
LAWS: tuple[tuple[str, str, str, str], ...] = (
    (
        "complaints",
        "《信访工作条例》",
        "第二十三条至第三十四条",
        "登记、受理、办理和答复的期限",
    ),
    ("accusations", "《纪检监察机关处理检举控告工作规则》", "", "检举控告不得转给被反映单位和个人"),
    (
        "personal_data",
        "《个人信息保护法》",
        "第四十四条至第四十七条",
        "查阅、复制、更正、删除个人信息",
    ),
    ("openness", "《政府信息公开条例》", "第十九条、第二十条", "应当主动公开的信息"),
    ("secrecy", "《保守国家秘密法》", "", "本系统不得存储、处理、传输国家秘密"),
)


def seed_laws(law: Any) -> int:
    """Create what is missing, given the (historical) model; returns how many rows."""
    return sum(
        law.objects.get_or_create(
            topic=topic, title=title, defaults={"articles": articles, "says": says}
        )[1]
        for topic, title, articles, says in LAWS
    )
