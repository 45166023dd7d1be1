"""Set a campaign up: its words, references and targets, the plan as issued, late units."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign import access, template
from campaign.actions import campaigns as creating
from campaign.actions import setting_up as actions
from campaign.forms.campaigns import (
    ListsForm,
    PlanDocumentForm,
    ReferenceRows,
    TargetRows,
    WordsForm,
    YearForm,
)
from campaign.models import Campaign
from campaign.views import stale
from core import attachments, clock
from core.access import require
from core.errors import Conflict, DomainError
from core.http import conflict_response, status_message

TARGET = ("name", "value", "measure", "growth_pct", "actual")


def find(request: HttpRequest, year: int) -> Campaign:
    """The campaign of a year, for readers of the zone."""
    require(access.can_read_zone(request.user))
    return get_object_or_404(Campaign.objects.prefetch_related("phases"), year=year)


@require_http_methods(["GET", "POST"])
def campaign_new(request: HttpRequest) -> HttpResponse:
    """A campaign from the template, for a year that continues none."""
    require(access.can_manage_campaigns(request.user))
    form = YearForm(request.POST or None, initial={"year": clock.today().year})
    if request.method == "POST" and form.is_valid():
        year = form.cleaned_data["year"]
        if Campaign.objects.filter(year=year).exists():
            said = _("There is a campaign of %(year)d already. Choose another year.")
            form.add_error("year", said % {"year": year})
        else:
            # The campaign's papers are Chinese whatever the language of the person.
            with translation.override("zh-hans"):
                made = creating.create(
                    by=request.user, phases=template.phases(year), **template.facts(year)
                )
            url = reverse("campaign:campaign", args=[year])
            status_message(request, _("In preparation:"), url, made.title)
            return redirect("campaign:campaign-words", year)
    latest = Campaign.objects.order_by("-year").first()
    return render(request, "campaign/campaign_new.html", {"form": form, "latest": latest})


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, year: int) -> HttpResponse:
    """Title, theme, issuer, guiding thought, hotline and the seat of the office."""
    campaign = find(request, year)
    require(access.can_change_campaign(request.user, campaign))
    form = WordsForm(request.POST or None, instance=campaign)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in actions.WORDS}
        try:
            # The form has written on `campaign` already; the action compares with the row.
            actions.set_words(
                campaign=campaign,
                by=request.user,
                version=form.cleaned_data["version"],
                words=given,
            )
        except Conflict:
            return _conflict(request, form, year)
        return _saved(request, campaign)
    return render(request, "campaign/campaign_words.html", {"campaign": campaign, "form": form})


def _conflict(request: HttpRequest, form: WordsForm, year: int) -> HttpResponse:
    current = Campaign.objects.get(year=year)
    who, when = stale.last_change(current)
    return conflict_response(
        request,
        form,
        current,
        who=who,
        when=when,
        cancel_url=reverse("campaign:campaign", args=[year]),
        title=current.title,
    )


@require_http_methods(["GET", "POST"])
def lists(request: HttpRequest, year: int) -> HttpResponse:
    """The documents it is based on, and its targets with the actual figures."""
    campaign = find(request, year)
    require(access.can_change_campaign(request.user, campaign))
    data = request.POST if request.method == "POST" else None
    page = _ListsPage(campaign, data)
    if data is not None and page.is_valid():
        try:
            actions.set_lists(
                campaign=campaign,
                by=request.user,
                version=page.form.cleaned_data["version"],
                references=[(row["title"], row["doc_no"]) for row in page.references.rows],
                targets=page.targets.rows,
            )
        except Conflict as late:
            page = _ListsPage(campaign, stale.again(data, late))
            return page.answer(request, meanwhile=stale.meanwhile(late, page.saved()))
        return _saved(request, campaign)
    return page.answer(request)


class _ListsPage:
    """The two lists as rows, unbound or posted."""

    def __init__(self, campaign: Campaign, data: Any) -> None:
        self.campaign = campaign
        self.form = ListsForm(data, initial={"version": campaign.version})
        self.references = ReferenceRows(
            data,
            prefix="references",
            initial=list(campaign.references.values("title", "doc_no")),
        )
        self.targets = TargetRows(
            data, prefix="targets", initial=list(campaign.targets.values(*TARGET))
        )

    def is_valid(self) -> bool:
        sets = (self.references, self.targets)
        if any(rows.changed_rows for rows in sets):
            self.form.quiet()
            return False
        return all([self.form.is_valid(), *(rows.is_valid() for rows in sets)])

    def saved(self) -> list[str]:
        """What is saved now, one line each."""
        found = [*self.campaign.references.all(), *self.campaign.targets.all()]
        return [str(row) for row in found]

    def answer(self, request: HttpRequest, **more: Any) -> HttpResponse:
        context = {
            "campaign": self.campaign,
            "form": self.form,
            "references": self.references,
            "targets": self.targets,
            "formsets": [self.references, self.targets],
            "meanwhile": None,
            **more,
        }
        status = 409 if context["meanwhile"] else 200
        return render(request, "campaign/campaign_lists.html", context, status=status)


@require_http_methods(["GET", "POST"])
def plan_document(request: HttpRequest, year: int) -> HttpResponse:
    """Put the plan as issued on the page, in place of an earlier one."""
    campaign = find(request, year)
    require(access.can_change_campaign(request.user, campaign))
    form = PlanDocumentForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        try:
            actions.keep_plan(campaign=campaign, by=request.user, file=form.cleaned_data["plan"][0])
        except DomainError as fault:
            form.add_error("plan", str(fault.message))
        else:
            return _saved(request, campaign)
    return render(request, "campaign/campaign_plan.html", {"campaign": campaign, "form": form})


@require_safe
def plan_file(request: HttpRequest, year: int) -> HttpResponseBase:
    """The plan as issued, also that of a year that is over."""
    campaign = find(request, year)
    if campaign.plan_document is None:
        raise Http404(_("The plan has not been put here yet."))
    return attachments.serve(campaign.plan_document, request, number=campaign.number)


@require_POST
def enrol(request: HttpRequest, year: int) -> HttpResponse:
    """Give units that came later the tasks they lack."""
    campaign = find(request, year)
    count = actions.enrol(campaign=campaign, by=request.user)
    url = reverse("campaign:tasks")
    said = ngettext("%(count)d task given:", "%(count)d tasks given:", count) % {"count": count}
    status_message(request, said, url, campaign.title)
    return redirect("campaign:campaign", year)


def _saved(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    url = reverse("campaign:campaign", args=[campaign.year])
    status_message(request, _("Saved:"), url, str(campaign))
    return redirect(url)
