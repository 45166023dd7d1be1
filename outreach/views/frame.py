"""What every page of a case shares: who asks, which case, and the frame of a step's page."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from accounts.models import User
from core.access import Answer, require
from core.errors import Conflict, DomainError, NotAllowed
from core.http import conflict_response, status_message
from core.models import StatusLog
from core.text import Text
from outreach import stories
from outreach.forms import steps as forms
from outreach.models import EnterpriseCase
from outreach.workflow import KIND


def person(request: HttpRequest) -> User:
    """The signed-in person (sign-in is the default of every page)."""
    assert isinstance(request.user, User)  # noqa: S101 - the middleware has seen to it
    return request.user


def find(request: HttpRequest, number: str) -> EnterpriseCase:
    """The case with its firm and units, or 404 for everybody who may not know of it."""
    rows = EnterpriseCase.objects.visible_to(person(request))
    return get_object_or_404(
        rows.select_related("enterprise__unit", "unit", "registered_for", "item"), number=number
    )


class StepPage(View):
    """Scope, ask, form, action, message, redirect."""

    title: ClassVar[Text]
    submit: ClassVar[Text]
    lead: ClassVar[Text] = ""
    form_class: ClassVar[type[forms.CaseStepForm]]
    question: ClassVar[Callable[[User, EnterpriseCase], Answer]]

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        case = self.prepare(request, number)
        return self.page(request, case, self.form_class(case=case))

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        case = self.prepare(request, number)
        form = self.form_class(request.POST, case=case)
        if form.is_valid():
            try:
                done = self.act(request, case, form)
            except Conflict as stale:
                return self.conflict(request, form, stale)
            except NotAllowed:
                raise
            except DomainError as error:
                form.add_domain_error(error)
            else:
                status_message(request, done, case.get_absolute_url(), case.number)
                return redirect(self.then(case))
        return self.page(request, case, form, status=422)

    def prepare(self, request: HttpRequest, number: str) -> EnterpriseCase:
        case = find(request, number)
        require(type(self).question(person(request), case))
        return case

    def act(self, request: HttpRequest, case: EnterpriseCase, form: Any) -> Text:
        """Call the action; what to say when it is done."""
        raise NotImplementedError

    def then(self, case: EnterpriseCase) -> str:
        """Where the person goes afterwards."""
        return case.get_absolute_url()

    def page(
        self, request: HttpRequest, case: EnterpriseCase, form: Any, status: int = 200
    ) -> HttpResponse:
        context = {
            "case": case,
            "form": form,
            "title": self.title,
            "lead": self.lead,
            "submit": self.submit,
            "need": stories.need(case),
            "promised": stories.promised(case) if case.measures else [],
            "claim": case.claim_note,
        }
        return render(request, "outreach/step.html", context, status=status)

    def conflict(self, request: HttpRequest, form: Any, stale: Conflict) -> HttpResponse:
        """Both versions side by side; what was typed is kept (R28)."""
        current = stale.current
        assert isinstance(current, EnterpriseCase)  # noqa: S101 - the action raises it so
        log = StatusLog.objects.of(KIND, current.pk).last()
        return conflict_response(
            request,
            form,
            current,
            who=log.actor_name if log else "",
            when=current.updated_at,
            cancel_url=current.get_absolute_url(),
            title=current.number,
        )
