"""Ask about an item, and answer (domain.md §4.8)."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import require
from core.text import Text
from rectification import access
from rectification.actions import questions
from rectification.forms.questions import AnswerForm, AskForm
from rectification.models import ItemQuestion, RectificationItem
from rectification.views.frame import StepPage
from rectification.views.item import person


class Ask(StepPage):
    title = _("Ask a question")
    submit = _("Send the question")
    lead = _("The question and its answer stay on the page of the item.")
    form_class = AskForm
    question = access.can_ask

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        questions.ask(item=item, by=person(request), text=form.cleaned_data["text"])
        return _("Question sent:")


class Answer(StepPage):
    title = _("Answer a question")
    submit = pgettext_lazy("question", "Send the answer")
    form_class = AnswerForm
    asked: ItemQuestion

    def dispatch(self, request: HttpRequest, number: str, pk: int) -> Any:
        self.pk = pk
        return super().dispatch(request, number)

    def prepare(self, request: HttpRequest, number: str) -> RectificationItem:
        item = self.found(request, number)
        self.asked = get_object_or_404(item.questions.select_related("item__unit"), pk=self.pk)
        require(access.can_answer(person(request), self.asked))
        return item

    def more(self, request: HttpRequest, item: RectificationItem) -> dict[str, Any]:
        return {**super().more(request, item), "lead": self.asked.text}

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        questions.answer(question=self.asked, by=person(request), text=form.cleaned_data["text"])
        return pgettext_lazy("question", "Answered:")
