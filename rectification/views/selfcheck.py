"""The three checks, step by step (ux.md P24): list, one page for each check, check page, items."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.enums import Permission as P
from accounts.models import Unit
from core.access import require
from core.errors import Conflict, DomainError, NotAllowed
from core.http import ListPage, Sort, status_message
from rectification import access
from rectification.actions import selfcheck
from rectification.enums import CheckResult
from rectification.forms.selfcheck import PartForm
from rectification.models import SelfCheck
from rectification.three_checks import PARTS, part_of
from rectification.views.item import person

_SORTS = (Sort("new", ("-state", "-id"), gettext_lazy("unfinished first, then the newest")),)


def checks(request: HttpRequest) -> HttpResponse:
    """The self-checks a person may read, and where to begin one."""
    user = person(request)
    require(access.can_read_checks(user))
    rows = SelfCheck.objects.visible_to(user).select_related("unit", "finished_by")
    context = {
        "page": ListPage(request, rows, sorts=_SORTS),
        "units": user.units_with(P.ITEM_EDIT),
        "parts": PARTS,
    }
    return render(request, "rectification/self_checks.html", context)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin a self-check of one's unit, or go on with the unfinished one."""
    user = person(request)
    mine = {unit.code: unit for unit in user.units_with(P.UNIT_READ)}
    unit = mine.get(request.POST.get("unit", "")) or next(iter(mine.values()), None)
    check = selfcheck.start(unit=_found(unit), by=user)
    part = check.next_part()
    if part is None:
        return redirect(check)
    return redirect("rectification:self-check-part", check.number, part.number)


def part(request: HttpRequest, number: str, which: int) -> HttpResponse:
    """One of the three checks as a form."""
    user = person(request)
    check = _find(request, number)
    require(access.can_answer_check(user, check))
    shown = part_of(which)
    if shown is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = PartForm(data, part=shown, given=check.given, initial={"version": check.version})
    if data is not None and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            selfcheck.answer(
                check=check, part=shown, answers=form.answers(), by=user, version=version
            )
        except (NotAllowed, Conflict):
            raise
        except DomainError as error:
            form.add_domain_error(error)
        else:
            if which < len(PARTS):
                return redirect("rectification:self-check-part", check.number, which + 1)
            return redirect(check)
    context = {
        "check": check,
        "part": shown,
        "form": form,
        "steps": [_("Results"), _("Three visits"), _("Conduct"), _("Check and finish")],
    }
    return render(request, "rectification/self_check_part.html", context)


def check(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that was answered; posting it finishes the self-check."""
    user = person(request)
    row = _find(request, number)
    if request.method == "POST":
        found = selfcheck.finish(check=row, by=user)
        said = ngettext(
            "Self-check finished, %(n)d problem is on the ledger:",
            "Self-check finished, %(n)d problems are on the ledger:",
            len(found),
        )
        status_message(request, said % {"n": len(found)}, row.get_absolute_url(), row.number)
        return redirect(row)
    answers = {a.question: a for a in row.answers.select_related("category", "item")}
    context = {
        "check": row,
        "sections": [
            (shown, [(q, answers.get(q.code)) for q in shown.questions]) for shown in PARTS
        ],
        "problems": sum(1 for a in answers.values() if a.result == CheckResult.PROBLEM),
        "missing": row.next_part(),
        "may_answer": bool(access.can_answer_check(user, row)),
    }
    return render(request, "rectification/self_check.html", context)


def _find(request: HttpRequest, number: str) -> SelfCheck:
    rows = SelfCheck.objects.visible_to(person(request)).select_related("unit", "finished_by")
    return get_object_or_404(rows, number=number)


def _found(unit: Unit | None) -> Unit:
    if unit is None:
        raise NotAllowed(_("Only the unit itself runs its self-check."))
    return unit
