"""The design system's components; `docs/ui.md` shows each with an example."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core import watermark as watermarks
from core.text import Text
from core.ui import charts
from core.ui import due as dues
from core.ui.errors import ErrorLine, error_lines, has_errors
from core.ui.fields import FieldView, describe, kind_of
from core.ui.heat import HeatTable
from core.ui.lists import ListPage
from core.ui.parts import Tab, TimelineEntry, Upload

register = template.Library()

Context = dict[str, Any]


# --- Marks: icon, light, tag, deadline ---------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite, decorative: the words stand beside it."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


def light_word(kind: str) -> str:
    """The word of a light; the same everywhere (R21)."""
    return {
        "red": _("Red light"),
        "amber": _("Amber light"),
        "green": _("Green light"),
        "done": _("Struck off"),
    }[kind]


@register.simple_tag
def light(kind: str, text: Text = "") -> SafeString:
    """A light: shape, word and colour. `kind`: red, amber, green or done."""
    return format_html(
        '<span class="light light-{0}"><svg aria-hidden="true" viewBox="0 0 16 16">'
        '<use href="#l-{0}"/></svg>{1}</span>',
        kind,
        text or light_word(kind),
    )


@register.simple_tag
def tag(text: Text, kind: str = "") -> SafeString:
    """A small label. `kind`: solid, brand, red, amber, green or nothing (grey)."""
    return format_html('<span class="tag{}">{}</span>', f" tag-{kind}" if kind else "", text)


@register.simple_tag
def due(when: dt.date | dt.datetime | None, stopped: bool = False) -> SafeString | str:
    """A deadline: distance in working days, and the weekday date (R20)."""
    if when is None:
        return _("No deadline")
    said = dues.due(when, stopped=stopped)
    level = f" {said.level}" if said.level else ""
    return format_html(
        '<p class="when{} m-0"><b>{}</b> <span>{}</span>{}</p>',
        level,
        said.distance,
        said.date,
        guess_mark(when),
    )


@register.filter
def guess_mark(when: dt.date | dt.datetime | None) -> SafeString | str:
    """A mark beside a date in a year whose holidays are not announced; nothing beside others."""
    day = timezone.localtime(when).date() if isinstance(when, dt.datetime) else when
    words = dues.guess_words(day)
    return format_html(' <small class="guess">{}</small>', words) if words else ""


@register.filter
def due_level(when: dt.date | None) -> str:
    """`late`, `soon` or nothing: the class of a row."""
    return dues.due(when).level if when else ""


@register.filter
def weekday_date(day: dt.date | None) -> str:
    """«7 月 16 日 周四»."""
    return dues.day_words(day) if day else ""


@register.filter
def month_day(day: dt.date | None) -> str:
    """«7 月 16 日»."""
    return dues.month_day(day) if day else ""


@register.filter
def moment(at: dt.datetime | None) -> str:
    """«今天 14:26», «7 月 13 日 14:26»."""
    return dues.moment_words(at) if at else ""


@register.filter
def shorten(text: str, length: int) -> str:
    """At most so many characters, the last «…»: Django's Chinese would write three full stops."""
    return Truncator(text).chars(length, truncate="…")


@register.filter
def percent(value: float | None) -> str:
    """97.5 gives «97.5%», nothing gives a dash."""
    return "—" if value is None else f"{round(value, 1):g}%"


# --- Charts ------------------------------------------------------------------------------------


@register.simple_tag
def bar(percent_: float, kind: str = "brand", mark: float | None = None) -> SafeString:
    """A bar without its number; `mark` is a dashed line (share of time)."""
    return charts.bar(percent_, kind, mark)


@register.simple_tag
def bar_pair(percent_: float, kind: str = "brand", mark: float | None = None) -> SafeString:
    """A bar with its percentage beside it, for table cells."""
    return format_html(
        '<div class="bar-pair">{}<b>{}%</b></div>',
        charts.bar(percent_, kind, mark),
        f"{round(percent_, 1):g}",
    )


