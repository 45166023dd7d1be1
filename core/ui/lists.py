"""Lists whose filters, order and page live in the URL (R22, R23).

A view makes one `ListPage`; the template hands it to `filter_box`, `list_summary`, `sort_header`
and `pager`. Two queries: the count and the rows.
"""

import copy
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar

from django import forms
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.text import Text, clean_input, whole_number
from core.ui.due import day_words
from core.ui.parts import Chip

M = TypeVar("M", bound=Model)
Rows = TypeVar("Rows", bound=QuerySet[Any])

PAGE, SORT, SIZE = "page", "sort", "size"
PAGE_SIZES = (20, 50, 100)


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of a list. `fields` are ascending `order_by` names; end them with a unique one.

    `words` and `reverse_words` say the order after «the list is sorted …»: «by deadline, earliest
    first». The first `Sort` of a list is its default.
    """

    key: str
    fields: tuple[str, ...]
    words: Text
    reverse_words: Text = ""

    def order_by(self, *, reverse: bool) -> list[str]:
        if not reverse:
            return list(self.fields)
        return [name[1:] if name.startswith("-") else f"-{name}" for name in self.fields]


class FilterForm(forms.Form):
    """Filters of a list, from the query string. Nothing is required; a bad value is no filter.

    Subclasses declare the fields and override `apply(queryset)` using `self.value(name)`.
    `default`: what an address without any filter stands for; taking such a filter away leaves it
    empty, so that the default does not come back.
    """

    use_required_attribute = False
    default: ClassVar[Mapping[str, str]] = {}

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        super().__init__(clean_input(data), **kwargs)
        for form_field in self.fields.values():
            form_field.required = False

    @classmethod
    def filled(cls, params: QueryDict) -> QueryDict:
        """The query with the default, if it names no filter."""
        if not cls.default or any(name in params for name in cls.base_fields):
            return params
        filled = params.copy()
        filled.update(cls.default)
        return filled

    def value(self, name: str) -> Any:
        """The cleaned value of a filter, or nothing if it is empty or makes no sense."""
        self.is_valid()
        value = self.cleaned_data.get(name)
        return None if value in (None, "", [], False) else value

    def apply(self, rows: Rows) -> Rows:
        """Narrow the rows; the base class narrows nothing."""
        return rows

    def active(self) -> list[tuple[str, str, str]]:
        """Name, label and value in words of every filter that narrows the list."""
        return _active(self) if self.is_bound else []

    def rebound(self, data: QueryDict) -> Self:
        """The same form, with its choices as they are, for another query."""
        twin = copy.copy(self)
        twin.data, twin.is_bound = clean_input(data), True
        twin._errors = None  # type: ignore[attr-defined]
        twin._bound_fields_cache = {}  # type: ignore[attr-defined]
        return twin


class OthersField(forms.CharField):
    """«The others» below a table: codes, separated by commas, whose rows the list leaves out.

    Tables link to it; a reader sees a chip, no field.
    """

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        # Of codes, not of signs: there are some 300 units.
        super().__init__(**{"max_length": 1_000, **kwargs})

    def to_python(self, value: Any) -> Any:
        return [code for code in str(value or "").split(",") if code]


class LinkedField(forms.CharField):
    """A filter that charts link to; a reader sees a chip, which takes it away, and no field."""

    widget = forms.HiddenInput


def url_with(params: QueryDict, path: str, **changes: str | None) -> str:
    """The present address with some parameters changed or (None) dropped; page 1 again."""
    query = params.copy()
    query.pop(PAGE, None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    encoded = query.urlencode()
    return f"{path}?{encoded}" if encoded else path


def page_size(params: QueryDict) -> int:
    """How many rows a page has: what the address says, if it is one of `PAGE_SIZES`."""
    size = whole_number(params.get(SIZE, ""))
    return size if size in PAGE_SIZES else PAGE_SIZES[0]


def _shown(form: forms.Form, name: str, value: Any) -> str:
    """A filter's value in words."""
    if isinstance(form.fields[name], OthersField):
        return ""
    choices = getattr(form.fields[name], "choices", None)
    if choices is not None and not hasattr(form.fields[name], "queryset"):
        labels = {str(key): str(label) for key, label in _flat(choices)}
        values = value if isinstance(value, (list, tuple)) else [value]
        return "、".join(labels.get(str(one), str(one)) for one in values)
    if isinstance(value, dt.date):
        return day_words(value)
    return "" if value is True else str(value)


def _active(form: forms.Form) -> list[tuple[str, str, str]]:
    """Name, label and value in words of every field with a value."""
    form.is_valid()
    return [
        (name, str(form[name].label), _shown(form, name, value))
        for name, value in form.cleaned_data.items()
        if value not in (None, "", [], False) and _has_chip(form.fields[name])
    ]


