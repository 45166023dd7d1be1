"""Register an item and change its promise (ux.md P21)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Permission as P
from accounts.models import Unit, User
from core import drafts
from core.access import Denied, require
from core.errors import Conflict, DomainError, NotAllowed
from core.forms import PortalFormSet
from core.http import conflict_response, status_message
from rectification import access, promise
from rectification.actions import items
from rectification.actions.items import PROMISE_FIELDS
from rectification.enums import Klass, Source
from rectification.forms.promise import (
    ItemForm,
    MeasureRows,
    MilestoneRows,
    UnitForm,
    due_hint,
    suggested_due,
)
from rectification.models import RectificationItem
from rectification.queries import last_change
from rectification.views.item import find, person


def new(request: HttpRequest) -> HttpResponse:
    """Choose the unit if there is a choice, then fill in the promise."""
    user = person(request)
    units = units_to_register(user)
    if not units:
        raise NotAllowed(Denied(_("Only the unit itself or the office can register items.")).reason)
    code = request.GET.get("unit", "")
    unit = units.filter(code=code).first() if code else None
    if unit is None and units.count() == 1:
        unit = units.get()
    if unit is None:
        form = UnitForm(request.GET or None, user=user, units=units)
        return render(request, "rectification/choose_unit.html", {"form": form})
    require(access.can_register(user, unit))
    blank = RectificationItem(unit=unit, source=Source.SELF_CHECK, klass=Klass.BY_DATE)
    return promise_page(request, blank, user)


def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change a draft or returned promise."""
    user = person(request)
    item = find(request, number)
    require(access.can_edit(user, item))
    return promise_page(request, item, user)


def units_to_register(user: User) -> QuerySet[Unit]:
    """The units on whose ledger a person may put items."""
    if user.may(P.ITEM_REVIEW):
        return Unit.objects.active().in_order()
    mine = [unit.pk for unit in user.units_with(P.ITEM_EDIT)]
    return Unit.objects.active().in_order().filter(pk__in=mine)


def promise_page(request: HttpRequest, item: RectificationItem, user: User) -> HttpResponse:
    """The form with its two kinds of rows; «save» keeps a draft, «send» wants it complete."""
    is_new = item.pk is None
    key = f"item-new:{item.unit.code}" if is_new else f"item:{item.pk}"
    data = request.POST or None
    form = ItemForm(data, instance=item, unit=item.unit, initial=_initial(item))
    measures = _measures(item, data)
    milestones = _milestones(item, data)
    if data is not None:
        if measures.changed_rows or milestones.changed_rows:
            for one in (form, *measures.forms, *milestones.forms):
                one.quiet()
        elif all([form.is_valid(), measures.is_valid(), milestones.is_valid()]) and _agree(
            form, milestones
        ):
            answer = _save(request, form, measures, milestones, item, user)
            if answer is not None:
                drafts.drop(user, key)
                return answer
    if data is None and item.pk and "gaps" in request.GET:
        form = with_gaps(form, item)
    context = {
        "form": form,
        "measures": measures,
        "milestones": milestones,
        "formsets": [measures, milestones],
        "item": item,
        "is_new": is_new,
        "draft_key": key,
        "suggested_due": suggested_due(Klass.AT_ONCE),
    }
    return render(request, "rectification/promise.html", context)


def _agree(form: ItemForm, milestones: PortalFormSet) -> bool:
    """Whether the milestones go with class and deadline; the reason stands at their row."""
    klass, due = form.cleaned_data["klass"], form.cleaned_data["due_date"]
    wrong = False
    for row in milestones.forms:
        day = row.cleaned_data.get("due")
        problem = promise.milestone_problem(klass, due, [day] if day else [])
        if problem:
            row.add_error("due", str(problem))
            wrong = True
    return not wrong


def with_gaps(form: ItemForm, item: RectificationItem) -> ItemForm:
    """The form as if it had been posted, with what is missing before it can be sent."""
    posted = QueryDict(mutable=True)
    for bound in form:
        value = form[bound.name].field.prepare_value(bound.value())
        if isinstance(value, (list, tuple)):
            posted.setlist(bound.html_name, [str(one) for one in value])
        elif value not in (None, False):
            posted[bound.html_name] = "on" if value is True else str(value)
    judged = ItemForm(posted, instance=item, unit=item.unit)
    for gap in promise.gaps(item):
        judged.add_domain_error(DomainError(gap.message, "gap", gap.field))
    return judged


def _initial(item: RectificationItem) -> dict[str, Any]:
    if item.pk is None:
        return {"owner_kind": item.owner_kind, "source": item.source, "scope": item.scope}
    return {"co_units": list(item.co_units.all())}


def _measures(item: RectificationItem, data: Any) -> PortalFormSet:
    rows = list(item.measures.all()) if item.pk else []
    return MeasureRows(
        data,
        prefix="measures",
        initial=[{"text": r.text, "owner": r.owner_id, "due": r.due} for r in rows],
        form_kwargs={"unit": item.unit},
    )


def _milestones(item: RectificationItem, data: Any) -> PortalFormSet:
    rows = list(item.milestones.all()) if item.pk else []
    return MilestoneRows(
        data, prefix="milestones", initial=[{"name": r.name, "due": r.due} for r in rows]
    )


def _save(
    request: HttpRequest,
    form: ItemForm,
    measures: PortalFormSet,
    milestones: PortalFormSet,
    item: RectificationItem,
    user: User,
) -> HttpResponse | None:
    """Save through the action; nothing means: show the form with its new errors."""
    values = form.promise()
    lines: dict[str, Any] = {
        "measures": [row for row in _filled(measures) if row.get("text")],
        "milestones": [row for row in _filled(milestones) if row.get("name")],
    }
    try:
        if item.pk is None:
            saved = items.register(unit=item.unit, by=user, **values, **lines)
        else:
            version = form.cleaned_data["version"]
            saved = items.edit(item=item, by=user, version=version, **values, **lines)
    except Conflict as stale:
        return _conflict(request, form, stale)
    if "send" in request.POST:
        if promise.gaps(saved):
            status_message(request, _("Saved as a draft:"), saved.get_absolute_url(), saved.number)
            return redirect(f"{reverse('rectification:edit', args=[saved.number])}?gaps=1")
        items.send(item=saved, by=user)
        return _done(request, saved, _("Sent to the unit head:"))
    return _done(request, saved, _("Saved:"))


def _filled(rows: PortalFormSet) -> list[dict[str, Any]]:
    """Every row with content, whether changed or as it was."""
    return [form.cleaned_data for form in rows.forms if any(form.cleaned_data.values())]


def _conflict(request: HttpRequest, form: ItemForm, stale: Conflict) -> HttpResponse:
    current = stale.current
    assert isinstance(current, RectificationItem)  # noqa: S101 - the action raises it so
    who, when = last_change(current)
    saved = {name: getattr(current, name) for name in PROMISE_FIELDS}
    saved |= {"co_units": list(current.co_units.all()), "version": current.version}
    return conflict_response(
        request,
        form,
        saved,
        who=who,
        when=when,
        cancel_url=current.get_absolute_url(),
        title=current.number,
    )


def _done(request: HttpRequest, item: RectificationItem, said: str) -> HttpResponse:
    hint = due_hint(item.due_date)
    status_message(request, said, item.get_absolute_url(), item.number)
    if hint:
        status_message(request, hint)
    return redirect("rectification:item", item.number)
