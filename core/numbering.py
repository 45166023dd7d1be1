"""Running numbers, allocated under a row lock and never reused (contract, «Numbers»)."""

from django.db import connection

_TAKE = """
INSERT INTO core_counter (scope, value) VALUES (%s, %s)
ON CONFLICT (scope) DO UPDATE SET value = core_counter.value + EXCLUDED.value
RETURNING value
"""

# The commit of this one statement does not wait for the disk: whatever uses the number commits
# later in the same log, so a number that was kept is never given out again, even after a crash.
_RESERVE = """
WITH apart AS (SELECT set_config('synchronous_commit', 'off', true) AS done)
INSERT INTO core_counter (scope, value) SELECT %s, 1 FROM apart WHERE done = 'off'
ON CONFLICT (scope) DO UPDATE SET value = core_counter.value + 1
RETURNING value
"""


def reserve(scope: str) -> int:
    """The next number of a scope, in a commit of its own: nobody waits for our transaction.

    For records that many people make at once. Call it before the transaction; should that
    fail, the number stays unused. Inside a transaction it is `take`.
    """
    if connection.in_atomic_block:
        return take(scope)
    with connection.cursor() as cursor:
        cursor.execute(_RESERVE, [scope])
        value: int = cursor.fetchone()[0]
    return value


def take(scope: str) -> int:
    """The next number of a scope, from 1.

    The counter row stays locked until the transaction ends: take the number as late
    as possible. A rolled-back transaction gives its number back unseen.
    """
    return take_many(scope, 1)[0]


def take_many(scope: str, count: int) -> range:
    """The next so many numbers of a scope, one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [scope, count])
        last: int = cursor.fetchone()[0]
    return range(last - count + 1, last + 1)
