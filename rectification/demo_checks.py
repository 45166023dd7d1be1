"""Self-checks of the demo: one unit is through, another one stopped before the last part."""

from accounts.models import User
from campaign.models import Category
from core.demo import DemoContext
from rectification.actions import selfcheck
from rectification.actions.selfcheck import Answer
from rectification.enums import CheckResult
from rectification.models import SelfCheck
from rectification.three_checks import PARTS, Part

PROBLEM = "2-speed"
FOUND = "5月以来承诺件抽查60件，有7件超过承诺时限，最长超期4个工作日。"


def build(ctx: DemoContext) -> None:
    """Run both self-checks in the hands of the liaisons."""
    with ctx.at("08-12", "09:40"):
        through = _run(ctx, "GJJ", PARTS, problem=False)
        selfcheck.finish(check=through, by=ctx.users["gjj_liaison"])
    with ctx.at("08-18", "15:20"):
        _run(ctx, "JFJ", PARTS[:2], problem=True)


def _run(ctx: DemoContext, code: str, parts: tuple[Part, ...], *, problem: bool) -> SelfCheck:
    by: User = ctx.users[f"{code.lower()}_liaison"]
    check = selfcheck.start(unit=ctx.units[code], by=by)
    for part in parts:
        answers = [_answer(question.code, problem=problem) for question in part.questions]
        check = selfcheck.answer(check=check, part=part, answers=answers, by=by)
    return check


def _answer(code: str, *, problem: bool) -> Answer:
    if problem and code == PROBLEM:
        category = Category.objects.get(code="2.1")
        return Answer(
            question=code,
            result=CheckResult.PROBLEM,
            problem=FOUND,
            occasion="",
            category=category,
        )
    result = CheckResult.NOT_OURS if code == "2-villages" else CheckResult.GOOD
    return Answer(question=code, result=result, problem="", occasion="", category=None)
