"""The demo's 74 complaints, through the actions and on their days (domain.md §5.2).

By nature: 46 complaints, 12 questions, 8 suggestions, 5 accusations, 3 words of praise. 41 are
rated, 36 of them well; 8 were redone. 规建局 is slow and hands back, 云塘镇 has to redo,
行政服务中心 and 企服局 answer well and quickly.
"""

# ruff: noqa: E501 (texts for people read better uncut)

import datetime as dt
from contextlib import AbstractContextManager

from accounts.models import User
from campaign.models import Category
from complaints import (
    codes,
    demo_entries,
    demo_texts,
    demo_typical,
    demo_voices,
    identity,
    redaction,
)
from complaints.actions import (
    citizen,
    closing,
    dispatch,
    handling,
    intake,
    replies,
    triage,
    withdrawal,
)
from complaints.actions.intake import Answers
from complaints.actions.replies import ReplyText
from complaints.demo_cast import Case, Casting
from complaints.enums import Channel, LookPurpose, Result, Verified
from complaints.identity import Contact
from complaints.models import Complaint
from core import outbox
from core.actors import PUBLIC
from core.demo import STORY_DAY, DemoContext


class Teller:
    """Tells the stories with the hands of the demo's people."""

    def __init__(self, ctx: DemoContext) -> None:
        self.ctx = ctx
        self.desk: User = ctx.users["desk01"]
        self.head: User = ctx.users["officehead01"]
        self.discipline: User = ctx.users["disc01"]
        self.categories = {row.code: row for row in Category.objects.all()}

    # --- The days of a case ---------------------------------------------------------------------

    def at(self, case: Case, days: int, time: str = "10:00") -> AbstractContextManager[None]:
        """An hour, some days after the case began but never after the present day."""
        return self.ctx.at(STORY_DAY - dt.timedelta(days=max(0, case.age - days)), time)

    def tell(self, case: Case) -> None:
        """The whole story of a case, as far as it has come."""
        with self.at(case, 0, f"{9 + case.turn % 8:02d}:{(case.turn * 7) % 60:02d}"):
            self._submit(case)
        if case.fate == "received":
            return
        with self.at(case, 1, "09:20"):
            if case.fate == "refused":
                self._refuse(case)
                return
            self._accept(case)
        self._go_on(case)

    def _submit(self, case: Case) -> None:
        story, rng = case.story, self.ctx.random
        day = STORY_DAY - dt.timedelta(days=case.age + 1 + case.turn % 5)
        shown = self.ctx.day(day)
        words = {"unit": case.unit.short_name, "day": f"{shown.month}月{shown.day}日"}
        person = demo_texts.PEOPLE[case.turn % len(demo_texts.PEOPLE)]
        contact = Contact(name=person, phone=f"138000{case.turn:05d}") if case.named else Contact()
        answers = Answers(
            category=self.categories[story.category],
            content=story.text.format(**words),
            wish=story.wish,
            unit=case.unit,
            window=rng.choice(demo_texts.WINDOWS) if case.unit.is_window else "",
            happened_on=shown,
            anonymous=not case.named,
            contact=contact,
            consent_public=rng.random() < 0.4,
            channel=case.channel,
        )
        by = PUBLIC if case.channel in {Channel.WEB, Channel.QR} else self.desk
        receipt = intake.submit(answers=answers, token=codes.new_token(), by=by)
        case.complaint = Complaint.objects.get(pk=receipt.pk)
        outbox.drain()

    def _refuse(self, case: Case) -> None:
        triage.propose_refusal(
            complaint=case.complaint,
            by=self.desk,
            reason="procedure" if case.turn % 2 else "scope",
            channel="区人民法院立案窗口" if case.turn % 2 else "市12345政务服务便民热线",
            text="您反映的事项已进入其他法定程序，请在原程序中提出，我们已为您注明办理渠道。",
        )
        triage.confirm_refusal(complaint=case.complaint, by=self.head)

    def _accept(self, case: Case) -> None:
        complaint = triage.accept(complaint=case.complaint, by=self.desk)
        case.complaint = triage.classify(
            complaint=complaint,
            by=self.desk,
            nature=case.story.nature,
            category=complaint.category,
            target_unit=complaint.target_unit,
        )
        if case.named and case.turn % 3 == 0:
            identity.look(
                case.complaint,
                by=self.desk,
                purpose=LookPurpose.VERIFY,
                reason=demo_texts.LOOKS[case.turn % len(demo_texts.LOOKS)],
            )

    def _go_on(self, case: Case) -> None:
        if case.fate == "accepted":
            return
        if case.fate in {"discipline", "concluded"}:
            self._discipline(case)
        elif case.fate in {"direct_good", "direct_low"}:
            self._answer(case)
        elif case.fate == "investigating":
            with self.at(case, 2):
                dispatch.investigate(complaint=case.complaint, by=self.desk)
        elif case.fate == "merged":
            self._merge(case)
        else:
            self._by_unit(case)

    def _discipline(self, case: Case) -> None:
        with self.at(case, 2):
            case.complaint = dispatch.to_discipline(complaint=case.complaint, by=self.desk)
        if case.fate == "concluded" or case.age > 15:
            with self.at(case, 8):
                dispatch.take_up(complaint=case.complaint, by=self.discipline)
        if case.fate == "concluded":
            with self.at(case, 14):
                replies.conclude_discipline(
                    complaint=case.complaint,
                    by=self.discipline,
                    text="您反映的问题已由纪检机构核查，有关人员已按规定处理。感谢您的监督。",
                    verified=Verified.PARTLY,
                )

    def _answer(self, case: Case) -> None:
        with self.at(case, 2, "15:30"):
            replies.answer_directly(
                complaint=case.complaint,
                by=self.desk,
                text="您好，您提出的内容我们已经核对：请按大厅公布的清单准备材料，工作日到综合窗口办理，也可拨打监督电话询问。感谢您的来信。",
                verified=Verified.TRUE,
                result=Result.EXPLAINED,
            )
        with self.at(case, 4, "19:40"):
            low = case.fate == "direct_low"
            citizen.rate(
                complaint=case.complaint,
                score=2 if low else 5 - case.turn % 2,
                reason="答复太笼统，没有说清楚。" if low else "",
            )
        if low:
            self._answer_again(case)

    def _answer_again(self, case: Case) -> None:
        with self.at(case, 6, "10:20"):
            replies.answer_directly(
                complaint=case.complaint,
                by=self.desk,
                text="您好，补充说明如下：材料清单和办理地点见大厅二楼公示栏，逐项列明依据，窗口可当场核对。给您添麻烦了。",
                verified=Verified.TRUE,
                result=Result.EXPLAINED,
            )
        with self.at(case, 7, "20:10"):
            citizen.rate(complaint=case.complaint, score=2, reason="还是要跑一趟才能确认。")

    def _merge(self, case: Case) -> None:
        main = Complaint.objects.filter(item_number="", is_accusation=False).exclude(
            pk=case.complaint.pk
        )
        into = main.filter(state__in=["closed", "replied", "handling"]).order_by("-pk")[0]
        with self.at(case, 2, "15:00"):
            triage.merge(complaint=case.complaint, by=self.desk, into=into)

    # --- Through the unit -----------------------------------------------------------------------

    def _by_unit(self, case: Case) -> None:
        with self.at(case, 1, "11:00"):
            case.complaint = triage.redact(
                complaint=case.complaint,
                by=self.desk,
                text=redaction.suggest(
                    case.complaint.content, identity.needles(case.complaint).values()
                ),
            )
            if case.fate == "triaged":
                return
            case.complaint = dispatch.dispatch(
                complaint=case.complaint, by=self.desk, unit=case.unit
            )
        if case.fate == "dispatched":
            return
        contact = self.ctx.users[f"{case.unit.code.lower()}_contact"]
        if case.fate == "return_review":
            self._return(case, contact)
            return
        with self.at(case, 2, "09:10"):
            case.complaint = handling.sign_for(complaint=case.complaint, by=contact)
        with self.at(case, 3, "16:05"):
            handling.log_contact(
                complaint=case.complaint,
                by=contact,
                text="已查看当日监控和登记簿，询问了值班人员。",
            )
        self._finish(case, contact)

    def _return(self, case: Case, contact: User) -> None:
        with self.at(case, 2, "10:30"):
            handling.ask_return(
                complaint=case.complaint,
                by=contact,
                reason="right",
                suggested_unit=self.ctx.units["SZZ"],
                text="该设施由市政公用服务中心管理维护，不属我局职责。",
            )

    def _finish(self, case: Case, contact: User) -> None:
        if case.fate in {"handling", "overdue"}:
            return
        if case.fate == "extension":
            with self.at(case, 8):
                handling.ask_extension(
                    complaint=case.complaint,
                    by=contact,
                    days=10,
                    reason="需要向原设计单位调取图纸核对。",
                )
            return
        if case.fate == "withdrawn":
            with self.at(case, 5, "20:15"):
                withdrawal.withdraw(complaint=case.complaint, reason="事情已经解决，不用再查了。")
            return
        self._reply(case, contact, 30 if case.late else 5)
        if case.fate in {"reply_review", "signing", "replied"}:
            return
        self._rate(case, contact, 33 if case.late else 9)

    def _text(self, case: Case, again: bool = False) -> ReplyText:
        def pick(pool: tuple[str, ...], shift: int) -> str:
            return pool[(case.turn + shift) % len(pool)]

        more = "我们再次约请当事人员核对，" if again else ""
        return ReplyText(
            facts=f"收到来信后，{more}{case.unit.short_name}调阅了当天的登记和监控，所反映的情况基本属实，主要原因是{pick(demo_texts.CAUSES, 0)}。",
            handling=f"{pick(demo_texts.DEEDS, 1)}，同类事项已全面排查一遍，共发现并纠正{case.turn % 4 + 1}处。",
            improvement=f"从本月起，{pick(demo_texts.CHANGES, 2)}，由分管领导负责，接受群众监督。",
            basis=pick(demo_texts.RULES, 3),
        )

    def _reply(self, case: Case, contact: User, days: int, again: bool = False) -> None:
        head = self.ctx.users[f"{case.unit.code.lower()}_head"]
        with self.at(case, days, "14:20"):
            replies.report(
                complaint=case.complaint,
                by=contact,
                text=self._text(case, again),
                verified=(Verified.TRUE, Verified.PARTLY, Verified.TRUE)[case.turn % 3],
                result=(Result.SOLVED, Result.SOLVED, Result.PARTLY, Result.EXPLAINED)[
                    case.turn % 4
                ],
            )
            if case.fate == "signing":
                return
            replies.sign(complaint=case.complaint, by=head)
        if case.fate == "reply_review":
            return
        with self.at(case, days + 1, "16:20"):
            replies.approve(complaint=case.complaint, by=self.desk)

    def _rate(self, case: Case, contact: User, days: int) -> None:
        if case.fate == "unrated":
            with self.at(case, 40):
                closing.close(complaint=case.complaint, by=self.desk)
            return
        first_low = case.fate.startswith("redo")
        with self.at(case, days, "20:30"):
            citizen.rate(
                complaint=case.complaint,
                score=1 + case.turn % 2 if first_low else (5, 4, 5, 3)[case.turn % 4],
                reason="问题没有真正解决，和答复说的不一样。" if first_low else "",
            )
        if case.fate in {"redo_good", "redo_low"}:
            self._redo(case, contact, days)
        if case.fate == "reviewing":
            with self.at(case, days + 5):
                citizen.ask_review(
                    complaint=case.complaint,
                    reason="答复认定的时间和经过与我了解的不一致，请另派人核查。",
                )
        if case.fate == "good" and case.turn % 11 == 5:
            with self.at(case, days + 1):
                closing.to_item(complaint=case.complaint, by=self.desk)

    def _redo(self, case: Case, contact: User, days: int) -> None:
        case.complaint.refresh_from_db()
        self._reply(case, contact, days + 6, again=True)
        low = case.fate == "redo_low"
        with self.at(case, days + 10, "19:05"):
            citizen.rate(
                complaint=case.complaint,
                score=2 if low else 4,
                reason="还是没有说清楚什么时候能办好。" if low else "",
            )


def build(ctx: DemoContext) -> None:
    """Hang up the codes, then tell all stories, the oldest first."""
    demo_entries.build(ctx)
    teller = Teller(ctx)
    for case in Casting(ctx).cases():
        teller.tell(case)
    demo_typical.build(ctx)
    demo_voices.build(ctx)
