"""The messages about rules: who learns of which step."""

from collections.abc import Iterable
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from core import notices
from core.models import Notice, StatusLog
from core.text import Text
from rectification.models import Rule
from rectification.workflow import RULE_KIND


class RuleNotice(notices.NoticeKind):
    """A message about one rule; `sentence` has its number set in."""

    sentence: ClassVar[Text]

    def text(self, notice: Notice) -> str:
        return str(self.sentence) % {"number": notice.number, **notice.params}

    def url(self, notice: Notice) -> str:
        return reverse("rectification:rule", args=[notice.number])


class RuleToIssue(RuleNotice):
    code = "rectification.rule-to-issue"
    label = gettext_lazy("Rule to issue")
    sentence = gettext_lazy("The rule %(number)s has been approved and waits for you to issue it.")


class RuleInForce(RuleNotice):
    code = "rectification.rule-in-force"
    label = gettext_lazy("Rule in force")
    sentence = gettext_lazy("The rule %(number)s is in force from today.")


class RuleAbolished(RuleNotice):
    code = "rectification.rule-abolished"
    label = gettext_lazy("Rule abolished")
    sentence = gettext_lazy("The rule %(number)s was abolished by the unit head.")


class RuleDueNotice(RuleNotice):
    """How many working days are left until it is to be issued, or gone by."""

    code = "rectification.rule-due"
    label = gettext_lazy("Rule due")

    def text(self, notice: Notice) -> str:
        step = int(notice.params["step"])
        words = {"number": notice.number, "n": abs(step)}
        if step == 0:
            return _("The rule %(number)s is to be issued today.") % words
        if step < 0:
            return (
                ngettext(
                    "The rule %(number)s is to be issued in %(n)d working day.",
                    "The rule %(number)s is to be issued in %(n)d working days.",
                    -step,
                )
                % words
            )
        return (
            ngettext(
                "The rule %(number)s should have been issued %(n)d working day ago.",
                "The rule %(number)s should have been issued %(n)d working days ago.",
                step,
            )
            % words
        )


class RuleCheckDueNotice(RuleNotice):
    code = "rectification.rule-check-due"
    label = gettext_lazy("Check of a rule due")
    sentence = gettext_lazy("Nobody has checked yet whether the rule %(number)s is kept.")


RULE_NOTICES: tuple[type[notices.NoticeKind], ...] = (
    RuleToIssue,
    RuleInForce,
    RuleAbolished,
    RuleDueNotice,
    RuleCheckDueNotice,
)


def tell_of_rule(
    kind: type[RuleNotice], rule: Rule, people: Iterable[User], occasion: StatusLog
) -> None:
    """Post a message about a rule, once for each step."""
    notices.post(
        kind,
        recipients=people,
        subject_kind=RULE_KIND,
        subject_id=rule.pk,
        number=rule.number,
        period=f"#{occasion.pk}",
        params={"unit": rule.unit.short_name},
    )
