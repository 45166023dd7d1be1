"""The steps of the unit, the office and the inspection team, one page each (ux.md P20, P28)."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core import attachments
from core.errors import Conflict
from core.http import conflict_response
from core.text import Text
from rectification import access, honesty, rule_gaps
from rectification.actions import closing, items, office, progress
from rectification.forms import steps as forms
from rectification.models import RectificationItem
from rectification.queries import last_change
from rectification.views.frame import FilesStepPage, StepPage
from rectification.views.item import person


class Sign(StepPage):
    title = _("Review and sign")
    submit = _("Confirm my decision")
    form_class = forms.SignForm
    question = access.can_sign

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        if form.agrees:
            items.sign(item=item, by=person(request))
            return _("Signed and sent to the office:")
        items.send_back(item=item, by=person(request), reason=form.cleaned_data["reason"])
        return _("Sent back to the liaison:")


class Review(StepPage):
    title = _("Confirm or return")
    submit = _("Confirm my decision")
    form_class = forms.ReviewForm
    question = access.can_review

    def initial(self, item: RectificationItem) -> dict[str, Any]:
        return {"is_key": item.is_key}

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        data = form.cleaned_data
        if form.agrees:
            items.accept(item=item, by=person(request), is_key=data["is_key"])
            return _("Confirmed; rectification begins:")
        items.return_for_changes(item=item, by=person(request), reason=data["reason"])
        return _("Returned for changes:")


class Report(FilesStepPage):
    title = _("Report progress")
    submit = _("Report progress")
    lead = _("Report when something has changed, not every day.")
    form_class = forms.ReportForm
    question = access.can_report

    def initial(self, item: RectificationItem) -> dict[str, Any]:
        figure = None if item.milestones.exists() else item.progress
        return {"progress": figure, "version": item.version}

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        data = form.cleaned_data
        with transaction.atomic():
            progress.report(
                item=item,
                by=person(request),
                content=data["content"],
                progress=data["progress"],
                figure_reason=data.get("figure_reason", ""),
                difficulties=data["difficulties"],
                help_needed=data["help_needed"],
                done_measures=tuple(row.pk for row in data.get("done_measures", ())),
                done_milestones=tuple(row.pk for row in data.get("done_milestones", ())),
                files=attachments.claim(self.key(request, item)),
                version=data["version"],
            )
        return _("Progress reported:")

    def conflict(self, request: HttpRequest, form: Any, stale: Conflict) -> HttpResponse:
        """Both figures side by side; what was typed is kept (R28)."""
        current = stale.current
        assert isinstance(current, RectificationItem)  # noqa: S101 - the action raises it so
        form = self.form(request, current)
        form.is_valid()
        who, when = last_change(current)
        return conflict_response(
            request,
            form,
            {"progress": current.progress, "version": current.version},
            who=who,
            when=when,
            cancel_url=current.get_absolute_url(),
            title=current.number,
        )


class AskClosing(FilesStepPage):
    title = _("Ask for closing")
    submit = _("Ask the unit head to sign")
    lead = _("The unit head signs first; then the office or the inspection team verifies.")
    form_class = forms.AskClosingForm
    question = access.can_ask_closing

    def more(self, request: HttpRequest, item: RectificationItem) -> dict[str, Any]:
        return {**super().more(request, item), "gaps": rule_gaps.long_term_gaps(item)}

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        with transaction.atomic():
            progress.ask_closing(
                item=item,
                by=person(request),
                result=form.cleaned_data["result"],
                note=form.cleaned_data["note"],
                files=attachments.claim(self.key(request, item)),
            )
        return _("The closing waits for the unit head:")


class SignClosing(StepPage):
    title = _("Sign the closing")
    submit = _("Confirm my decision")
    form_class = forms.SignClosingForm
    template = "rectification/verify.html"
    question = access.can_vouch

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        if form.agrees:
            progress.vouch(item=item, by=person(request))
            return _("Signed; the item waits for verification:")
        progress.decline_closing(item=item, by=person(request), reason=form.cleaned_data["reason"])
        return _("Not signed; the work goes on:")


class Verify(StepPage):
    title = _("Verify and strike off")
    submit = _("Confirm my decision")
    form_class = forms.VerifyForm
    template = "rectification/verify.html"
    question = access.can_verify

    def more(self, request: HttpRequest, item: RectificationItem) -> dict[str, Any]:
        return {**super().more(request, item), "remarks": honesty.remarks(item, person(request))}

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        data, by = form.cleaned_data, person(request)
        if not form.agrees:
            closing.reject(item=item, by=by, reason=data["reason"], new_due=data["new_due"])
            return _("Returned to be done again:")
        strike_off = closing.strike_off
        if item.needs_visit:
            on_site = access.can_strike_off_on_site(by, item)
            strike_off = closing.strike_off_on_site if on_site else closing.strike_off_key
        strike_off(
            item=item,
            by=by,
            checklist=form.checklist,
            result=data["result"],
            note=data["reason"],
            look_back_on=data["look_back_on"],
        )
        return _("Struck off:")


class LookBack(StepPage):
    title = _("Look back")
    submit = _("Confirm my decision")
    form_class = forms.LookBackForm
    template = "rectification/verify.html"
    question = access.can_look_back

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        data, by = form.cleaned_data, person(request)
        if form.agrees:
            closing.look_back(item=item, by=by, note=data["reason"])
            return _("Consolidated:")
        closing.reopen(item=item, by=by, reason=data["reason"], new_due=data["new_due"])
        return _("Reopened under the same number:")


class Reopen(StepPage):
    title = _("Reopen after a relapse")
    submit = _("Reopen the item")
    form_class = forms.ReopenForm
    question = access.can_reopen

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        data = form.cleaned_data
        closing.reopen(
            item=item, by=person(request), reason=data["reason"], new_due=data["new_due"]
        )
        return _("Reopened under the same number:")


class Suspend(StepPage):
    title = _("Suspend")
    submit = _("Suspend the item")
    lead = _("Reorganisation or force majeure: the item leaves the count, its record stays.")
    form_class = forms.ReasonForm
    question = access.can_suspend

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        office.suspend(item=item, by=person(request), reason=form.cleaned_data["reason"])
        return _("Suspended:")


class Merge(StepPage):
    title = _("Merge into another item")
    submit = _("Merge the items")
    form_class = forms.MergeForm
    question = access.can_merge

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        data = form.cleaned_data
        office.merge(item=item, into=data["into"], by=person(request), reason=data["reason"])
        return _("Merged:")


class Assign(StepPage):
    title = _("Change the responsible person")
    submit = _("Save")
    form_class = forms.AssignForm
    question = access.can_reassign

    def act(self, request: HttpRequest, item: RectificationItem, form: Any) -> Text:
        office.reassign(item=item, by=person(request), responsible=form.cleaned_data["responsible"])
        return _("Responsible person changed:")
