"""The filters of the list: at most 90 days and 1,000 requests, as the standard has it."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from complaints.models.complaint import ComplaintQuerySet
from complaints.open311 import records
from complaints.open311.answers import Fault, Refused
from core import clock
from core.text import whole_number

MOST_DAYS, MOST_ROWS, MOST_NUMBERS, MOST_PAGES = 90, 1000, 100, 1000
STATUSES = ("open", "closed")
NAMES = (
    "service_request_id",
    "service_code",
    "start_date",
    "end_date",
    "status",
    "page",
    "page_size",
)


@dataclass(frozen=True)
class Filters:
    """What to list: `numbers` override everything else; days are inclusive."""

    numbers: list[str]
    codes: list[str]
    statuses: set[str]
    since: dt.date
    until: dt.date
    page: int
    page_size: int

    def apply(self, rows: ComplaintQuerySet) -> ComplaintQuerySet:
        """The page of rows that match."""
        if self.numbers:
            return rows.filter(number__in=self.numbers)
        rows = rows.filter(
            # Whole days: a finer filter would tell the hour that the record does not say.
            received_at__gte=records.start_of(self.since),
            received_at__lt=records.start_of(self.until + dt.timedelta(days=1)),
        )
        if self.codes:
            rows = rows.filter(records.of_services(self.codes))
        if self.statuses == {"closed"}:
            rows = rows.filter(state__in=records.CLOSED)
        elif self.statuses == {"open"}:
            rows = rows.exclude(state__in=records.CLOSED)
        first = (self.page - 1) * self.page_size
        return rows[first : first + self.page_size]


def read(request: HttpRequest, services: set[str]) -> Filters:
    """The filters of an address; `Refused` with one fault for each that is wrong."""
    faults: list[Fault] = []
    given = {name: request.GET.get(name, "").strip() for name in NAMES}
    since, until = _days(given["start_date"], given["end_date"], faults)
    numbers, codes = _list(given["service_request_id"]), _list(given["service_code"])
    statuses = set(_list(given["status"]))
    if len(numbers) > MOST_NUMBERS:
        said = _("service_request_id: ask for at most %(n)d at a time.") % {"n": MOST_NUMBERS}
        faults.append(Fault(400, said))
    if unknown := [code for code in codes if code not in services]:
        said = _("service_code: %(code)s is not in the service list.") % {"code": unknown[0][:20]}
        faults.append(Fault(404, said))
    if statuses - {*STATUSES}:
        faults.append(Fault(400, _("status: send “open”, “closed” or both with a comma.")))
    page = _number("page", given["page"], 1, MOST_PAGES, faults)
    size = _number("page_size", given["page_size"], MOST_ROWS, MOST_ROWS, faults)
    if faults:
        raise Refused(*sorted(faults, key=lambda fault: fault.code))
    return Filters(numbers, codes, statuses, since, until, page, size)


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _number(name: str, text: str, default: int, most: int, faults: list[Fault]) -> int:
    if not text:
        return default
    number = whole_number(text)
    if not 1 <= number <= most:
        values = {"name": name, "most": most}
        faults.append(Fault(400, _("%(name)s: send a number from 1 to %(most)d.") % values))
    return number


def _days(first: str, last: str, faults: list[Fault]) -> tuple[dt.date, dt.date]:
    """The window: 90 days up to today unless the address says otherwise."""
    span = dt.timedelta(days=MOST_DAYS)
    start, end = _day("start_date", first, faults), _day("end_date", last, faults)
    if end is None:
        end = min(start + span, clock.today()) if start else clock.today()
    if start is None:
        start = end - span
    if start > end and first and last:
        faults.append(Fault(400, _("end_date: it must not be before start_date.")))
    elif end - start > span:
        said = _("end_date: ask for at most %(n)d days at a time.") % {"n": MOST_DAYS}
        faults.append(Fault(400, said))
    return start, end


def _day(name: str, text: str, faults: list[Fault]) -> dt.date | None:
    """The day here of a W3C date; nothing if it was not sent."""
    if not text:
        return None
    # An unescaped “+” of an address arrives as a space.
    day = day_of(text.replace(" ", "+"))
    if day is None or not 2000 <= day.year <= 2200:
        said = _("%(name)s: send a date such as 2011-05-12T00:00:00Z.") % {"name": name}
        faults.append(Fault(400, said))
        return None
    return day


def day_of(text: str) -> dt.date | None:
    """The day here of a W3C date or moment; nothing if it is none."""
    try:
        if day := parse_date(text):
            return day
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None:
        return None
    try:
        return timezone.localdate(moment) if moment.tzinfo else moment.date()
    except OverflowError:
        return None
