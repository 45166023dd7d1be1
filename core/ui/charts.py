"""Charts as inline SVG: no script, no style attribute (CSP), the same drawing for page and print.

SVGs have no viewBox: x is in percent, y in pixels. Bars stretch with their column while text keeps
its size on a phone (R34). Everything drawn here also stands as text or table beside it (R33).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_EMPTY = mark_safe("")

LIGHTS = ("red", "amber", "green", "done")
_LIGHT_TEXT = {"red": "on-dark", "amber": "on-light", "green": "on-dark", "done": "on-light"}


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def bar(
    percent: float, kind: str = "brand", mark: float | None = None, height: int = 12
) -> SafeString:
    """A progress bar; `mark` draws a dashed line, such as the share of time that has passed."""
    filled = max(0.0, min(100.0, float(percent)))
    line: SafeString = _EMPTY
    if mark is not None:
        x = _percent(mark)
        line = format_html('<line class="mark" x1="{}" x2="{}" y1="-3" y2="{}"/>', x, x, height + 3)
    return format_html(
        '<svg class="chart" width="100%" height="{h}" aria-hidden="true">'
        '<rect class="f-track" width="100%" height="{h}" rx="2"/>'
        '<rect class="f-{kind}" width="{filled}" height="{h}" rx="2"/>{line}</svg>',
        h=height,
        kind=kind,
        filled=_percent(filled),
        line=line,
    )


def lights_bar(
    counts: Sequence[int], height: int = 20, urls: Sequence[str] = (), words: Sequence[str] = ()
) -> SafeString:
    """Red, amber, green and done counts as one stacked bar; red is hatched for grey printing.

    With `urls` each segment is a link, named by its entry of `words`.
    """
    total = sum(counts)
    if not total:
        return _EMPTY
    parts: list[SafeString] = []
    left = 0.0
    for i, (light, count) in enumerate(zip(LIGHTS, counts, strict=True)):
        if not count:
            continue
        width = count / total * 100
        part = _segment(light, count, left, width, height)
        if urls and urls[i]:
            part = format_html('<a href="{}" aria-label="{}">{}</a>', urls[i], words[i], part)
        parts.append(part)
        left += width
    return format_html(
        '<svg class="chart" width="100%" height="{}"{}>{}</svg>',
        height,
        _EMPTY if urls else mark_safe(' aria-hidden="true"'),
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _segment(light: str, count: int, left: float, width: float, height: int) -> SafeString:
    box = {"x": _percent(left), "width": _percent(width - 0.5), "h": height}
    hatch: SafeString = _EMPTY
    if light == "red":
        hatch = format_html(
            '<rect fill="url(#p-red)" x="{x}" width="{width}" height="{h}"/>', **box
        )
    return format_html(
        '<rect class="f-{light}" x="{x}" width="{width}" height="{h}"/>{hatch}'
        '<text class="{text}" x="{middle}" y="{y}" text-anchor="middle">{count}</text>',
        light=light,
        hatch=hatch,
        text=_LIGHT_TEXT[light],
        middle=_percent(left + width / 2 - 0.25),
        y=height - 5,
        count=count,
        **box,
    )


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period: `count` is the column, `rate` (0 to 100 or nothing) the line above.

    `url` makes the column a link to what it counts.
    """

    label: str
    count: int
    rate: float | None = None
    unfinished: bool = False
    url: str = ""


_H, _TOP, _BOTTOM = 232, 56, 28
_PLOT = _H - _TOP - _BOTTOM
_RATE_TOP, _RATE_BOTTOM = 24.0, 46.0


def nice_ceiling(value: int) -> int:
    """The next round number at or above a count, for the scale: 38 gives 40, 412 gives 500."""
    if value <= 10:
        return 10
    magnitude: int = 10 ** (len(str(value)) - 1)
    for step in (1, 2, 3, 4, 5, 6, 8, 10):
        if step * magnitude >= value:
            return step * magnitude
    return 10 * magnitude


def trend(points: Sequence[TrendPoint], label: str) -> SafeString:
    """Columns with a line of rates above; the unfinished period is hatched."""
    if not points:
        return _EMPTY
    top = nice_ceiling(max(point.count for point in points))
    slot = 100 / len(points)
    axes = (_TOP + _PLOT - share * _PLOT for share in (0, 0.5, 1))
    return format_html(
        '<svg class="chart" width="100%" height="{}" role="{}" aria-label="{}">{}{}{}</svg>',
        _H,
        "group" if any(point.url for point in points) else "img",  # an image hides its links
        label,
        format_html_join(
            "", '<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"/>', ((y, y) for y in axes)
        ),
        format_html_join(
            "", "{}", ((_column(p, i, slot, top, len(points)),) for i, p in enumerate(points))
        ),
        _rates(points, slot),
    )


