"""The team leader writes the conclusion."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.text import Text
from core.views.steps import StepPage
from inspections import access, queries
from inspections.actions import conclusions
from inspections.addresses import address
from inspections.forms import ConclusionForm
from inspections.models import Inspection
from inspections.views.inspections import find


class Conclude(StepPage[Inspection]):
    subject = "inspection"
    template = "inspections/conclude.html"
    title = _("Write the conclusion")
    submit = _("Conclude")
    form_class = ConclusionForm
    question = access.can_conclude

    def found(self, request: HttpRequest, number: str) -> Inspection:
        return find(request, number)

    def form_terms(self, request: HttpRequest, record: Inspection) -> dict[str, Any]:
        return {}

    def initial(self, record: Inspection) -> dict[str, Any]:
        return {"summary": record.summary, "conclusion": record.conclusion}

    def act(self, request: HttpRequest, record: Inspection, form: Any) -> Text:
        conclusions.conclude(inspection=record, by=request.user, **form.cleaned_data)
        return _("Concluded; the office checks it now:")

    def address(self, record: Inspection) -> str:
        return address("inspection", record.number)

    def more(self, request: HttpRequest, record: Inspection) -> dict[str, Any]:
        return {"findings": queries.findings_for(request.user, record)}
