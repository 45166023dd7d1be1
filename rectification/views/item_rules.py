"""What a problem has to do with rules: link one to it, and its quarterly review."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.text import Text
from rectification import rule_access
from rectification.actions import reviews, rules
from rectification.forms import rules as forms
from rectification.models import RectificationItem
from rectification.views.frame import StepPage
from rectification.views.item import person


class LinkRule(StepPage):
    title = pgettext_lazy("rule", "Link a rule")
    submit = pgettext_lazy("rule", "Link")
    lead = _("Choose a rule of the unit that answers this problem.")
    form_class = forms.LinkForm  # type: ignore[assignment]
    question = rule_access.can_link_item

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        rules.link(rule=form.cleaned_data["rule"], item=item, by=person(request))
        return _("Rule linked:")


class Review(StepPage):
    title = pgettext_lazy("rectification", "Quarterly review")
    submit = pgettext_lazy("rectification", "Save the review")
    lead = _("A long-term item closes with a rule in force and after a review that it has passed.")
    form_class = forms.ReviewForm  # type: ignore[assignment]
    question = rule_access.can_review_quarter

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        data = form.cleaned_data
        reviews.hold(
            item=item,
            by=person(request),
            held_on=data["held_on"],
            passed=data["outcome"] == forms.PASSED,
            note=data["note"],
            next_on=data["next_on"],
        )
        return _("Review saved:")