@register.simple_tag
def count_bar(value: int, largest: int, kind: str = "red") -> SafeString:
    """A bar for a count, against the largest of its column."""
    share = value / largest * 100 if largest else 0
    return format_html('<div class="bar-pair">{}<b>{}</b></div>', charts.bar(share, kind), value)


@register.simple_tag
def lights_bar(
    red: int, amber: int, green: int, done: int, urls: Sequence[str] = (), name: Text = ""
) -> SafeString:
    """Four counts as a stacked bar; the words are there for screen readers.

    With `urls` (one for each light) the segments are links; `name` says whose they are.
    """
    counts = (red, amber, green, done)
    if any(urls):
        named = [
            f"{name} {light_word(light)} {n}"
            for light, n in zip(charts.LIGHTS, counts, strict=True)
        ]
        return charts.lights_bar(counts, urls=urls, words=named)
    words = _("red %(red)d, amber %(amber)d, green %(green)d, struck off %(done)d") % {
        "red": red,
        "amber": amber,
        "green": green,
        "done": done,
    }
    return format_html(
        '{}<span class="visually-hidden">{}</span>',
        charts.lights_bar(counts),
        words,
    )


@register.simple_tag
def trend(points: Sequence[charts.TrendPoint], label: Text) -> SafeString:
    """Columns and a line over time; put a `data_table` below it."""
    return charts.trend(points, str(label))


@register.simple_tag
def dots(rows: Sequence[tuple[str, float]], target: float) -> SafeString:
    """Rates against a target, one row a unit; put them in words in a figcaption."""
    return charts.dots(rows, target, _("Target"))


@register.inclusion_tag("includes/heat_table.html")
def heat_table(table: HeatTable, label: Text) -> Context:
    """Counts by category and unit, shaded; every number is a link."""
    return {"table": table, "label": label}


@register.inclusion_tag("includes/data_table.html")
def data_table(head: Sequence[Text], rows: Sequence[Sequence[Any]]) -> Context:
    """The numbers of a chart, folded away; the first column is the row's head."""
    return {"head": head, "rows": rows}


# --- Forms -------------------------------------------------------------------------------------


@register.inclusion_tag("includes/field.html")
def field(bound: BoundField, note: str = "", label: str = "") -> Context:
    """A field: label, hint, error, control. `note`: a reviewer's remark, in yellow."""
    return {"view": describe(bound, note=note, label=label)}


@register.filter
def is_hidden_field(bound: BoundField) -> bool:
    return kind_of(bound) == "hidden"


@register.simple_tag
def describe_field(bound: BoundField) -> FieldView:
    """The view model of a field, for the crispy pack."""
    return describe(bound)


@register.inclusion_tag("includes/rows.html")
def rows(formset: BaseFormSet, title: Text, add_label: Text = "") -> Context:  # type: ignore[type-arg]
    """A formset whose rows grow and shrink with and without script."""
    return {"formset": formset, "title": title, "add_label": add_label or _("Add a row")}


@register.inclusion_tag("includes/error_summary.html")
def error_summary(*judged: forms.BaseForm | BaseFormSet) -> Context:  # type: ignore[type-arg]
    """All errors of the forms above them, each linked to its field (R1)."""
    lines: list[ErrorLine] = [line for form in judged for line in error_lines(form)]
    return {"lines": lines}


@register.simple_tag(takes_context=True)
def title_prefix(context: Mapping[str, Any]) -> str:
    """«Error: » before the title when a form of the page (`form`, `formset(s)`) failed."""
    judged = [context.get("form"), context.get("formset"), *(context.get("formsets") or ())]
    return _("Errors: ") if any(has_errors(form) for form in judged if form) else ""


@register.inclusion_tag("includes/save_state.html")
def save_state(text: Text = "") -> Context:
    """The line that says when the draft was saved; scripts keep it up to date."""
    return {"text": text}


@register.inclusion_tag("includes/print_button.html")
def print_button(label: Text = "") -> Context:
    """A print button; it appears only where script can print."""
    return {"label": label or _("Print")}


