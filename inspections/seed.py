"""Checklists that every installation begins with; the office may add others."""

from typing import Any

# Name, kind of visit it is meant for, and its questions with the category of a problem.
CHECKLISTS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "服务窗口检查表",
        "",
        (
            ("窗口人员在岗", "3.2"),
            ("挂牌上岗、文明用语", "1.2"),
            ("一次性告知单放在窗口", "2.4"),
            ("叫号等候不超过 20 分钟", "2.1"),
            ("监督二维码贴在明显位置", "6.1"),
        ),
    ),
    (
        "机关纪律检查表",
        "",
        (
            ("按时到岗，没有迟到早退", "3.1"),
            ("没有脱岗、空岗、串岗", "3.2"),
            ("没有做与工作无关的事", "3.3"),
            ("工作日中午没有饮酒", "3.4"),
            ("会议期间遵守会风会纪", "3.5"),
        ),
    ),
    (
        "公开电话和政务公开检查表",
        "",
        (
            ("公开电话有人接听、态度热情", "6.3"),
            ("办事指南公开且准确", "6.2"),
            ("收费项目和标准已公示", "6.1"),
            ("投诉举报方式已公布", "6.1"),
        ),
    ),
)


def seed(templates: Any, lines: Any, categories: Any) -> None:
    """Write the checklists that are missing. Takes model managers, for use in a migration."""
    for name, kind, questions in CHECKLISTS:
        template, new = templates.get_or_create(name=name, defaults={"kind": kind})
        if not new:
            continue
        for order, (text, code) in enumerate(questions, 1):
            category = categories.get(code=code)
            lines.create(template=template, order=order, text=text, category=category)
