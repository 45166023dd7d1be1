"""The demo's typical cases: two that everybody reads, one that waits for the second person."""

# ruff: noqa: E501 (texts for people read better uncut)

from complaints.actions import typical
from complaints.enums import State
from complaints.models import Complaint
from core.demo import DemoContext

_CASES: tuple[dict[str, str], ...] = (
    {
        "title": "一张告知单，少跑两趟路",
        "situation": "群众办理登记事项，窗口每次只说缺一样材料，前后往返多次仍未办成。",
        "handling": "承办单位核对窗口登记后当面致歉，当天补齐告知内容并办结事项，对值班人员进行了批评教育。",
        "lesson": "该窗口统一使用一次性告知单，单位负责人每天抽查，结果在大厅公布。",
    },
    {
        "title": "中午有人值班，下午不再排长队",
        "situation": "群众午休时间到大厅办事，窗口全部关闭，只能等到下午上班。",
        "handling": "承办单位承认午间值班安排没有落实，当周恢复值班，并在入口公布值班表。",
        "lesson": "大厅实行午间轮班和AB岗，值班情况纳入每月考核。",
    },
    {
        "title": "公开电话要有人接",
        "situation": "群众多次拨打公开电话无人接听，到现场才知道号码早已更换。",
        "handling": "承办单位更正了网站和门牌上的号码，指定专人接听，并逐一回复了积压的来电。",
        "lesson": "每月拨测全部公开电话，未接通的当天整改。",
    },
)


def build(ctx: DemoContext) -> None:
    """Written by the desk in August, released by the head of the office."""
    desk, head = ctx.users["desk01"], ctx.users["officehead01"]
    told = Complaint.objects.filter(
        state=State.CLOSED, consent_public=True, is_accusation=False, bypass=False
    ).order_by("pk")[: len(_CASES)]
    for turn, (complaint, texts) in enumerate(zip(told, _CASES, strict=False)):
        with ctx.at("08-16", f"1{turn}:20"):
            case = typical.submit(
                case=typical.write(complaint=complaint, by=desk, **texts), by=desk
            )
        if turn < len(_CASES) - 1:
            with ctx.at("08-17", f"1{turn}:05"):
                typical.release(case=case, by=head)
