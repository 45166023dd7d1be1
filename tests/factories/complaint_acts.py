"""Every transition of a complaint as one call, for walks through the whole machine."""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from complaints.actions import (
    citizen,
    closing,
    dispatch,
    handling,
    links,
    recall,
    replies,
    review,
    split,
    triage,
    withdrawal,
)
from complaints.enums import Nature, State
from complaints.models import Complaint
from tests.cast import Cast
from tests.factories import complaints as make

TEXT = "经核查，情况属实，已经责令改正，并向您致歉，感谢您的监督。"
WHY = "事实需要进一步核实清楚。"
Run = Callable[[Complaint, User], object]


def runs(cast: Cast) -> dict[str, Run]:
    """How each transition is made."""
    return _at_desk(cast) | _at_unit(cast) | _afterwards()


def _at_desk(cast: Cast) -> dict[str, Run]:
    """Until a case is with somebody."""
    ok: dict[str, Any] = {"verified": "true", "result": "solved"}
    refusal: dict[str, Any] = {
        "reason": "settled",
        "channel": "区人民法院",
        "text": "该事项已依法终结，没有新的事实。",
    }
    return {
        "accept": lambda c, by: triage.accept(complaint=c, by=by),
        "propose_refusal": lambda c, by: triage.propose_refusal(complaint=c, by=by, **refusal),
        "refuse": lambda c, by: triage.confirm_refusal(complaint=c, by=by),
        "reject_refusal": lambda c, by: triage.reject_refusal(complaint=c, by=by, reason=WHY),
        "merge": lambda c, by: triage.merge(complaint=c, by=by, into=_like(cast, c)),
        "unmerge": lambda c, by: links.unmerge(complaint=c, by=by, reason=WHY),
        "split": lambda c, by: split.split(
            complaint=c, by=by, content="另外一件事，路灯坏了很久。", category=c.category
        ),
        "answer": lambda c, by: replies.answer_directly(complaint=c, by=by, text=TEXT, **ok),
        "classify": lambda c, by: triage.classify(
            complaint=c, by=by, nature=c.nature or _nature(c), category=c.category
        ),
        **dict.fromkeys(
            ["triage", "redact"],
            lambda c, by: triage.redact(complaint=c, by=by, text=make.REDACTED),
        ),
        "dispatch": lambda c, by: dispatch.dispatch(complaint=c, by=by, unit=cast.unit),
    }


def _at_unit(cast: Cast) -> dict[str, Run]:
    """While the unit or discipline has it."""
    ok: dict[str, Any] = {"verified": "true", "result": "solved"}
    asked: dict[str, Any] = {
        "reason": "duty",
        "suggested_unit": cast.other_unit,
        "text": "不属本局职责",
    }
    return {
        "sign_for": lambda c, by: handling.sign_for(complaint=c, by=by),
        "ask_return": lambda c, by: handling.ask_return(complaint=c, by=by, **asked),
        "grant_return": lambda c, by: dispatch.decide_return(
            complaint=c, by=by, grant=True, answer=""
        ),
        "deny_return": lambda c, by: dispatch.decide_return(
            complaint=c, by=by, grant=False, answer=WHY
        ),
        "recall": lambda c, by: recall.recall(complaint=c, by=by, reason=WHY),
        "investigate": lambda c, by: dispatch.investigate(complaint=c, by=by),
        "to_discipline": lambda c, by: dispatch.to_discipline(complaint=c, by=by),
        "take_up": lambda c, by: dispatch.take_up(complaint=c, by=by),
        "conclude_discipline": lambda c, by: replies.conclude_discipline(
            complaint=c, by=by, text=TEXT, verified="partly"
        ),
        "give_back": lambda c, by: dispatch.give_back(complaint=c, by=by, reason=WHY),
        "report": lambda c, by: replies.report(complaint=c, by=by, text=make.TEXT, **ok),
        "sign": lambda c, by: replies.sign(complaint=c, by=by),
        **dict.fromkeys(
            ["decline", "decline_redo"],
            lambda c, by: replies.decline(complaint=c, by=by, reason=WHY),
        ),
        "approve": lambda c, by: review.approve(
            complaint=c, by=by, checked=review.POINTS, no_item=WHY
        ),
        **dict.fromkeys(
            ["send_back", "send_back_redo"],
            lambda c, by: replies.send_back(complaint=c, by=by, remarks={"facts": WHY}),
        ),
    }