@register.inclusion_tag("includes/upload_list.html")
def upload_list(files: Iterable[Upload], label: Text = "") -> Context:
    """Files already on the server, each with its size and a button that removes it."""
    return {"files": list(files), "label": label or _("Chosen files")}


# --- Lists -------------------------------------------------------------------------------------


@register.inclusion_tag("includes/filter_box.html")
def filter_box(page: ListPage[Any]) -> Context:
    """The filter form (GET) and the chips of what is filtered."""
    return {"page": page, "form": page.filters}


@register.inclusion_tag("includes/tabs.html")
def tabs(entries: Sequence[Tab], label: Text) -> Context:
    """Saved views with their counts."""
    return {"tabs": entries, "label": label}


@register.simple_tag
def list_summary(page: ListPage[Any]) -> SafeString:
    """«29 in all, 1 to 12, sorted by deadline»."""
    return format_html('<p class="list-summary">{}</p>', page.summary)


@register.inclusion_tag("includes/sort_header.html")
def sort_header(page: ListPage[Any], key: str, label: Text) -> Context:
    """A column head that sorts; the column's `th` comes with it."""
    return {
        "label": label,
        "url": page.sort_url(key),
        "order": page.aria_sort(key),
    }


@register.inclusion_tag("includes/pager.html")
def pager(page: ListPage[Any]) -> Context:
    """The page numbers; nothing when everything fits on one page."""
    return {"page": page}


@register.inclusion_tag("includes/empty.html")
def empty(text: Text, url: str = "", label: Text = "") -> Context:
    """Why a list is empty, and the next act (R31)."""
    return {"text": text, "url": url, "label": label}


@register.inclusion_tag("includes/todo_row.html")
def todo_row(todo: Any, main: bool = False) -> Context:
    """One line of the to-do list (`core.todo.Todo`); `main` gives it the page's one main button."""
    return {"todo": todo, "main": main}


# --- Facts and stories -------------------------------------------------------------------------


@register.inclusion_tag("includes/facts.html")
def facts(rows: Sequence[tuple[Text, Any]], size: str = "") -> Context:
    """Names and values. `size`: small (asides) or wide (check pages). Empty values are said."""
    return {"rows": rows, "size": size}


@register.inclusion_tag("includes/timeline.html")
def timeline(entries: Sequence[TimelineEntry]) -> Context:
    """What happened, newest first."""
    return {"entries": entries}


@register.inclusion_tag("includes/steps.html")
def steps(names: Sequence[Text], current: int, label: Text = "") -> Context:
    """The step bar: information, not navigation (R6). `current` counts from 1."""
    states = [
        (name, "past" if n < current else "now" if n == current else "")
        for n, name in enumerate(names, 1)
    ]
    return {"steps": states, "label": label or _("The steps")}


@register.inclusion_tag("includes/kpi.html")
def kpi(
    label: Text,
    value: Any,
    unit: Text = "",
    note: Text = "",
    url: str = "",
    count: int | None = None,
) -> Context:
    """A figure that links to exactly the rows it counts (R32); `count` of them if it is a rate."""
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "note": note,
        "url": url,
        "count": count,
    }


@register.inclusion_tag("includes/crumbs.html")
def crumbs(*pairs: Text) -> Context:
    """Breadcrumbs: label, url, label, url, …, and the label of this page."""
    links = [(pairs[i], pairs[i + 1]) for i in range(0, len(pairs) - 1, 2)]
    return {"links": links, "here": pairs[-1] if len(pairs) % 2 else ""}


@register.inclusion_tag("includes/back.html")
def back(url: str, label: Text = "") -> Context:
    """The back link of a flow."""
    return {"url": url, "label": label or _("Back to the previous step")}


@register.inclusion_tag("includes/watermark.html", takes_context=True)
def watermark(context: Mapping[str, Any]) -> Context:
    """Person, unit, time and log number over the page, if the view has marked it (C13)."""
    event = watermarks.of(context.get("request"))
    who, when = watermarks.parts(event) if event else ("", "")
    return {"who": who, "when": when}
