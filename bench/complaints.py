"""The desk's list at 10,000 and 100,000 complaints: queries and time for each filter.

The floor of a page is a bare view that prints the same rows with the same join; that of a search
is a page without one plus bare SQL on the same index. `BENCH_COMPLAINTS=10000,1000000` measures
other sizes.
"""

import itertools
import logging
import os
import statistics
import time
from collections.abc import Iterator

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

django.setup()

from accounts.enums import Role  # noqa: E402
from bench._frame import TODAY, frame, person  # noqa: E402
from complaints import volume  # noqa: E402
from complaints.enums import State  # noqa: E402
from complaints.models import Complaint  # noqa: E402
from core import clock  # noqa: E402
from script.lib.bench import Row, migrate  # noqa: E402

SIZES = tuple(int(n) for n in os.environ.get("BENCH_COMPLAINTS", "10000,100000").split(","))
ROUNDS = 9
LIST, BARE = "/staff/complaints/", "/staff/bare/"
FILTERS = {
    "open cases": "state=open",
    "all cases": "state=",
    "overdue": "clock=overdue",
    "due soon": "clock=soon",
    "one unit": "state=&unit=V0007",
    "one category": "state=&cat=2",
    "one nature": "state=&nature=help",
    "one channel": "state=&channel=phone",
    "urgent": "state=&urgency=urgent",
    "answered": "state=answered",
    "late": "late=1",
    "dissatisfied": "score=low",
    "a month": "state=&start=2011-07-01&end=2011-07-31",
    "newest first": "state=&sort=new",
    "by number": "state=&sort=number",
    "last page": "state=open&page=20",
    "a number": "state=&q=TS-2011-V-0000777",
    "one case by words": "state=&q=第777号",
}
# Words that every copy holds: what they cost depends on how many, whoever searches.
WORDS = ("往返", "尽快办结")
_FOUND = (
    "FROM complaints_complaint WHERE bigrams(search_text) @> %s::text[]"
    " AND search_text LIKE %s AND NOT bypass AND disciplined_at IS NULL"
)
_BARE_SEARCH = (
    "SELECT * " + _FOUND + " ORDER BY due_key, id LIMIT 50",
    "SELECT count(*) FROM (SELECT 1 " + _FOUND + " LIMIT 1001) AS part",  # noqa: S608 - ours
)


def _open(client: Client, address: str) -> float:
    begin = time.perf_counter()
    response = client.get(address)
    seconds = time.perf_counter() - begin
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    return seconds


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        _open(client, address)
    return len(seen)


def _search(text: str) -> float:
    """The least that finding, ordering and counting takes on the same index, in seconds."""
    values = [[text[i : i + 2] for i in range(len(text) - 1)], f"%{text}%"]
    begin = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in _BARE_SEARCH:
            cursor.execute(statement, values)
            cursor.fetchall()
    return time.perf_counter() - begin


def _lists(client: Client, size: int) -> Iterator[Row]:
    """Every filter beside the bare view of the same rows."""
    for name, query in FILTERS.items():
        spent, floors = [], []
        for _ in range(ROUNDS):
            spent.append(_open(client, f"{LIST}?{query}&size=50"))
            floors.append(_open(client, f"{BARE}?{query}"))
        value, floor = 1000 * statistics.median(spent), 1000 * statistics.median(floors)
        yield Row(f"{name} of {size}", value, "ms", floor=floor, target="<= 4")
    most = max(_queries(client, f"{LIST}?{query}&size=50") for query in FILTERS.values())
    yield Row(f"queries of the list, of {size}", most, "", target="<= 12")


def _searches(client: Client, size: int) -> Iterator[Row]:
    for text in WORDS:
        spent, floors = [], []
        for _ in range(ROUNDS):
            spent.append(_open(client, f"{LIST}?state=&q={text}&size=50"))
            floors.append(_open(client, f"{LIST}?state=&sort=number&size=50") + _search(text))
        value, floor = 1000 * statistics.median(spent), 1000 * statistics.median(floors)
        name = f"search for {len(text)} characters in {size}"
        yield Row(name, value, "ms", floor=floor, target="<= 2")


def _case(client: Client, size: int) -> Iterator[Row]:
    """The page of a case, whose cost has nothing to do with the others."""
    number = Complaint.objects.filter(state=State.HANDLING).order_by("id")[0].number
    for page in ("intake", "complaints"):
        address = f"/staff/{page}/{number}/"
        _open(client, address)
        value = 1000 * statistics.median(_open(client, address) for _ in range(ROUNDS))
        yield Row(f"/staff/{page}/…/ of {size}", value, "ms")
        name = f"queries of /staff/{page}/…/ of {size}"
        yield Row(name, _queries(client, address), "", target="<= 12")


def run() -> Iterator[Row]:
    """Every filter at every size, as the desk sees it."""
    logging.disable(logging.INFO)
    migrate()
    call_command("collectstatic", interactive=False, verbosity=0)
    with clock.at(TODAY), override_settings(ROOT_URLCONF="bench._complaints_app"):
        frame()
        client = Client(SERVER_NAME="localhost")
        desk = person("desk", Role.DESK)
        client.force_login(desk, backend="django.contrib.auth.backends.ModelBackend")
        for before, size in itertools.pairwise((0, *SIZES)):
            volume.load(size - before)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            _open(client, LIST)
            yield from _lists(client, size)
            yield from _searches(client, size)
            yield from _case(client, size)
