"""iCalendar text (RFC 5545) of all-day events. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CONTENT_TYPE = "text/calendar; charset=utf-8"
_OCTETS = 73
"""Bytes of a line before it goes on in the next one (75 with the end, less the leading space)."""


@dataclass(frozen=True)
class Event:
    """An all-day event. `uid` stays the same when the event changes; `changed` says when."""

    uid: str
    day: dt.date
    title: str
    changed: dt.datetime
    place: str = ""
    text: str = ""
    cancelled: bool = False


def write(name: str, events: Iterable[Event]) -> str:
    """A calendar with a name."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//portal//calendar//ZH",
        "CALSCALE:GREGORIAN",
    ]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(name)}"]
    for event in events:
        lines += _lines(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _lines(event: Event) -> Iterator[str]:
    stamp = event.changed.astimezone(dt.UTC)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.title)}"
    if event.place:
        yield f"LOCATION:{_escaped(event.place)}"
    if event.text:
        yield f"DESCRIPTION:{_escaped(event.text)}"
    if event.cancelled:
        yield "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, no character cut in two."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + width
    yield piece
