"""The frame of a step's page: one short form, always along the same path."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from accounts.models import User
from core import attachments
from core.access import Answer, require
from core.errors import Conflict, DomainError, NotAllowed
from core.http import status_message
from core.text import Text, whole_number
from core.ui.parts import Upload
from core.uploads.policy import PROOF
from rectification.forms import steps as forms
from rectification.models import RectificationItem
from rectification.views.item import duty_facts, find, person, problem_facts


class StepPage(View):
    """Scope, ask, form, action, message, redirect."""

    title: ClassVar[Text]
    submit: ClassVar[Text]
    lead: ClassVar[Text] = ""
    form_class: ClassVar[type[forms.ItemStepForm]]
    template: ClassVar[str] = "rectification/step.html"
    question: ClassVar[Callable[[User, RectificationItem], Answer]]

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        item = self.prepare(request, number)
        return self.page(request, item, self.form(request, item))

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        item = self.prepare(request, number)
        form = self.form(request, item)
        if self.touched_files(request, item):
            form.quiet()
        elif form.is_valid():
            try:
                done = self.act(request, item, form)
            except (NotAllowed, Conflict):
                raise
            except DomainError as error:
                form.add_domain_error(error)
            else:
                status_message(request, done, item.get_absolute_url(), item.number)
                return redirect(item.get_absolute_url())
        return self.page(request, item, form)

    def prepare(self, request: HttpRequest, number: str) -> RectificationItem:
        item = self.found(request, number)
        require(type(self).question(person(request), item))
        return item

    def found(self, request: HttpRequest, number: str) -> RectificationItem:
        return find(request, number)

    def form(self, request: HttpRequest, item: RectificationItem) -> Any:
        data = request.POST if request.method == "POST" else None
        files = request.FILES if request.method == "POST" else None
        return self.form_class(data, files, item=item, initial=self.initial(item))

    def initial(self, item: RectificationItem) -> dict[str, Any]:
        return {}

    def touched_files(self, request: HttpRequest, item: RectificationItem) -> bool:
        """Whether the post only adds or removes a file; steps with files override it."""
        return False

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        """Call the action; what to say when it is done."""
        raise NotImplementedError

    def page(self, request: HttpRequest, item: RectificationItem, form: Any) -> HttpResponse:
        context = {
            "item": item,
            "form": form,
            "title": self.title,
            "lead": self.lead,
            "submit": self.submit,
            "problem_facts": problem_facts(item, person(request)),
            "duty_facts": duty_facts(item),
            **self.more(request, item),
        }
        return render(request, self.template, context)

    def more(self, request: HttpRequest, item: RectificationItem) -> dict[str, Any]:
        return {
            "uploads": [],
            "remarks": [],
            "gaps": [],
            "measures": list(item.measures.select_related("owner__user")),
            "evidence": list(item.evidence.select_related("attachment", "added_by")),
        }


class FilesStepPage(StepPage):
    """A step with files: each is kept as soon as it arrives, whatever else is wrong (R2)."""

    def key(self, request: HttpRequest, item: RectificationItem) -> str:
        return f"{type(self).__name__}:{item.pk}:{person(request).pk}"

    def form(self, request: HttpRequest, item: RectificationItem) -> Any:
        form = super().form(request, item)
        if request.method == "POST":
            faults = attachments.stage_all(
                request.FILES.getlist("files"),
                owner_key=self.key(request, item),
                by=person(request),
                policy=PROOF,
            )
            form.is_valid()  # errors of files join those of the fields
            for fault in faults:
                form.add_error("files", str(fault.message))
        return form

    def touched_files(self, request: HttpRequest, item: RectificationItem) -> bool:
        gone = whole_number(request.POST.get("remove_file", ""))
        if not gone:
            return False
        attachments.unstage(self.key(request, item), gone)
        return True

    def more(self, request: HttpRequest, item: RectificationItem) -> dict[str, Any]:
        waiting = attachments.staged(self.key(request, item))
        uploads = [
            Upload(row.attachment.original_name, row.attachment.size, remove=str(row.pk))
            for row in waiting
        ]
        return {**super().more(request, item), "uploads": uploads}