def _afterwards() -> dict[str, Run]:
    """From the answer on, and what the person does."""
    low: dict[str, Any] = {"score": 1, "reason": "问题没有解决"}
    return {
        "close": lambda c, by: closing.close(complaint=c, by=by),
        "uphold": lambda c, by: closing.uphold(complaint=c, by=by, reason=WHY),
        "uphold_refusal": lambda c, by: closing.uphold(complaint=c, by=by, reason=WHY),
        "overturn": lambda c, by: closing.overturn(complaint=c, by=by, reason=WHY),
        "check_withdrawal": lambda c, by: withdrawal.check(
            complaint=c, by=by, voluntary=False, text="有人让撤回"
        ),
        "continue_anyway": lambda c, by: withdrawal.continue_anyway(complaint=c, by=by, reason=WHY),
        "continue_discipline": lambda c, by: withdrawal.continue_discipline(
            complaint=c, by=by, reason=WHY
        ),
        "archive": lambda c, by: closing.archive(complaint=c, by=by),
        "rate": lambda c, _by: citizen.rate(complaint=c, score=5),
        "reopen": lambda c, _by: citizen.rate(complaint=c, **low),
        "reopen_own": lambda c, _by: citizen.rate(complaint=c, **low),
        "ask_review": lambda c, _by: citizen.ask_review(complaint=c, reason=WHY),
        "withdraw": lambda c, _by: withdrawal.withdraw(complaint=c, reason=""),
    }


def _nature(complaint: Complaint) -> str:
    return Nature.ACCUSATION if complaint.is_accusation else Nature.COMPLAINT


def _like(cast: Cast, complaint: Complaint) -> Complaint:
    """A main case of the same kind."""
    if complaint.bypass:
        return make.make_received(cast, unit=None, about_office=True)
    return make.make_accusation(cast) if complaint.is_accusation else make.make_received(cast)


# The arrows of domain.md §4.10; what the portal adds stands in the workflow.
ARROWS = {
    (State.RECEIVED, State.ACCEPTED),
    (State.RECEIVED, State.REFUSED),
    (State.RECEIVED, State.MERGED),
    (State.RECEIVED, State.REPLIED),
    (State.ACCEPTED, State.TRIAGED),
    (State.TRIAGED, State.DISPATCHED),
    (State.DISPATCHED, State.HANDLING),
    (State.DISPATCHED, State.RETURN_REVIEW),
    (State.HANDLING, State.RETURN_REVIEW),
    (State.RETURN_REVIEW, State.TRIAGED),
    (State.RETURN_REVIEW, State.HANDLING),
    (State.ACCEPTED, State.INVESTIGATING),
    (State.ACCEPTED, State.TO_DISCIPLINE),
    (State.HANDLING, State.SIGNING),
    (State.SIGNING, State.REPLY_REVIEW),
    (State.REPLY_REVIEW, State.HANDLING),
    (State.REPLY_REVIEW, State.REPLIED),
    (State.INVESTIGATING, State.REPLIED),
    (State.REPLIED, State.CLOSED),
    (State.REPLIED, State.REDO),
    (State.REDO, State.SIGNING),
    (State.CLOSED, State.REVIEWING),
    (State.REFUSED, State.REVIEWING),
    (State.REVIEWING, State.CLOSED),
    (State.CLOSED, State.ARCHIVED),
}
