"""Prepare a publication and bring it through its reviews (workbench)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.enums import Permission as P
from accounts.models import Post, Unit, User
from core import audit
from core.access import Answer, require
from core.documents import word
from core.documents.actions import request_document
from core.errors import Conflict, DomainError, NotAllowed
from core.http import ListPage, Sort, status_message
from core.models import StatusLog
from core.text import Text
from core.ui.due import moment_words
from core.ui.parts import TimelineEntry
from publicity import access
from publicity.actions import publications
from publicity.forms import ChecksForm, PublicationForm, ReasonForm, StepForm
from publicity.models import Publication
from publicity.paper import NoticePaper, notice_of
from publicity.snapshot import doubts, due_of, freeze, head_of
from publicity.workflow import KIND, PUBLICATION

_SORTS = (Sort("new", ("-id",), gettext_lazy("newest first")),)


@dataclass(frozen=True)
class Step:
    """A step on the page of a publication."""

    label: Text
    question: Callable[[User, Publication], Answer]
    form: type[StepForm]
    act: Callable[[Publication, User, dict[str, Any]], object]
    said: Text


STEPS: dict[str, Step] = {
    "submit": Step(
        gettext_lazy("Send to review"),
        access.can_submit,
        StepForm,
        lambda row, by, _data: publications.submit(publication=row, by=by),
        gettext_lazy("Frozen and sent to the unit head:"),
    ),
    "first": Step(
        gettext_lazy("Pass the first review"),
        access.can_pass_first,
        StepForm,
        lambda row, by, _data: publications.pass_first(publication=row, by=by),
        gettext_lazy("Sent to the office:"),
    ),
    "second": Step(
        gettext_lazy("Pass the second review"),
        access.can_pass_second,
        ChecksForm,
        lambda row, by, data: publications.pass_second(publication=row, by=by, **data),
        gettext_lazy("Sent to the head of the office:"),
    ),
    "publish": Step(
        gettext_lazy("Make public"),
        access.can_publish,
        StepForm,
        lambda row, by, _data: publications.publish(publication=row, by=by),
        gettext_lazy("Made public:"),
    ),
    "send-back": Step(
        pgettext_lazy("publication", "Send back"),
        access.can_send_back,
        ReasonForm,
        lambda row, by, data: publications.send_back(publication=row, by=by, **data),
        gettext_lazy("Sent back to the unit:"),
    ),
    "withdraw": Step(
        gettext_lazy("Take out of public view"),
        access.can_withdraw,
        ReasonForm,
        lambda row, by, data: publications.withdraw(publication=row, by=by, **data),
        gettext_lazy("Taken out of public view:"),
    ),
}


def listing(request: HttpRequest) -> HttpResponse:
    """The publications a person may read."""
    user = _person(request)
    require(access.can_read_publications(user))
    rows = Publication.objects.visible_to(user).with_opinions().select_related("unit")
    context = {
        "page": ListPage(request, rows, sorts=_SORTS),
        "units": user.units_with(P.ITEM_EDIT),
    }
    return render(request, "publicity/publications.html", context)


def new(request: HttpRequest, code: str) -> HttpResponse:
    """Draft the publication of a unit's plan."""
    user = _person(request)
    units = {unit.code: unit for unit in user.units_with(P.UNIT_READ)}
    if code not in units:
        raise Http404
    require(access.can_prepare(user, units[code]))
    return _form_page(request, user, units[code], None)


