"""The head of the office keeps the category tree: add, rename, order, retire.

A category is never deleted and its code never given again: figures of earlier years stand on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from campaign import access
from campaign.models import Category, CategoryChange
from core import audit
from core.access import require
from core.errors import DomainError

KIND = "campaign.category"
MOST_PUBLIC = 8
OTHER = "0"
"""The category «other»: last in every list, and never retired."""
HEAD_STEP = 100


@dataclass(frozen=True)
class PublicWords:
    """How citizens read a category that they may choose."""

    label: str
    example: str


@transaction.atomic
def add(
    *, by: User, name: str, parent: Category | None = None, accusation: bool = False
) -> Category:
    """A new category under a head, or a new head. Under a head it goes the head's track (R-028)."""
    require(access.can_keep_categories(by))
    rows = _locked()
    if parent is not None and (parent.parent_id is not None or not parent.active):
        raise DomainError(
            _("Choose a category of the first level that is in use."), "parent", "parent"
        )
    _check_name(rows, name, parent.pk if parent else None)
    made = Category.objects.create(
        code=_next_code(rows, parent),
        name=name.strip(),
        parent=parent,
        accusation=parent.accusation if parent else accusation,
    )
    _renumber([*rows, made])
    _record("add", made, by)
    return made


@transaction.atomic
def rename(
    *, category: Category, by: User, name: str, public: PublicWords | None = None
) -> Category:
    """Another name from now on; what was filed before keeps the old one (`Category.called_at`).

    `public`: the words for citizens who may choose it, at most eight such categories; none: it is
    not on the public form.
    """
    require(access.can_keep_categories(by))
    rows = _locked()
    category = next(row for row in rows if row.pk == category.pk)
    name = name.strip()
    if name != category.name:
        _check_name(rows, name, category.parent_id, but=category.pk)
        CategoryChange.objects.create(
            category=category, old_name=category.name, made_by_name=by.name
        )
        category.name = name
    _set_public(category, public)
    category.save(update_fields=["name", "public_label", "public_example"])
    _renumber_public(category, listed=public is not None)
    _record("rename", category, by)
    return category


@transaction.atomic
def set_active(*, category: Category, by: User, active: bool) -> Category:
    """Retire a category: nothing new is filed under it, what is filed stays. Or use it again."""
    require(access.can_keep_categories(by))
    rows = _locked()
    category = next(row for row in rows if row.pk == category.pk)
    if not active:
        _check_retire(category, rows)
    elif category.parent_id and not category.parent.active:  # type: ignore[union-attr]
        raise DomainError(_("Its first level has been retired. Use that again first."), "head")
    category.active = active
    category.save(update_fields=["active"])
    if not active:
        _renumber_public(category, listed=False)
    _record("restore" if active else "retire", category, by)
    return category


@transaction.atomic
def move(*, category: Category, by: User, up: bool) -> Category:
    """Change places with the neighbour of the same level; at the end nothing happens."""
    require(access.can_keep_categories(by))
    rows = _locked()
    siblings = [row for row in rows if row.parent_id == category.parent_id]
    place = next(n for n, row in enumerate(siblings) if row.pk == category.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(siblings):
        siblings[place], siblings[other] = siblings[other], siblings[place]
        moved = iter(siblings)
        rows = [next(moved) if row.parent_id == category.parent_id else row for row in rows]
        _renumber(rows)
        _record("move", category, by)
    return category


def _locked() -> list[Category]:
    rows = Category.objects.select_for_update(of=("self",)).select_related("parent")
    return list(rows.order_by("order", "id"))


def _check_name(
    rows: Iterable[Category], name: str, parent_id: int | None, but: int | None = None
) -> None:
    for row in rows:
        if row.name == name.strip() and row.parent_id == parent_id and row.pk != but:
            raise DomainError(
                _("There is a category of this name already: %(code)s.") % {"code": row.code},
                "name",
                "name",
            )


def _check_retire(category: Category, rows: Iterable[Category]) -> None:
    if category.code == OTHER:
        raise DomainError(_("«Other» stays: what fits nowhere else is filed there."), "other")
    used = sum(1 for row in rows if row.parent_id == category.pk and row.active)
    if used:
        sentence = ngettext(
            "%(n)d category under it is still in use. Retire it first.",
            "%(n)d categories under it are still in use. Retire them first.",
            used,
        )
        raise DomainError(sentence % {"n": used}, "children")


def _next_code(rows: Iterable[Category], parent: Category | None) -> str:
    """One more than the highest ever given at this place."""
    ends = [
        int(row.code.rpartition(".")[2])
        for row in rows
        if row.parent_id == (parent.pk if parent else None)
    ]
    following = max(ends, default=0) + 1
    return f"{parent.code}.{following}" if parent else str(following)


def _renumber(rows: list[Category]) -> None:
    """Orders from the sequence of the rows: heads by hundreds, «other» last, theirs after them."""
    heads = sorted(
        (row for row in rows if row.parent_id is None), key=lambda row: row.code == OTHER
    )
    changed = []
    for place, head in enumerate(heads, start=1):
        children = (row for row in rows if row.parent_id == head.pk)
        for nth, row in enumerate((head, *children)):
            if row.order != place * HEAD_STEP + nth:
                row.order = place * HEAD_STEP + nth
                changed.append(row)
    Category.objects.bulk_update(changed, ["order"])


def _set_public(category: Category, public: PublicWords | None) -> None:
    if public is None:
        return
    for field, words in (("public_label", public.label), ("public_example", public.example)):
        if not words.strip():
            raise DomainError(_("Write how citizens read it."), "public", field)
    others = Category.objects.public().exclude(pk=category.pk).count()
    if others >= MOST_PUBLIC:
        raise DomainError(
            _("Citizens choose from eight at most. Take another one off the public form first."),
            "too-many",
            "public",
        )
    if not category.active:
        raise DomainError(
            _("Use the category again before citizens choose it."), "retired", "public"
        )
    category.public_label, category.public_example = public.label.strip(), public.example.strip()


def _renumber_public(category: Category, *, listed: bool) -> None:
    """The public list without a gap, «other» last."""
    rows = [row for row in Category.objects.public() if row.pk != category.pk]
    if listed:
        place = category.public_order or MOST_PUBLIC
        rows.insert(place - 1, category)
    rows.sort(key=lambda row: row.code == OTHER)
    Category.objects.filter(public_order__isnull=False).update(public_order=None)
    for order, row in enumerate(rows, start=1):
        Category.objects.filter(pk=row.pk).update(public_order=order)
    category.public_order = None


def _record(act: str, category: Category, by: User) -> None:
    audit.record(f"{KIND}.{act}", by=by, kind=KIND, object_id=category.pk, number=category.code)
