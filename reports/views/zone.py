"""The report of the zone: read it, write it, issue it, take it away as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaign.models import Campaign
from core import drafts
from core.access import require
from core.documents.word import download
from core.errors import Conflict, DomainError
from core.forms import form_of_draft
from core.http import conflict_response, status_message
from core.models import Document, StatusLog
from core.text import whole_number
from reports import access, paper, sentences, zone, zone_paper
from reports.actions import zone as actions
from reports.enums import Section
from reports.figures import BY_CODE
from reports.forms import ReasonForm, ZoneForm
from reports.models import ZoneReport
from reports.views.summary import entry_of, record_url
from reports.workflow import ZONE

KEY = "reports.zone:{}"
DONE = {
    "issue": pgettext_lazy("zone report", "Issued:"),
    "take_back": gettext_lazy("Taken back:"),
    "archive": gettext_lazy("Archived:"),
}


def _find(request: HttpRequest, year: int) -> ZoneReport:
    require(access.can_read_zone_report(request.user))
    return get_object_or_404(ZoneReport.objects.select_related("campaign"), campaign__year=year)


@require_GET
def report(request: HttpRequest, year: int) -> HttpResponse:
    """The report with its linked figures; before it is begun, what it will be made from."""
    require(access.can_read_zone_report(request.user))
    campaign = get_object_or_404(Campaign.objects.prefetch_related("phases"), year=year)
    found = ZoneReport.objects.select_related("campaign").filter(campaign=campaign).first()
    if found is not None:
        return _page(request, found, ReasonForm())
    context = {
        "campaign": campaign,
        "sent": zone.sent_reports(campaign),
        "missing": zone.missing_units(campaign),
        "may_write": access.can_write_zone_report(request.user),
    }
    return render(request, "reports/zone_none.html", context)


def _page(
    request: HttpRequest, found: ZoneReport, form: ReasonForm, status: int = 200
) -> HttpResponse:
    values = zone.values_of(found)
    year = found.campaign.year

    def url(code: str) -> str:
        return reverse("reports:zone-rows", args=[year, code])

    context = {
        "report": found,
        "parts": [(part, getattr(found, part.value)) for part in Section],
        "results": Section.RESULTS,
        "sentences": sentences.linked(values, url),
        "figures": [(value, url(code)) for code, value in values.items() if value.count],
        "annexes": paper.linked_annexes(values, url),
        "lines": zone.lines_of(found),
        "missing_units": [] if found.is_frozen else zone.missing_units(found.campaign),
        "steps": ZONE.available(found, request.user),
        "can_edit": access.can_write_zone_report(request.user, found),
        "gaps": found.missing(),
        "editions": Document.objects.issued().filter(number=found.number),
        "timeline": [entry_of(ZONE, log) for log in StatusLog.objects.of(ZONE.kind, found.pk)][
            ::-1
        ],
        "form": form,
    }
    return render(request, "reports/zone.html", context, status=status)


@require_POST
def start(request: HttpRequest, year: int) -> HttpResponse:
    """Draft the report from the units' reports and the records."""
    campaign = get_object_or_404(Campaign.objects.prefetch_related("phases"), year=year)
    actions.open_report(campaign=campaign, by=request.user)
    status_message(request, _("The report has been drafted from those of the units."))
    return redirect("reports:zone-edit", year=year)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, year: int) -> HttpResponse:
    """The editor, saved on the server while typing (R27, R28)."""
    found = _find(request, year)
    require(access.can_write_zone_report(request.user, found))
    key = KEY.format(found.number)
    if request.method == "GET":
        kept = None if "restart" in request.GET else drafts.load(request.user, key)
        form = ZoneForm(instance=found)
        if kept:
            form = form_of_draft(lambda data: ZoneForm(data, instance=found), kept.data)
        return _editor(request, found, form, from_draft=bool(kept))
    form = ZoneForm(request.POST, instance=found)
    if not form.is_valid():
        return _editor(request, found, form)
    try:
        found = actions.save(
            report=found,
            by=request.user,
            version=form.cleaned_data["version"],
            fields={name: form.cleaned_data[name] for name in actions.TEXT_FIELDS},
        )
    except Conflict as stale:
        current = ZoneReport.objects.get(pk=found.pk)
        return conflict_response(
            request,
            form,
            stale.current,
            who=_("Somebody of the office"),
            when=current.updated_at,
            cancel_url=reverse("reports:zone-edit", args=[year]) + "?restart=1",
            title=found.number,
        )
    drafts.drop(request.user, key)
    url = reverse("reports:zone", args=[year])
    status_message(request, _("Saved:"), url, found.number)
    return redirect(url)


def _editor(
    request: HttpRequest, found: ZoneReport, form: ZoneForm, *, from_draft: bool = False
) -> HttpResponse:
    context = {
        "report": found,
        "form": form,
        "from_draft": from_draft,
        "draft_key": KEY.format(found.number),
        "sentences": sentences.plain(zone.values_of(found)),
        "sent": zone.sent_reports(found.campaign),
    }
    return render(request, "reports/zone_edit.html", context)


@require_GET
def rows(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The records that a figure counts, of all units."""
    found = _find(request, year)
    if code not in BY_CODE:
        raise Http404
    value = zone.values_of(found)[code]
    listed = [(n, text, record_url(value.figure.page, n)) for n, text in value.rows]
    context = {"report": found, "figure": value.figure, "rows": listed}
    return render(request, "reports/zone_rows.html", context)


@require_POST
def step(request: HttpRequest, year: int, name: str) -> HttpResponse:
    """Issue, take back or archive. The action checks state and right again."""
    found = _find(request, year)
    if name not in DONE:
        raise Http404
    require(ZONE.can(found, name, request.user))
    try:
        if name == "take_back":
            form = ReasonForm(request.POST)
            if not form.is_valid():
                return _page(request, found, form, status=422)
            actions.take_back(report=found, by=request.user, reason=form.cleaned_data["reason"])
        elif name == "issue":
            given = request.POST.get("version")
            version = whole_number(given) if given else None
            actions.issue(report=found, by=request.user, version=version)
        else:
            actions.archive(report=found, by=request.user)
    except DomainError as error:
        if error.code != "incomplete":
            raise
        status_message(request, str(error.message))
        return redirect("reports:zone-edit", year=year)
    url = reverse("reports:zone", args=[year])
    status_message(request, DONE[name], url, found.number)
    return redirect(url)


@require_POST
def print_(request: HttpRequest, year: int) -> HttpResponse:
    """Queue the PDF and show how far it is."""
    document = actions.print_report(report=_find(request, year), by=request.user)
    return redirect("core:document-progress", key=document.key)


@require_GET
def word(request: HttpRequest, year: int) -> HttpResponse:
    """The same report as an editable DOCX."""
    found = _find(request, year)
    return download(zone_paper.paper_of(found), found.number)