def _column(point: TrendPoint, index: int, slot: float, top: int, total: int) -> SafeString:
    height = point.count / top * _PLOT
    middle = _percent(index * slot + slot / 2)
    every = 1 + (total - 1) // 7  # seven labels fit a phone's width
    caption: SafeString = _EMPTY
    if index % every == 0:
        caption = format_html(
            '<text x="{}" y="{}" text-anchor="middle">{}</text>', middle, _H - 8, point.label
        )
    inside = height >= 24
    text_class = "v" if not inside else "on-light" if point.unfinished else "on-dark"
    column = format_html(
        '<rect class="{}" x="{}" width="{}" y="{}" height="{}"/>'
        '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        "f-part" if point.unfinished else "f-brand",
        _percent(index * slot + slot * 0.16),
        _percent(slot * 0.68),
        f"{_TOP + _PLOT - height:.1f}",
        f"{height:.1f}",
        text_class,
        middle,
        _TOP + _PLOT - 8 if inside else f"{_TOP + _PLOT - height - 5:.1f}",
        point.count,
    )
    if point.url:
        named = f"{point.label} {point.count}"
        column = format_html('<a href="{}" aria-label="{}">{}</a>', point.url, named, column)
    return column + caption


def _rates(points: Sequence[TrendPoint], slot: float) -> SafeString:
    """The line: one segment between neighbours that both have a rate, values at its ends."""
    known = [(i, p.rate) for i, p in enumerate(points) if p.rate is not None]
    if not known:
        return _EMPTY
    low, high = min(r for _, r in known), max(r for _, r in known)
    span = (high - low) or 1.0

    def place(index: int, rate: float) -> tuple[str, float]:
        y = _RATE_BOTTOM - (rate - low) / span * (_RATE_BOTTOM - _RATE_TOP)
        return _percent(index * slot + slot / 2), round(y, 1)

    spots = {index: place(index, rate) for index, rate in known}
    segments = [(*spots[i], *spots[i + 1]) for i in spots if i + 1 in spots]
    ends = dict.fromkeys((known[0], known[-1]))
    return format_html(
        "{}{}{}",
        format_html_join("", '<line class="line" x1="{}" y1="{}" x2="{}" y2="{}"/>', segments),
        format_html_join("", '<circle class="dot" cx="{}" cy="{}" r="3.5"/>', spots.values()),
        format_html_join(
            "",
            '<text class="v" x="{}" y="{}" text-anchor="middle">{}%</text>',
            ((spots[i][0], spots[i][1] - 9, f"{rate:g}") for i, rate in ends),
        ),
    )


_ROW, _HEAD, _LEFT = 28, 26, 32


def dots(
    rows: Sequence[tuple[str, float]], target: float, target_label: str, low: float = 70
) -> SafeString:
    """A dot plot against a target: below it a red diamond, at or above it a blue dot."""
    if not rows:
        return _EMPTY
    floor = min(low, *(value // 10 * 10 for _, value in rows), target // 10 * 10)
    height = _HEAD + _ROW * len(rows) + 6

    def x(value: float) -> str:
        return _percent(_LEFT + (value - floor) / (100 - floor) * (97 - _LEFT))

    grid = format_html_join(
        "",
        '<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}%</text>',
        (
            (x(tick), x(tick), _HEAD, height, x(tick), _HEAD - 10, tick)
            for tick in range(int(floor), 101, 10)
            if abs(tick - target) > 3
        ),
    )
    return format_html(
        '<svg class="chart" width="100%" height="{}" aria-hidden="true">{}'
        '<line class="mark" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="v" x="{}" y="{}" text-anchor="middle">{}</text>{}</svg>',
        height,
        grid,
        x(target),
        x(target),
        _HEAD,
        height,
        x(target),
        _HEAD - 10,
        target_label,
        format_html_join(
            "",
            "{}",
            ((_dot(name, v, i, x(v), below=v < target),) for i, (name, v) in enumerate(rows)),
        ),
    )


def _dot(name: str, value: float, index: int, x: str, *, below: bool) -> SafeString:
    y = _HEAD + _ROW * index + _ROW / 2 + 4
    if below:
        shape = format_html(
            '<svg x="{}" y="{}" width="14" height="14" overflow="visible">'
            '<path class="f-red" d="M0 0 7 7 0 14-7 7z"/></svg>',
            x,
            y - 7,
        )
    else:
        shape = format_html('<circle class="f-brand" cx="{}" cy="{}" r="6"/>', x, y)
    return format_html(
        '<text class="v" x="0" y="{ty}">{name}</text>'
        '<line class="axis" x1="{left}%" x2="100%" y1="{y}" y2="{y}"/>{shape}'
        '<text class="v" x="{x}" y="{ty}" dx="12">{value}</text>',
        ty=y + 4.5,
        y=y,
        name=name,
        left=_LEFT,
        shape=shape,
        x=x,
        value=f"{value:g}",
    )
