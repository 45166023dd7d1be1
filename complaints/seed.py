"""Time limits and reply templates to begin with, put in place by a migration (domain.md §2.3)."""

# ruff: noqa: E501 (texts for people read better uncut)

from typing import Any

# triage, sign for, hand back, first contact, reply, extension, call-back (working days)
POLICIES: dict[str, tuple[tuple[int, ...], str]] = {
    "advice": ((1, 1, 1, 2, 5, 5, 0), "《信访工作条例》第二十三条、第二十九条"),
    "service": ((1, 1, 2, 2, 15, 10, 3), "《信访工作条例》第二十三条、第三十一条、第三十四条"),
    "complex": (
        (2, 1, 2, 3, 30, 20, 3),
        "《信访工作条例》第三十四条（办结最长60日，延期最长30日）",
    ),
    "accusation": (
        (1, 0, 0, 0, 15, 0, 0),
        "《信访工作条例》第三十条；《纪检监察机关处理检举控告工作规则》",
    ),
}
_LIMITS = (
    "triage_days",
    "sign_days",
    "return_days",
    "contact_days",
    "reply_days",
    "extension_days",
    "call_back_days",
)

TEMPLATES: tuple[dict[str, str], ...] = (
    {
        "title": "服务态度类答复",
        "nature": "complaint",
        "facts": "您反映的〔时间、地点〕工作人员〔具体表现〕的问题，经查看监控、询问当事人和在场群众，情况〔属实/部分属实/不属实〕：〔查明的事实〕。",
        "handling": "我单位已对〔岗位〕作出〔批评教育/调离窗口/通报〕处理，并于〔日期〕向您〔当面/电话〕致歉。",
        "improvement": "从〔日期〕起，我单位〔具体措施〕，由〔岗位〕负责落实，欢迎您继续监督。",
        "basis": "依据〔制度或文件名称、条款〕办理。",
    },
    {
        "title": "办事效率类答复",
        "nature": "complaint",
        "facts": "您反映的〔事项〕于〔日期〕受理，承诺〔几〕个工作日办结，实际用时〔几〕个工作日，超时原因是〔原因〕。",
        "handling": "该事项已于〔日期〕办结，结果为〔结果〕，〔文书或证件〕已〔送达方式〕。",
        "improvement": "我单位已〔精简环节/补齐一次性告知单/设置AB岗〕，今后同类事项在〔几〕个工作日内办结。",
        "basis": "依据〔法规、制度或承诺事项〕办理。",
    },
    {
        "title": "咨询答复",
        "nature": "consult",
        "facts": "您咨询的〔事项〕，现行规定是〔要点〕。",
        "handling": "办理所需材料为〔逐项列出〕，办理地点〔地址、窗口〕，办理时间〔时间〕，时限〔几〕个工作日。",
        "improvement": "上述内容已在〔公开位置〕公布，方便随时查阅。",
        "basis": "依据〔文件名称、条款〕。",
    },
    {
        "title": "建议答复",
        "nature": "suggestion",
        "facts": "您提出的关于〔内容〕的建议，我单位于〔日期〕进行了研究。",
        "handling": "决定〔采纳/部分采纳/暂不采纳〕，理由是〔理由〕。",
        "improvement": "下一步〔具体安排、时间、责任岗位〕。",
        "basis": "依据〔文件名称、条款或工作实际〕。",
    },
    {
        "title": "暂时无法解决的答复",
        "nature": "complaint",
        "facts": "您反映的〔问题〕确实存在，形成原因是〔原因〕。",
        "handling": "受〔政策/资金/规划/职权〕限制，目前不能解决的部分是〔内容〕，可以先做的是〔内容和时间〕。",
        "improvement": "我单位将在〔条件〕具备后〔措施〕，每〔时间〕向您说明进展。",
        "basis": "依据〔法规、文件名称、条款〕。",
    },
)


def seed_policies(policy: Any) -> None:
    """Create the limits that are missing, given the (historical) model."""
    for track, (days, basis) in POLICIES.items():
        policy.objects.get_or_create(
            track=track, defaults={**dict(zip(_LIMITS, days, strict=True)), "basis": basis}
        )


def seed_templates(template: Any) -> None:
    """Create the reply templates that are missing."""
    for row in TEMPLATES:
        template.objects.get_or_create(title=row["title"], defaults=row)
