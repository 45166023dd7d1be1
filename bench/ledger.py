"""The ledger's list from 1,000 to 1,000,000 items: queries and time, for filters and orders.

The time of a page at a hundred times as many items stands against its own: a list must not grow
with its table. The floor of the searches is a plain page plus bare SQL on the same index.
"""

import itertools
import logging
import statistics
import time
from collections.abc import Iterator

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

django.setup()

from bench._frame import TODAY, frame  # noqa: E402
from core import clock  # noqa: E402
from rectification import volume  # noqa: E402
from script.lib.bench import Row, migrate  # noqa: E402

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = 9
PAGES = {
    "open items": "",
    "red light": "?lamp=red",
    "amber light": "?lamp=amber",
    "one unit": "?unit=V0007&state=open",
    "to verify": "?state=pending_acceptance",
    "struck off": "?state=done",
    "one source": "?source=complaint&state=open",
    "due in two weeks": "?state=open&due_from=2011-08-15&due_to=2011-08-28",
    "by number": "?state=&sort=number",
    "by progress": "?state=open&sort=progress",
    "newest first": "?state=&sort=new",
    "last page": "?state=open&page=50",
    "a number": "?state=&q=ZG-2011-V-00007",
    "one item by words": "?state=&q=编号777。",
}
_FOUND = (
    "FROM rectification_rectificationitem WHERE bigrams(search_text) @> %s::text[]"
    " AND search_text LIKE %s AND owner_kind <> 'person'"
)
_BARE_SEARCH = (
    "SELECT * " + _FOUND + " ORDER BY rank, due_key, id LIMIT 20",
    "SELECT count(*) FROM (SELECT 1 " + _FOUND + " LIMIT 1001) AS part",  # noqa: S608 - ours
)
# Words that very many items hold: what they cost depends on how many, whoever searches.
WORDS = ("超过", "承诺时限")


def _grow(count: int) -> None:
    volume.load(count)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _open(client: Client, query: str) -> float:
    begin = time.perf_counter()
    response = client.get(f"/staff/ledger/{query}")
    seconds = time.perf_counter() - begin
    if response.status_code != 200:
        raise SystemExit(f"the ledger answered {response.status_code} for {query}")
    return seconds


def _search(text: str) -> float:
    """The least that finding, ordering and counting takes on the same index, in milliseconds."""
    values = [[text[i : i + 2] for i in range(len(text) - 1)], f"%{text}%"]
    begin = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in _BARE_SEARCH:
            cursor.execute(statement, values)
            cursor.fetchall()
    return 1000 * (time.perf_counter() - begin)


def _searches(client: Client) -> Iterator[Row]:
    """A search beside the bare SQL of its own: page without search plus SQL is the floor."""
    for text in WORDS:
        spent, floors = [], []
        for _ in range(ROUNDS):
            spent.append(_open(client, f"?state=&q={text}"))
            floors.append(_open(client, "?state=&sort=number") + _search(text) / 1000)
        value, floor = 1000 * statistics.median(spent), 1000 * statistics.median(floors)
        yield Row(f"search for {len(text)} characters", value, "ms", floor=floor, target="<= 2")


def _times(client: Client) -> dict[str, float]:
    """The median time of each page, in milliseconds; the pages take turns."""
    rounds = [{name: _open(client, query) for name, query in PAGES.items()} for _ in range(ROUNDS)]
    return {name: 1000 * statistics.median(one[name] for one in rounds) for name in PAGES}


def run() -> Iterator[Row]:
    """Every page at every size."""
    logging.disable(logging.INFO)
    migrate()
    call_command("collectstatic", interactive=False, verbosity=0)
    with clock.at(TODAY):
        client = Client(SERVER_NAME="localhost")
        client.force_login(frame(), backend="django.contrib.auth.backends.ModelBackend")
        times: dict[int, dict[str, float]] = {}
        for before, size in itertools.pairwise((0, *SIZES)):
            _grow(size - before)
            _open(client, "")
            times[size] = _times(client)
        with CaptureQueriesContext(connection) as seen:
            _open(client, "")
        yield Row(f"queries at {SIZES[-1]} items", len(seen), "", target="<= 12")
        for small, large in zip(SIZES, SIZES[2:], strict=False):
            for name in PAGES:
                label, value = f"{name}: {large} against {small} items", times[large][name]
                yield Row(label, value, "ms", floor=times[small][name], target="<= 1.3")
        yield from _searches(client)
