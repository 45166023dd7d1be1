"""The frame of an item's steps, and of those with files."""

from typing import Any

from django.http import HttpRequest

from core import attachments
from core.text import whole_number
from core.ui.parts import Upload
from core.uploads.policy import PROOF
from core.views import steps
from rectification.models import RectificationItem
from rectification.views.item import duty_facts, find, person, problem_facts


class StepPage(steps.StepPage[RectificationItem]):
    """A step of an item: its facts, measures and proof stand beside the form."""

    subject = "item"
    template = "rectification/step.html"

    def found(self, request: HttpRequest, number: str) -> RectificationItem:
        return find(request, number)

    def more(self, request: HttpRequest, record: RectificationItem) -> dict[str, Any]:
        return {
            "problem_facts": problem_facts(record, person(request)),
            "duty_facts": duty_facts(record),
            "uploads": [],
            "remarks": [],
            "gaps": [],
            "measures": list(record.measures.select_related("owner__user")),
            "evidence": list(record.evidence.select_related("attachment", "added_by")),
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
