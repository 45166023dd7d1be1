"""The steps of a rule, one page each: scope, ask, form, action, message, redirect."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core import clock
from core.access import require
from core.http import status_message
from core.text import Text
from core.views import steps
from rectification import rule_access as access
from rectification.actions import rule_steps as actions
from rectification.enums import Scope
from rectification.forms import rules as forms
from rectification.models import Rule
from rectification.views.item import person
from rectification.views.rules import find, issue_facts, plan_facts


class RuleStepPage(steps.StepPage[Rule]):
    """The frame of all steps but the opinions; `done` is said when `do` has called the action."""

    done: ClassVar[Text]
    subject = "rule"
    template = "rectification/rules/step.html"

    def found(self, request: HttpRequest, number: str) -> Rule:
        return find(request, number)

    def form_terms(self, request: HttpRequest, record: Rule) -> dict[str, Any]:
        return {"rule": record, "user": person(request)}

    def act(self, request: HttpRequest, record: Rule, form: Any) -> Text:
        self.do(record, person(request), form.cleaned_data)
        return self.done

    def do(self, rule: Rule, by: User, data: dict[str, Any]) -> None:
        """Call the action."""
        raise NotImplementedError

    def more(self, request: HttpRequest, record: Rule) -> dict[str, Any]:
        return {"facts": [*plan_facts(record), *issue_facts(record)]}


class Consult(RuleStepPage):
    title = pgettext_lazy("rule", "Ask for opinions")
    submit = pgettext_lazy("rule", "Send the draft out")
    done = _("The draft is out for opinions:")
    lead = _("While the consultation runs the draft stays as it is; opinions are noted one by one.")
    form_class = forms.ConsultForm
    question = access.can_consult

    def initial(self, record: Rule) -> dict[str, Any]:
        return {"start": clock.today()}

    def do(self, rule: Rule, by: User, data: dict[str, Any]) -> None:
        actions.consult(rule=rule, by=by, **data)


class Approve(RuleStepPage):
    title = pgettext_lazy("rule", "Note the deliberation")
    submit = pgettext_lazy("rule", "Note as approved")
    done = _("Approved; the unit head issues:")
    form_class = forms.ApproveForm
    question = access.can_approve

    def do(self, rule: Rule, by: User, data: dict[str, Any]) -> None:
        actions.approve(rule=rule, by=by, **data)


class Redraft(RuleStepPage):
    title = pgettext_lazy("rule", "Back to the draft")
    submit = pgettext_lazy("rule", "Take the draft back")
    done = _("Back to the draft:")
    form_class = forms.RuleReasonForm
    question = access.can_redraft

    def do(self, rule: Rule, by: User, data: dict[str, Any]) -> None:
        actions.redraft(rule=rule, by=by, **data)


class Issue(RuleStepPage):
    title = pgettext_lazy("rule", "Issue the rule")
    submit = pgettext_lazy("rule", "Issue")
    done = pgettext_lazy("rule", "Issued:")
    lead = _("From its first day on the rule is in force by itself; nobody has to press anything.")
    form_class = forms.IssueForm
    question = access.can_issue

    def initial(self, record: Rule) -> dict[str, Any]:
        day = clock.today()
        return {"issued_on": day, "effective_on": day, "disclosure": Scope.PUBLIC}

    def do(self, rule: Rule, by: User, data: dict[str, Any]) -> None:
        actions.issue(rule=rule, by=by, facts=facts(data))


class Confirm(RuleStepPage):
    title = pgettext_lazy("rule", "Confirm that it is kept")
    submit = pgettext_lazy("rule", "Confirm")
    done = _("Kept in force:")
    lead = _("The rule stays as it was issued: enter its number and days of that time.")
    form_class = forms.IssueForm
    question = access.can_confirm

    def initial(self, record: Rule) -> dict[str, Any]:
        return {"disclosure": Scope.PUBLIC}

    def do(self, rule: Rule, by: User, data: dict[str, Any]) -> None:
        actions.confirm(rule=rule, by=by, facts=facts(data))


class Check(RuleStepPage):
    title = pgettext_lazy("rule", "Check whether it is kept")
    submit = pgettext_lazy("rule", "Save the check")
    done = _("Check saved:")
    form_class = forms.CheckForm
    question = access.can_check

    def initial(self, record: Rule) -> dict[str, Any]:
        return {"checked_on": clock.today()}

    def do(self, rule: Rule, by: User, data: dict[str, Any]) -> None:
        actions.check(rule=rule, by=by, **data)


class Evaluate(RuleStepPage):
    title = pgettext_lazy("rule", "Evaluate the rule")
    submit = pgettext_lazy("rule", "Save the evaluation")
    done = _("Evaluated:")
    form_class = forms.EvaluateForm
    question = access.can_evaluate

    def do(self, rule: Rule, by: User, data: dict[str, Any]) -> None:
        actions.evaluate(rule=rule, by=by, **data)


class Abolish(RuleStepPage):
    title = pgettext_lazy("rule", "Abolish the rule")
    submit = pgettext_lazy("rule", "Abolish")
    done = _("Abolished:")
    form_class = forms.AbolishForm
    question = access.can_abolish

    def do(self, rule: Rule, by: User, data: dict[str, Any]) -> None:
        actions.abolish(rule=rule, by=by, **data)


class Drop(RuleStepPage):
    title = pgettext_lazy("rule", "Do not pursue the rule")
    submit = pgettext_lazy("rule", "Do not pursue")
    done = _("Not pursued any more:")
    form_class = forms.RuleReasonForm
    question = access.can_drop

    def do(self, rule: Rule, by: User, data: dict[str, Any]) -> None:
        actions.drop(rule=rule, by=by, **data)


def facts(data: dict[str, Any]) -> actions.Issue:
    """The cleaned form as the action takes it."""
    return actions.Issue(
        doc_no=data["doc_no"],
        issued_on=data["issued_on"],
        effective_on=data["effective_on"],
        disclosure=data["disclosure"],
        disclosure_reason=data["disclosure_reason"],
    )


def opinions(request: HttpRequest, number: str) -> HttpResponse:
    """All opinions in rows, each with what became of it."""
    rule = find(request, number)
    user = person(request)
    require(access.can_note_opinions(user, rule))
    data = request.POST if request.method == "POST" else None
    names = ("giver", "content", "outcome", "note")
    present = [{name: getattr(row, name) for name in names} for row in rule.opinions.all()]
    rows = forms.OpinionRows(data, prefix="opinions", initial=present)
    if data is not None and not rows.changed_rows and rows.is_valid():
        lines = [form.cleaned_data for form in rows.forms if any(form.cleaned_data.values())]
        actions.note_opinions(rule=rule, by=user, opinions=[_line(line) for line in lines])
        status_message(request, _("Opinions saved:"), rule.get_absolute_url(), rule.number)
        return redirect(rule)
    context = {"rule": rule, "rows": rows, "formsets": [rows]}
    return render(request, "rectification/rules/opinions.html", context)


def _line(row: dict[str, Any]) -> actions.OpinionLine:
    return actions.OpinionLine(
        giver=row["giver"], content=row["content"], outcome=row["outcome"], note=row["note"]
    )
