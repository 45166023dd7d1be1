"""What publications ask of a person: reviews, and opinions to read."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from accounts.enums import Permission as P
from core.duties import Duties, Found
from core.todo import Todo
from publicity.enums import OpinionState, State
from publicity.models import Opinion, Publication

_KIND = pgettext_lazy("to-do", "Publication")


def todos(user: Any) -> list[Found]:
    """Reviews, and the opinions to read by publication: one query, whatever the posts."""
    return [*_reviews(user), *_opinions(user)]


# Whoever has drafted, sent or reviewed it does not review it.
_NOT_TWICE = ("created_by", "submitted_by", "first_by", "second_by")


def _reviews(user: Any) -> list[Found]:
    wanted = Q(pk__in=[])
    if units := user.units_with(P.ITEM_SIGN):
        wanted |= Q(state=State.UNIT_REVIEW, unit__in=units)
    if user.may(P.ITEM_REVIEW):
        wanted |= Q(state=State.OFFICE_REVIEW)
    if user.may(P.CAMPAIGN_MANAGE):
        wanted |= Q(state=State.FINAL_REVIEW)
    if not wanted.children or (not units and not user.may(P.ITEM_REVIEW)):
        return []
    rows = Publication.objects.filter(wanted).select_related("unit")
    for name in _NOT_TWICE:
        rows = rows.exclude(**{name: user})
    return [Duties(_KIND, rows, _review, due="start_on")]


def _review(row: Publication) -> Todo:
    return Todo(
        kind=_KIND,
        title=row.title,
        number=row.number,
        meta=f"{row.unit.short_name}，{row.get_state_display()}",
        due_on=row.start_on,
        verb=pgettext("to-do", "Review"),
        url=row.get_absolute_url(),
    )


def _opinions(user: Any) -> list[Todo]:
    if not user.may(P.COMPLAINT_INTAKE):
        return []
    rows = (
        Opinion.objects.filter(state=OpinionState.NEW)
        .values("publication__number", "publication__title")
        .annotate(n=Count("id"))
        .order_by("publication__number")
    )
    return [
        Todo(
            kind=pgettext("to-do", "Opinions"),
            title=row["publication__title"],
            number=row["publication__number"],
            meta=_("%(n)d opinions of the public to read") % {"n": row["n"]},
            due_on=None,
            verb=_("Read"),
            url=reverse("publicity:opinions"),
        )
        for row in rows
    ]
