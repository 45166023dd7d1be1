"""The frame of a step's page: one record, one short form, always along the same path.

A package says how a record is found, which form it takes and what its page shows; each step names
its words, its question to `access` and its action.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from core.access import Answer, require
from core.errors import Conflict, DomainError, NotAllowed
from core.http import status_message
from core.text import Text

R = TypeVar("R")


class StepPage(View, Generic[R]):
    """Scope, ask, form, action, message, redirect.

    `subject`: what the record is called in the form and on the page; `question(user, record)`:
    whether the step is allowed now; `refused`: the status of a page that shows a fault.
    """

    title: ClassVar[Text]
    submit: ClassVar[Text]
    lead: ClassVar[Text] = ""
    subject: ClassVar[str]
    template: ClassVar[str]
    form_class: ClassVar[type[Any]]
    question: ClassVar[Callable[[Any, Any], Answer]]
    refused: ClassVar[int] = 200

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        record = self.prepare(request, number)
        return self.page(request, record, self.form(request, record))

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        record = self.prepare(request, number)
        form = self.form(request, record)
        if self.touched_files(request, record):
            form.quiet()
        elif form.is_valid():
            try:
                done = self.act(request, record, form)
            except Conflict as stale:
                return self.conflict(request, form, stale)
            except NotAllowed:
                raise
            except DomainError as error:
                form.add_domain_error(error)
            else:
                status_message(request, done, self.address(record), self.number(record))
                return redirect(self.then(record))
        return self.page(request, record, form, status=self.refused)

    def prepare(self, request: HttpRequest, number: str) -> R:
        """The record, if the person may take the step on it."""
        record = self.found(request, number)
        require(type(self).question(request.user, record))
        return record

    def found(self, request: HttpRequest, number: str) -> R:
        """The record, or 404 for everybody who may not know of it."""
        raise NotImplementedError

    def form(self, request: HttpRequest, record: R) -> Any:
        posted = request.method == "POST"
        return self.form_class(
            request.POST if posted else None,
            request.FILES if posted else None,
            initial=self.initial(record),
            **self.form_terms(request, record),
        )

    def form_terms(self, request: HttpRequest, record: R) -> dict[str, Any]:
        """What the form gets besides the data."""
        return {self.subject: record}

    def initial(self, record: R) -> dict[str, Any]:
        return {}

    def touched_files(self, request: HttpRequest, record: R) -> bool:
        """Whether the post only adds or removes a file; steps with files override it."""
        return False

    def act(self, request: HttpRequest, record: R, form: Any) -> Text:
        """Call the action; what to say when it is done."""
        raise NotImplementedError

    def conflict(self, request: HttpRequest, form: Any, stale: Conflict) -> HttpResponse:
        """Somebody has saved meanwhile; steps with a version show both values (R28)."""
        raise stale

    def address(self, record: Any) -> str:
        return str(record.get_absolute_url())

    def number(self, record: Any) -> str:
        return str(record.number)

    def then(self, record: R) -> str:
        """Where the person goes afterwards."""
        return self.address(record)

    def page(
        self, request: HttpRequest, record: R, form: Any, *, status: int = 200
    ) -> HttpResponse:
        context = {
            self.subject: record,
            "form": form,
            "title": self.title,
            "lead": self.lead,
            "submit": self.submit,
            **self.more(request, record),
        }
        return render(request, self.template, context, status=status)

    def more(self, request: HttpRequest, record: R) -> dict[str, Any]:
        """What the page shows besides the form."""
        return {}