def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change a draft."""
    user, row = _person(request), _find(request, number)
    require(access.can_edit(user, row))
    return _form_page(request, user, row.unit, row)


def publication(request: HttpRequest, number: str) -> HttpResponse:
    """What is or will be public, the doubts about it, its story, and what one can do."""
    return _page(request, _find(request, number), {})


def step(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Take a step; a refusal is said at the step's form."""
    user, row = _person(request), _find(request, number)
    if name not in STEPS or request.method != "POST":
        raise Http404
    chosen = STEPS[name]
    require(chosen.question(user, row))
    form = chosen.form(request.POST)
    if form.is_valid():
        try:
            chosen.act(row, user, form.cleaned_data)
        except (NotAllowed, Conflict):
            raise
        except DomainError as error:
            form.add_domain_error(error)
        else:
            status_message(request, chosen.said, row.get_absolute_url(), row.number)
            return redirect(row)
    return _page(request, row, {name: form})


@require_GET
def word_file(request: HttpRequest, number: str) -> HttpResponse:
    """The same notice as an editable DOCX."""
    user, row = _person(request), _find(request, number)
    require(access.can_print(user, row))
    answer = word.download(notice_of(row), row.number)
    audit.record(
        f"{KIND}.word",
        by=user,
        kind=KIND,
        object_id=row.pk,
        number=row.number,
        unit_code=row.unit_code,
    )
    return answer


@require_POST
def print_(request: HttpRequest, number: str) -> HttpResponse:
    """Queue the notice with its code as a PDF."""
    user, row = _person(request), _find(request, number)
    require(access.can_print(user, row))
    document = request_document(NoticePaper.code, {"number": row.number}, by=user)
    return redirect("core:document-progress", key=document.key)


def _page(request: HttpRequest, row: Publication, forms: dict[str, StepForm]) -> HttpResponse:
    user = _person(request)
    snapshot = row.snapshot or freeze(
        row.items.select_related("responsible").prefetch_related("measures").order_by("number")
    )
    reviews = access.can_see_reviews(user, row)
    names = Post.objects.current().filter(unit=row.unit).values_list("user__name", flat=True)
    possible = {
        name: (one, forms.get(name) or one.form())
        for name, one in STEPS.items()
        if one.question(user, row)
    }
    context = {
        "publication": row,
        "lines": [{**line, "due_day": due_of(line)} for line in snapshot],
        "reviews": reviews,
        "doubts": doubts([head_of(row), *snapshot], set(names)) if reviews else [],
        "opinions_count": row.opinions.count(),
        "steps": possible,
        "error_forms": list(forms.values()),
        "may_edit": bool(access.can_edit(user, row)),
        "may_print": bool(access.can_print(user, row)),
        "timeline": [_entry(log) for log in StatusLog.objects.of(KIND, row.pk)] if reviews else [],
    }
    return render(request, "publicity/publication.html", context)


def _entry(log: StatusLog) -> TimelineEntry:
    return TimelineEntry(
        title=PUBLICATION[log.transition].label,
        meta=f"{log.actor_name}，{moment_words(log.at)}",
        body=log.reason,
    )


def _form_page(
    request: HttpRequest, user: User, unit: Unit, row: Publication | None
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = PublicationForm(data, unit=unit, publication=row)
    if data is not None and form.is_valid():
        try:
            saved = _save(form, user, unit, row)
        except (NotAllowed, Conflict):
            raise
        except DomainError as error:
            form.add_domain_error(error)
        else:
            status_message(request, _("Saved:"), saved.get_absolute_url(), saved.number)
            return redirect(saved)
    context = {"form": form, "unit": unit, "publication": row}
    return render(request, "publicity/publication_form.html", context)


def _save(form: PublicationForm, user: User, unit: Unit, row: Publication | None) -> Publication:
    values = {
        name: form.cleaned_data[name]
        for name in ("title", "intro", "start_on", "end_on", "scope", "channels", "items")
    }
    if row is None:
        return publications.prepare(unit=unit, by=user, **values)
    version = form.cleaned_data["version"]
    return publications.edit(publication=row, by=user, version=version, **values)


def _find(request: HttpRequest, number: str) -> Publication:
    rows = Publication.objects.visible_to(_person(request)).select_related("unit", "campaign")
    return get_object_or_404(rows, number=number)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - sign-in is the default
    return request.user
