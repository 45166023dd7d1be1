"""What people write after they have complained: to discipline, and about retaliation."""

from complaints.actions import citizen, mailbox, retaliation
from complaints.enums import State
from complaints.models import Complaint
from core import clock
from core.demo import DemoContext


def build(ctx: DemoContext) -> None:
    """A mailbox with discipline, a report of retaliation that waits and one that has ended."""
    _discipline(ctx)
    leader = ctx.users["leader01"]
    handling = Complaint.objects.filter(state=State.HANDLING, bypass=False).earliest("number")
    ended = Complaint.objects.filter(
        state=State.CLOSED, is_accusation=False, bypass=False, consent_public=False
    ).earliest("number")
    with clock.at(ctx.moment("08-10", "20:40")):
        retaliation.report(
            complaint=ended, text="办结以后，窗口故意把我的另一份申请压着不收，说我“爱告状”。"
        )
    with clock.at(ctx.moment("08-11", "10:15")):
        retaliation.answer(
            complaint=ended, by=leader, text="已阅。今天上午派人到窗口核实，请您保留相关材料。"
        )
    with clock.at(ctx.moment("08-15", "16:30")):
        retaliation.close(
            complaint=ended,
            by=leader,
            text="情况属实。申请已于12日受理，有关人员已停岗教育。如再遇到类似情况，请随时在这里反映。",
        )
    with clock.at(ctx.moment("08-19", "08:10")):
        retaliation.report(
            complaint=handling, text="昨晚有人打电话到我家，让我撤回投诉，不然以后别想顺利办事。"
        )


def _discipline(ctx: DemoContext) -> None:
    case = Complaint.objects.filter(state=State.TO_DISCIPLINE).earliest("number")
    with clock.at(ctx.moment("08-17", "09:30")):
        mailbox.write(
            complaint=case,
            by=ctx.users["disc01"],
            text="我们已开始核查。请问您是否保留了当天的消费凭证？可以在这里上传，只有我们能看到。",
        )
    with clock.at(ctx.moment("08-18", "21:05")):
        citizen.write(complaint=case, text="凭证还在，周末拍照传上来。请不要联系我单位。")