def _has_chip(form_field: forms.Field) -> bool:
    return isinstance(form_field, (OthersField, LinkedField)) or not form_field.widget.is_hidden


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield key, label


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page number of the pager; `number` 0 stands for a gap."""

    number: int
    url: str
    current: bool


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts no further than `cap`, so that the count does not grow with the table."""

    cap = 0
    given: int | None = None

    @cached_property
    def count(self) -> int:
        if not self.cap:
            return int(super().count)
        return min(self._counted, self.cap)

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than are counted and paged."""
        return bool(self.cap) and self._counted > self.cap

    @cached_property
    def _counted(self) -> int:
        if self.given is not None:
            return self.given
        rows: QuerySet[Model] = self.object_list  # type: ignore[assignment]
        return rows.order_by()[: self.cap + 1].count()


class ListPage(Generic[M]):
    """One page of a filtered, ordered list, with everything that its frame needs.

    With `cap` no more than so many rows are counted and paged: for tables that may grow large.
    `ordered` are all its rows, for an export that shows what the list shows.
    `counted` saves the counting: the number of rows, or anything above `cap` if there are more.
    """

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[M],
        *,
        sorts: Sequence[Sort],
        filters: forms.Form | None = None,
        per_page: int = 20,
        cap: int = 0,
        counted: int | None = None,
        prepare: Callable[[list[M]], None] | None = None,
    ) -> None:
        self.params, self.path = request.GET, request.path
        self.filters = filters
        self.sorts = {sort.key: sort for sort in sorts}
        wanted = self.params.get(SORT, "")
        self.reverse = wanted.startswith("-")
        self.sort = self.sorts.get(wanted.lstrip("-"), sorts[0])
        self.ordered = rows.order_by(*self.sort.order_by(reverse=self.reverse))
        self._paginator = CappedPaginator(self.ordered, per_page)
        self._paginator.cap, self._paginator.given = cap, counted
        self._page = self._paginator.get_page(self.params.get(PAGE))
        self.per_page = per_page
        self._prepare = prepare

    @cached_property
    def rows(self) -> list[M]:
        """The rows of this page; `prepare` has seen them (to attach what lists show)."""
        rows = list(self._page.object_list)
        if self._prepare:
            self._prepare(rows)
        return rows

    def __iter__(self) -> Iterator[M]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def total(self) -> int:
        return self._paginator.count

    @property
    def first(self) -> int:
        return self._page.start_index()

    @property
    def last(self) -> int:
        return self._page.end_index()

    @property
    def order_words(self) -> str:
        return str(self.sort.reverse_words if self.reverse else self.sort.words)

    @cached_property
    def chips(self) -> list[Chip]:
        """The active filters, each with the address without it."""
        if self.filters is None or not self.filters.is_bound:
            return []
        default = getattr(self.filters, "default", {})

        def empty(name: str) -> str | None:
            return "" if name in default else None

        return [
            Chip(
                label,
                value,
                url_with(self.params, self.path, **{name: empty(name)}),
            )
            for name, label, value in _active(self.filters)
        ]

    @property
    def is_filtered(self) -> bool:
        return bool(self.chips)

    @property
    def clear_url(self) -> str:
        """The address without any filter; the view (tab) and order stay."""
        names = list(self.filters.fields) if self.filters else []
        return url_with(self.params, self.path, **dict.fromkeys(names))

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Parameters that the filter form must carry along: the tab and the order."""
        own = set(self.filters.fields) if self.filters else set()
        return [(k, str(v)) for k, v in self.params.items() if k not in own and k != PAGE]

    @property
    def sizes(self) -> list[tuple[int, str]]:
        """How many rows a page may have, each with its address; the present one without."""
        return [
            (n, "" if n == self.per_page else url_with(self.params, self.path, **{SIZE: str(n)}))
            for n in PAGE_SIZES
        ]

    def sort_url(self, key: str) -> str:
        """The address that sorts by a key, or turns the present order round."""
        turned = key == self.sort.key and not self.reverse and self.sorts[key].reverse_words
        return url_with(self.params, self.path, **{SORT: f"-{key}" if turned else key})

    def aria_sort(self, key: str) -> str:
        if key != self.sort.key:
            return ""
        return "descending" if self.reverse else "ascending"

    @cached_property
    def pages(self) -> list[PageLink]:
        """First, last and the neighbours of the present page, gaps between."""
        number, count = self._page.number, self._page.paginator.num_pages
        near = {1, count, *range(max(1, number - 2), min(count, number + 2) + 1)}
        links: list[PageLink] = []
        previous = 0
        for n in sorted(near):
            if n - previous > 1:
                links.append(PageLink(0, "", current=False))
            links.append(PageLink(n, self._page_url(n), current=n == number))
            previous = n
        return links

    def _page_url(self, number: int) -> str:
        query = self.params.copy()
        query[PAGE] = str(number)
        return f"{self.path}?{query.urlencode()}"

    @property
    def next_url(self) -> str:
        return self._page_url(self._page.number + 1) if self._page.has_next() else ""

    @property
    def previous_url(self) -> str:
        return self._page_url(self._page.number - 1) if self._page.has_previous() else ""

    @property
    def summary(self) -> str:
        """Count, range and order in words: the line above the list."""
        if not self.total:
            return _("Nothing found")
        if self._paginator.is_cut:
            return _(
                "More than %(total)d, %(first)d to %(last)d, sorted %(order)s. Narrow the list "
                "with a filter to see all that it finds."
            ) % {
                "total": self.total,
                "first": self.first,
                "last": self.last,
                "order": self.order_words,
            }
        return _("%(total)d in all, %(first)d to %(last)d, sorted %(order)s") % {
            "total": self.total,
            "first": self.first,
            "last": self.last,
            "order": self.order_words,
        }
